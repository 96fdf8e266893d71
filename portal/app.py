"""The web side: the current publication, its feeds and the summaries, served as they lie in the folder of results."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from documents.errors import ShixianError
from portal import answers
from portal.desk.data import Desk
from portal.desk.routes import desk_routes, refused
from portal.desk.sessions import Sessions
from portal.pages import Publication
from warehouse.decisions import DecisionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from starlette.requests import Request

RETRY_SECONDS = 300
"""How long a calendar program is told to wait where nothing was published yet."""
BACKLOG = 2048
"""Connections that may wait to be taken, as many as uvicorn allows by itself."""
MOVED = {
    "/summaries": "/summaries/",
    "/findings": "/findings.html",
    "/current/": "/",
    "/current/index.html": "/",
    "/current/findings.html": "/findings.html",
}
"""Addresses of the folder, and shorter ones, with the place where they are served."""


class AddressError(ShixianError):
    """Raised where nothing can listen at an address: taken, not allowed, or not of this machine."""


def create_app(out: Path, home: Path | None = None, clock: Callable[[], datetime] | None = None) -> Starlette:
    """The portal over the folder of results `out`; it reads, it never writes, and it may start before any publication.

    Addresses are those of the folder, so that links work from disk and from here: `/` and `/findings.html` (of
    `current/`), `/calendars/NAME.ics`, `/summaries/` and `/summaries/NAME.html`. With the `home` of a warehouse there is the
    stewards' desk besides, below `/desk/`, and `/findings.html` leads there. `clock` gives the moment it is.
    """
    app = Starlette(
        routes=[
            *(desk_routes() if home else ()),
            Route("/", _start),
            Route("/calendars/{name}", _feed),
            Route("/summaries/", _summaries),
            Route("/summaries/{name}", _summary),
            *(Route(path, _moved) for path in MOVED),
            Route("/{name}", _page),
        ],
        exception_handlers={HTTPException: _refused, DecisionError: _conflicting, Exception: _failed},
    )
    app.router.redirect_slashes = False
    app.state.publication = Publication(out)
    app.state.desk = None
    if home:
        app.state.desk = Desk(out, home, clock) if clock else Desk(out, home)
        app.state.sessions = Sessions(home)
    return app


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises AddressError with what to do where it cannot."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        raise AddressError(_why(host, port, error)) from error


def _why(host: str, port: int, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：可能已有一个 shixian serve 在运行。请用 --port 换一个端口。"
    if number == errno.EACCES:
        return f"没有权限使用端口 {port}。请用 --port 换一个 1024 以上的端口。"
    return f"不能在 {host} 上监听：这不是本机的地址。请用 --host 换一个，如 127.0.0.1。"


def serve(out: Path, listening: socket.socket, home: Path | None = None) -> None:
    """Serve `out`, and the desk over the warehouse in `home`, at a socket of `listen` until stopped.

    The server does not say what it is made of.
    """
    config = uvicorn.Config(create_app(out, home), log_level="warning", server_header=False)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _publication(request: Request) -> Publication:
    publication: Publication = request.app.state.publication
    return publication


def _start(request: Request) -> Response:
    return _page(request)


def _page(request: Request) -> Response:
    publication = _publication(request)
    name = request.path_params.get("name", "index.html")
    desk: Desk | None = request.app.state.desk
    if name == "findings.html" and desk and desk.exists:
        # The page on disk is for those without a server: here is the list that can be worked with.
        return RedirectResponse("/desk/", HTTPStatus.TEMPORARY_REDIRECT, answers.SAFE)
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
    if request.app.state.desk and request.url.path.startswith("/desk/"):
        response = refused(request, status, str(error.detail) if isinstance(error, HTTPException) else "")
    else:
        response = answers.drawn(request, "refused.html", status, code=int(status))
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _conflicting(request: Request, error: Exception) -> Response:
    """A decision that cannot be taken; the error says why, in Chinese."""
    return refused(request, HTTPStatus.CONFLICT, str(error))


def _failed(request: Request, error: Exception) -> Response:
    """What a reader sees where the portal itself failed; the trace goes to the log, never to the page."""
    return _refused(request, error)
