"""The web side: the current publication, its feeds and the summaries, served as they lie in the folder of results."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal import answers
from portal.pages import Publication

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

RETRY_SECONDS = 300
"""How long a calendar program is told to wait where nothing was published yet."""
MOVED = {
    "/summaries": "/summaries/",
    "/findings": "/findings.html",
    "/current/": "/",
    "/current/index.html": "/",
    "/current/findings.html": "/findings.html",
}
"""Addresses of the folder, and shorter ones, with the place where they are served."""


def create_app(out: Path) -> Starlette:
    """The portal over the folder of results `out`; it reads, it never writes, and it may start before any publication.

    Addresses are those of the folder, so that links work from disk and from here: `/` and `/findings.html` (of
    `current/`), `/calendars/NAME.ics`, `/summaries/` and `/summaries/NAME.html`.
    """
    app = Starlette(
        routes=[
            Route("/", _start),
            Route("/calendars/{name}", _feed),
            Route("/summaries/", _summaries),
            Route("/summaries/{name}", _summary),
            *(Route(path, _moved) for path in MOVED),
            Route("/{name}", _page),
        ],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )
    app.router.redirect_slashes = False
    app.state.publication = Publication(out)
    return app


def serve(out: Path, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve `out` until stopped. The server does not say what it is made of."""
    uvicorn.run(create_app(out), host=host, port=port, server_header=False)


def _publication(request: Request) -> Publication:
    publication: Publication = request.app.state.publication
    return publication


def _start(request: Request) -> Response:
    return _page(request)


def _page(request: Request) -> Response:
    publication = _publication(request)
    name = request.path_params.get("name", "index.html")
    if not publication.exists:
        if name == "index.html":
            return answers.drawn(request, "unpublished.html")
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return _found(request, publication.page(name))


def _summary(request: Request) -> Response:
    return _found(request, _publication(request).summary(request.path_params["name"]))


def _summaries(request: Request) -> Response:
    return answers.drawn(request, "summaries.html", summaries=_publication(request).summaries())


def _feed(request: Request) -> Response:
    publication = _publication(request)
    if not publication.exists:
        # A calendar that is not there yet must not look like one that was given up.
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(RETRY_SECONDS)})
    name = request.path_params["name"]
    body = publication.feed(name)
    if body is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return answers.feed(request, body, name)


def _moved(request: Request) -> Response:
    """Addresses of the folder that are written otherwise here. They lead to places of our own only."""
    return RedirectResponse(MOVED[request.url.path], HTTPStatus.PERMANENT_REDIRECT, answers.SAFE)


def _found(request: Request, body: bytes | None) -> Response:
    if body is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return answers.page(request, body)


def _refused(request: Request, error: Exception) -> Response:
    """The page that says what is wrong, with the status that a program understands."""
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    response = answers.drawn(request, "refused.html", status, code=int(status))
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _failed(request: Request, error: Exception) -> Response:
    """What a reader sees where the portal itself failed; the trace goes to the log, never to the page."""
    return _refused(request, error)
