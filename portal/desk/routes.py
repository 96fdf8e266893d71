"""The desk's addresses: each page brings its own, written as below /desk."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from portal.answers import SAFE
from portal.desk import (
    acting,
    documents,
    finding,
    findings,
    history,
    letters,
    matrices,
    mending,
    registry,
    registry_files,
    signing_in,
    standing,
    trend,
    units,
    uploads,
)
from portal.desk.access import Guard
from portal.desk.pages import HEADERS, LARGEST_FORM, asset, draw

if TYPE_CHECKING:
    from starlette.requests import Request

PAGES = (
    *(signing_in, findings, finding, acting, history, matrices, trend),
    *(documents, standing, mending, uploads, letters, units, registry, registry_files),
)
"""The files of pages; `routes()` of each gives its own."""
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def desk_routes() -> list[BaseRoute]:
    """All of the desk, behind its guard. Handlers are plain functions (they run in a thread) or `pages.posting`."""
    pages = [
        Route("/static/{name}", _asset),
        *(route for module in PAGES for route in module.routes()),
    ]
    return [
        Route("/desk", _start),
        Mount("/desk", routes=pages, middleware=[Middleware(Guard)], max_body_size=LARGEST_FORM),
    ]


def refused(request: Request, status: HTTPStatus, why: str) -> Response:
    """The page that says why the desk did not do what was asked; without a grant it is the one that says how to get in."""
    if status == HTTPStatus.UNAUTHORIZED:
        return draw(request, "sign_in.html", status, given="", wrong=False)
    # Starlette's own sentences are English.
    return draw(request, "refused.html", status, code=int(status), why="" if why.isascii() else why)


def _start(_: Request) -> Response:
    return RedirectResponse("/desk/", HTTPStatus.PERMANENT_REDIRECT, SAFE)


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    body = asset(name)
    if body is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"}
    return Response(body, HTTPStatus.OK, headers, media_type=KINDS[name.rpartition(".")[2]])
