"""Answers of the web side: every one with the headers that keep a browser from doing anything but showing it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from portal.pages import calendar_name, etag, matches
from summaries.drawing import draw, style_policy

if TYPE_CHECKING:
    from starlette.requests import Request

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"
"""What RFC 8187, 3.2.1 allows in an extended value besides letters and digits."""


def page(request: Request, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """An HTML page, under a policy that allows its own style sheet and nothing else."""
    headers = {
        **SAFE,
        "Content-Security-Policy": f"{style_policy(_own_style(body))}; frame-ancestors 'none'",
        "Cache-Control": "no-cache",
    }
    return _unless_known(request, body, status, "text/html; charset=utf-8", headers)


def drawn(request: Request, template: str, status: HTTPStatus = HTTPStatus.OK, **given: object) -> Response:
    """A page of the portal's own."""
    return page(request, draw(template, "portal", **given).encode(), status)


def feed(request: Request, body: bytes, name: str) -> Response:
    """A calendar: 304 only for these very bytes, never by a date; `name` is the file's."""
    headers = {
        **SAFE,
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Content-Disposition": disposition(calendar_name(body) or name.removesuffix(".ics")),
        "Cache-Control": "no-cache",
    }
    return _unless_known(request, body, HTTPStatus.OK, "text/calendar; charset=utf-8", headers)


def disposition(name: str) -> str:
    """The Content-Disposition of a feed called `name`: Chinese by RFC 8187, with a plain name for older readers."""
    clean = "".join(character for character in name if character.isprintable() and character not in '/\\:*?"<>|')
    extended = quote(f"{clean.strip()}.ics", safe=ATTRIBUTE_CHARACTERS)
    return f"inline; filename=\"calendar.ics\"; filename*=UTF-8''{extended}"


def _unless_known(request: Request, body: bytes, status: HTTPStatus, kind: str, headers: dict[str, str]) -> Response:
    """The body, or 304 where the reader says that it has these bytes (RFC 9110, 15.4.5)."""
    if status != HTTPStatus.OK:
        return Response(body, status, headers, media_type=kind)
    tag = etag(body)
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**headers, "ETag": tag})
    return Response(body, status, {**headers, "ETag": tag}, media_type=kind)


def _own_style(body: bytes) -> str:
    """The style sheet of a page, which stands before anything that a document says."""
    _, _, after = body.partition(b"<style>")
    return after.partition(b"</style>")[0].decode()
