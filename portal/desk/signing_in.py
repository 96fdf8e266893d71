"""The way in and out: a personal link leads to a page with one button, and that signs in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Route

from portal.desk.access import sessions, visitor
from portal.desk.data import desk
from portal.desk.pages import draw, leave_for, posting, require_own_site
from warehouse.granting import granted

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.granting import Grant

LONGEST_LINK = 2000


def routes() -> list[Route]:
    """Signing in and out."""
    return [
        Route("/sign-in", _offer, methods=["GET"]),
        Route("/sign-in", _take, methods=["POST"]),
        Route("/sign-out", posting(_leave, deciding=False), methods=["POST"]),
    ]


def _offer(request: Request) -> Response:
    """The page with the button: a mail program that looks at a link beforehand signs nobody in."""
    return draw(request, "sign_in.html", given=request.query_params.get("token", "")[:LONGEST_LINK], wrong=False)


async def _take(request: Request) -> Response:
    require_own_site(request)
    address = request.client.host if request.client else ""
    if not sessions(request).may_try(address):
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, "试错次数过多，请十分钟后再试。")
    given = await request.form(max_files=0, max_fields=5, max_part_size=LONGEST_LINK)
    grant = await run_in_threadpool(_grant, request, _token(str(given.get("token", ""))))
    if grant is None:
        sessions(request).failed(address)
        return draw(request, "sign_in.html", HTTPStatus.UNAUTHORIZED, given="", wrong=True)
    response = leave_for("/desk/")
    sessions(request).begin(request, response, grant.grant_id)
    return response


def _grant(request: Request, token: str) -> Grant | None:
    at = desk(request)
    with at.connection() as connection:
        return granted(connection, token, at.today())


def _token(text: str) -> str:
    """The token of what was pasted: itself, or the whole link that has it."""
    text = text.strip()[:LONGEST_LINK]
    return parse_qs(urlsplit(text).query).get("token", [text])[0] if "token=" in text else text


def _leave(request: Request, _: FormData) -> Response:
    response = leave_for("/desk/sign-in")
    sessions(request).end(visitor(request).session, response)
    return response
