"""Who is signed in: a signed cookie that names a grant, and the token of forms that belongs to it.

itsdangerous signs both (Starlette's own SessionMiddleware builds on it too, but fixes `Secure` once for all requests, and
has no token of forms). The cookie holds no right: the grant is looked up at each request, so that a revoked one ends at once.
"""

from __future__ import annotations

import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

COOKIE = "shixian_desk"
LASTS_SECONDS = 12 * 3600
"""A working day: who comes back the next morning uses the personal link again."""
KEY_FILE = "desk.key"
FAILURES = parse("20/10minutes")
"""Wrong links that an address may try. They cannot be guessed (256 bits): this keeps the log and the warehouse quiet."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in: whose grant, and a random value of its own."""

    grant_id: str
    value: str


class Sessions:
    """Cookies and form tokens under the key that lies in the home of the warehouse, made there if absent."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._ended: set[str] = set()
        self._failures = MovingWindowRateLimiter(MemoryStorage())
        self._signers: tuple[URLSafeTimedSerializer, URLSafeSerializer] | None = None

    def begin(self, request: Request, response: Response, grant_id: str) -> None:
        """Signs in: puts a new cookie on the response."""
        signed = self._cookies.dumps([grant_id, secrets.token_urlsafe(16)])
        response.set_cookie(
            COOKIE,
            str(signed),
            max_age=LASTS_SECONDS,
            path="/desk",
            secure=request.url.scheme == "https",
            httponly=True,
            # Lax, not Strict: a link in a mail to a finding must find its reader signed in. Forms need their token besides.
            samesite="lax",
        )

    def current(self, request: Request) -> Session | None:
        """The sign-in that a request carries, None where there is none, or it is forged, too old or ended."""
        try:
            grant_id, value = self._cookies.loads(request.cookies.get(COOKIE, ""), max_age=LASTS_SECONDS)
        except (BadData, ValueError, TypeError):
            return None
        return None if value in self._ended else Session(grant_id, value)

    def end(self, session: Session, response: Response) -> None:
        """Signs out, so that a copy of the cookie is good for nothing either."""
        self._ended.add(session.value)
        response.delete_cookie(COOKIE, path="/desk", httponly=True, samesite="lax")

    def may_try(self, address: str) -> bool:
        """Whether an address has not tried too many wrong links of late."""
        return self._failures.test(FAILURES, address)

    def failed(self, address: str) -> None:
        """Counts a wrong link that an address tried."""
        self._failures.hit(FAILURES, address)

    def token(self, session: Session) -> str:
        """The token that the forms of a sign-in carry."""
        return str(self._tokens.dumps(session.value))

    def holds(self, session: Session, token: str) -> bool:
        """Whether a form's token belongs to the sign-in."""
        try:
            value = str(self._tokens.loads(token))
        except BadData:
            return False
        return hmac.compare_digest(value.encode(), session.value.encode())

    @property
    def _cookies(self) -> URLSafeTimedSerializer:
        return self._keyed()[0]

    @property
    def _tokens(self) -> URLSafeSerializer:
        return self._keyed()[1]

    def _keyed(self) -> tuple[URLSafeTimedSerializer, URLSafeSerializer]:
        if self._signers is None:
            key = _key(self._home / KEY_FILE)
            self._signers = (URLSafeTimedSerializer(key, "desk session"), URLSafeSerializer(key, "desk form"))
        return self._signers


def _key(path: Path) -> str:
    """The secret in the file, which only its owner may read; of several processes that start at once one makes it."""
    if not path.exists():
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(name, path)
        Path(name).unlink()
    return path.read_text(encoding="ascii")
