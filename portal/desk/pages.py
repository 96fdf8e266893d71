"""Drawing the desk's pages, and taking its forms: what every page and every form of the desk has in common."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from portal.answers import SAFE
from portal.desk.access import require_decider, sessions, visitor
from portal.desk.data import shown_moment
from summaries import drawing

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

NAVIGATION = (
    ("/desk/", "问题"),
    ("/desk/documents/", "文件"),
    ("/desk/units/", "单位名录"),
    ("/desk/letters/", "函件"),
    ("/desk/decisions", "处置记录"),
    ("/summaries/", "汇总"),
)
"""What every page leads to."""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    **SAFE,
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    # Not no-referrer: under it a browser sends a form with `Origin: null` (Fetch, 3.2), which says nothing.
    "Referrer-Policy": "same-origin",
}
MOST_FIELDS = 5000
LARGEST_FORM = 512 * 1024
"""Bytes of a form without files. A route that takes files has a `max_body_size` of its own."""
TOKEN = "token_of_form"  # noqa: S105 - the name of a field


def draw(request: Request, template: str, status: HTTPStatus = HTTPStatus.OK, **given: object) -> Response:
    """The page that a template of `portal/desk/templates` makes, with the navigation and the token that forms carry.

    Templates extend `desk.html` and have `visitor` (None before sign-in), `path` and `moment` besides what is given; a
    form that posts writes `{{ token }}` in it.
    """
    asking = getattr(request.state, "visitor", None)
    body = drawing.draw(
        template,
        "portal.desk",
        visitor=asking,
        token_name=TOKEN,
        token_value=sessions(request).token(asking.session) if asking else "",
        navigation=NAVIGATION,
        path=request.url.path,
        moment=shown_moment,
        asset=asset_address,
        **given,
    )
    return Response(body, status, HEADERS, media_type="text/html; charset=utf-8")


def leave_for(address: str) -> Response:
    """After a form: leads to a page of ours, which a reload may ask for again (RFC 9110, 15.4.4)."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, HEADERS)


async def form(request: Request, *, files: int = 0) -> FormData:
    """The form that was sent, with at most so many files, once it is sure that a page of ours sent it.

    Raises HTTPException: 401 where nobody is signed in, 403 without the token of the sign-in or from another site, 400
    for what is no form, 413 for one too large.
    """
    session = visitor(request).session
    require_own_site(request)
    given = await request.form(max_files=files, max_fields=MOST_FIELDS, max_part_size=LARGEST_FORM)
    token = given.get(TOKEN)
    if not isinstance(token, str) or not sessions(request).holds(session, token):
        raise HTTPException(HTTPStatus.FORBIDDEN, "表单已经失效，没有保存。请返回上一页刷新后再提交。")
    return given


def require_own_site(request: Request) -> None:
    """Raises HTTPException 403 for a form that another site sent, as far as the browser says where it comes from."""
    origin = request.headers.get("origin")
    told = request.headers.get("sec-fetch-site", "same-origin")
    if told not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(HTTPStatus.FORBIDDEN, "这次提交不是从本站的页面发出的，没有保存。")


def posting(
    work: Callable[[Request, FormData], Response], *, files: int = 0, deciding: bool = True
) -> Callable[[Request], Awaitable[Response]]:
    """The handler of a form: checks it, then runs `work` in a thread. Only stewards get through, unless not `deciding`."""

    async def handler(request: Request) -> Response:
        if deciding:
            require_decider(request)
        given = await form(request, files=files)
        try:
            return await run_in_threadpool(work, request, given)
        finally:
            await given.close()

    return handler


@cache
def asset(name: str) -> bytes | None:
    """A file of `portal/desk/static`, None where there is none of this name; desk.css comes after the style of all pages."""
    found = {item.name: item for item in files("portal.desk").joinpath("static").iterdir() if item.is_file()}.get(name)
    if found is None:
        return None
    shared = files("summaries").joinpath("templates", "page.css").read_bytes() if name == "desk.css" else b""
    return shared + found.read_bytes()


@cache
def asset_address(name: str) -> str:
    """The address of a file of `static`, another one for other content, so that browsers may keep it."""
    return f"/desk/static/{name}?v={sha256(asset(name) or b'').hexdigest()[:16]}"
