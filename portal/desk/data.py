"""The warehouse behind the desk's pages: connections that are kept, and answers that last until the next commit."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from warehouse.connection import frame, open_warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.requests import Request

    from warehouse.connection import Connection

TIME_ZONE = ZoneInfo("Asia/Shanghai")
Answer = TypeVar("Answer")


class _Held(NamedTuple):
    """A connection that is kept open: opening one takes as long as a dozen queries. It serves one day and one catalog."""

    day: date
    catalog: int
    connection: Connection
    stack: ExitStack


@dataclass
class Desk:
    """What the desk's pages work with: the folder of results, the home of the warehouse, and the clock.

    Its functions block: they are for handlers that run in a thread (plain `def`, or `pages.posting`).
    """

    out: Path
    home: Path
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _idle: list[_Held] = field(default_factory=list)
    _answers: dict[str, tuple[tuple[int, date], Any]] = field(default_factory=dict)
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
        """A connection to the warehouse as of today, for this thread alone until the block ends."""
        held = self._take()
        try:
            yield held.connection
        except BaseException:
            held.stack.close()
            raise
        with self._guard:
            self._idle.append(held)

    def _take(self) -> _Held:
        day, catalog = self.today(), (self.folder / "catalog.sqlite").stat().st_ino
        with self._guard:
            while self._idle:
                held = self._idle.pop()
                if (held.day, held.catalog) == (day, catalog):
                    return held
                held.stack.close()
        stack = ExitStack()
        return _Held(day, catalog, stack.enter_context(open_warehouse(self.folder, day)), stack)

    def cached(self, name: str, work: Callable[[Connection], Answer]) -> Answer:
        """What `work` makes of the warehouse, kept under `name` until something is committed or the day turns.

        The answer is shared between requests: nobody may change it.
        """
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        # Of several who ask at once for what is not there, one works and the others wait for it.
        with lock, self.connection() as connection:
            state = (int(frame(connection, "current_snapshot").item()), self.today())
            known = self._answers.get(name)
            if known is None or known[0] != state:
                known = (state, work(connection))
                self._answers[name] = known
            return cast("Answer", known[1])


def desk(request: Request) -> Desk:
    """The desk of the portal that a request came to."""
    found: Desk = request.app.state.desk
    return found


def shown_moment(moment: datetime | None) -> str:
    """A moment of the warehouse (UTC, naive) as a reader in China sees it: 2024-09-02 17:05."""
    if moment is None:
        return ""
    return moment.replace(tzinfo=UTC).astimezone(TIME_ZONE).strftime("%Y-%m-%d %H:%M")
