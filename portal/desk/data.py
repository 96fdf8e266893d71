"""The warehouse behind the desk's pages: connections that are kept, and answers that last until the next commit."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from warehouse.connection import open_warehouse
from warehouse.mirror import Mirror
from warehouse.tables import schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from starlette.requests import Request

    from warehouse.connection import Connection

TIME_ZONE = ZoneInfo("Asia/Shanghai")
TABLES = tuple(schemas())
"""All tables, in their order."""
Answer = TypeVar("Answer")


class _Held(NamedTuple):
    """A connection that is kept open: opening one takes as long as a dozen queries. It serves one day and one catalog."""

    key: tuple[date, int]
    connection: Connection
    stack: ExitStack


class _Pool:
    """Connections that wait for the next request."""

    def __init__(self) -> None:
        self._idle: list[_Held] = []
        self._guard = threading.Lock()

    @contextmanager
    def lent(
        self, key: tuple[date, int], opened: Callable[[], AbstractContextManager[Connection]]
    ) -> Iterator[Connection]:
        """A connection for this thread alone until the block ends: one that waits, else one that is opened."""
        held = self._waiting(key)
        if held is None:
            stack = ExitStack()
            held = _Held(key, stack.enter_context(opened()), stack)
        try:
            yield held.connection
        except BaseException:
            held.stack.close()
            raise
        with self._guard:
            self._idle.append(held)

    def _waiting(self, key: tuple[date, int]) -> _Held | None:
        with self._guard:
            while self._idle:
                held = self._idle.pop()
                if held.key == key:
                    return held
                held.stack.close()
        return None


@dataclass
class Desk:
    """What the desk's pages work with: the folder of results, the home of the warehouse, and the clock.

    Its functions block: they are for handlers that run in a thread (plain `def`, or `pages.posting`).
    """

    out: Path
    home: Path
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _written: _Pool = field(default_factory=_Pool)
    _read: _Pool = field(default_factory=_Pool)
    _mirrors: dict[int, Mirror] = field(default_factory=dict)
    _answers: dict[str, tuple[object, Any]] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def folder(self) -> Path:
        """The folder of the warehouse."""
        return self.home / "warehouse"

    @property
    def exists(self) -> bool:
        """Whether a run has made the warehouse."""
        return (self.folder / "catalog.sqlite").is_file()

    def today(self) -> date:
        """The day it is in Asia/Shanghai."""
        return self.clock().astimezone(TIME_ZONE).date()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection to the warehouse as of today, to decide by."""
        with self._written.lent(self._key(), lambda: open_warehouse(self.folder, self.today())) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to the copy of the warehouse in memory, with all that is committed by now: many times faster."""
        mirror = self._mirror()
        mirror.renew()
        with self._read.lent(self._key(), lambda: mirror.connection(self.today())) as connection:
            yield connection

    def cached(self, name: str, work: Callable[[Connection], Answer], of: Sequence[str] = TABLES) -> Answer:
        """What `work` makes of the warehouse, kept under `name` until one of the tables `of` changes or the day turns.

        The answer is shared between requests: nobody may change it.
        """
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        # Of several who ask at once for what is not there, one works and the others wait for it.
        with lock, self.reading() as connection:
            state = (self._key(), self._mirror().versions(of))
            known = self._answers.get(name)
            if known is None or known[0] != state:
                known = (state, work(connection))
                self._answers[name] = known
            return cast("Answer", known[1])

    def _key(self) -> tuple[date, int]:
        return self.today(), (self.folder / "catalog.sqlite").stat().st_ino

    def _mirror(self) -> Mirror:
        """The copy of the warehouse that lies in the folder now; that of one that lay there before is given up."""
        catalog = self._key()[1]
        with self._guard:
            if catalog not in self._mirrors:
                self._mirrors = {catalog: Mirror(self.folder, self.today())}
            return self._mirrors[catalog]


def desk(request: Request) -> Desk:
    """The desk of the portal that a request came to."""
    found: Desk = request.app.state.desk
    return found


def shown_moment(moment: datetime | None) -> str:
    """A moment of the warehouse (UTC, naive) as a reader in China sees it: 2024-09-02 17:05."""
    if moment is None:
        return ""
    return moment.replace(tzinfo=UTC).astimezone(TIME_ZONE).strftime("%Y-%m-%d %H:%M")
