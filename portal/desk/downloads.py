"""Files that the desk hands out: kept under a name, never shown by the browser."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from starlette.responses import Response

from portal.answers import ATTRIBUTE_CHARACTERS
from portal.desk.pages import HEADERS

UNKNOWN = "application/octet-stream"
LONGEST_NAME = 150


def download(content: bytes, name: str, kind: str = UNKNOWN) -> Response:
    """The answer with which a browser keeps `content` as a file called `name`."""
    headers = {
        **HEADERS,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": attachment(name),
    }
    return Response(content, HTTPStatus.OK, headers, media_type=kind)


def attachment(name: str) -> str:
    """The Content-Disposition of a file to be kept under `name` (RFC 6266, with RFC 8187 for what is not ASCII)."""
    clean = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|').strip(" .")[-LONGEST_NAME:] or "file"
    suffix = clean.rpartition(".")[2] if "." in clean else ""
    plain = f"download.{suffix}" if suffix.isascii() and suffix.isalnum() else "download"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe=ATTRIBUTE_CHARACTERS)}"
