"""Who may see what: every page but the sign-in belongs to a grant, and shows what that grant covers."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from portal.desk.data import Desk, desk
from portal.desk.sessions import Session, Sessions
from warehouse.connection import frame
from warehouse.granting import Grant

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

OPEN_TO_ALL = ("/desk/sign-in", "/desk/static/")
"""What is shown without a grant: the way in, and what it looks like."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, by which grant."""

    grant: Grant
    session: Session

    @property
    def name(self) -> str:
        """The name under which decisions are kept."""
        return self.grant.name

    @property
    def role(self) -> str:
        """A role of warehouse/granting.py."""
        return self.grant.role

    @property
    def grant_id(self) -> str:
        """The grant's id."""
        return self.grant.grant_id

    @property
    def decides(self) -> bool:
        """Whether this one may decide: stewards do, coordinators read."""
        return self.grant.decides

    @property
    def everywhere(self) -> bool:
        """Whether the grant is for all jurisdictions."""
        return not self.grant.jurisdictions

    def covers(self, code: str | None) -> bool:
        """Whether the grant covers a jurisdiction (GB/T 2260 code): one that it names, or one below.

        What belongs to no known jurisdiction ('' or None) is covered only by a grant for all.
        """
        return self.grant.covers(code or "")

    def may_read(self, code: str | None) -> bool:
        """Whether the text of a document may be shown as the other side of a finding.

        Besides what the grant covers these are the documents of the levels above: they were issued to be carried out
        here, and a finding that contradicts them cannot be judged without them. Those of sisters are not shown.
        """
        above = Grant("", "", "", (code,)) if code else None
        return self.covers(code) or (above is not None and any(map(above.covers, self.grant.jurisdictions)))


def visitor(request: Request) -> Visitor:
    """Who asks. Raises HTTPException 401 where nobody is signed in."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED)
    return found


def require_decider(request: Request) -> Visitor:
    """Who asks, where that is a steward. Raises HTTPException 401 or 403."""
    asking = visitor(request)
    if not asking.decides:
        raise HTTPException(HTTPStatus.FORBIDDEN, "您的链接只能查看，不能处置。需要处置的，请联系数据管理员。")
    return asking


def sessions(request: Request) -> Sessions:
    """The sign-ins of the portal that a request came to."""
    found: Sessions = request.app.state.sessions
    return found


def recognised(request: Request) -> Visitor | None:
    """Who a request's cookie says, where the grant still stands; the warehouse is asked each time."""
    session = sessions(request).current(request)
    return _standing(desk(request), session) if session else None


def _standing(at: Desk, session: Session) -> Visitor | None:
    with at.reading() as connection:
        rows = frame(connection, "grant_standing", {"grant_id": session.grant_id, "today": at.today()})
    if rows.is_empty():
        return None
    grant_id, name, role, jurisdictions = rows.row(0)
    return Visitor(Grant(grant_id, name, role, tuple(jurisdictions or ())), session)


class Guard:
    """Stands before all pages of the desk: none is reached without a warehouse, nor but for the sign-in without a grant."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through with its visitor, or refuses it."""
        request = Request(scope, receive)
        if not desk(request).exists:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "还没有数据。请先运行一次主流程（shixian run）。")
        request.state.visitor = await run_in_threadpool(recognised, request)
        if request.state.visitor is None and not request.url.path.startswith(OPEN_TO_ALL):
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        await self._app(scope, receive, send)
