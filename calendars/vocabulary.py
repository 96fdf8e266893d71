"""The words and looks of feeds, read from vocabulary.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from calendars.errors import EventError

CANCELLED = "已取消"
UNOWNED = "无主"
MOVED = "已转出"


@dataclass(frozen=True, slots=True)
class Look:
    """How a status shows in a calendar: VEVENT's STATUS, PRIORITY, COLOR, and a mark before the title."""

    vevent: str
    priority: int
    color: str
    mark: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`roles`: role → Chinese word, the strongest first; `states`: the furthest first; `looks`: status → look."""

    roles: dict[str, str]
    states: tuple[str, ...]
    looks: dict[str, Look]

    def look(self, status: str) -> Look:
        """The look of a status; raises EventError for one that the table does not name."""
        if status not in self.looks:
            raise EventError(f"状态“{status}”不在状态表中（{'、'.join(self.looks)}）")
        return self.looks[status]

    def strongest(self, roles: list[str]) -> str:
        """The strongest of a unit's roles in one duty; raises EventError for one that the table does not name."""
        for role in roles:
            if role not in self.roles:
                raise EventError(f"角色“{role}”不在角色表中（{'、'.join(self.roles)}）")
        return min(roles, key=list(self.roles).index)

    def progress(self, state: str) -> int:
        """The rank of a state, 0 the furthest; raises EventError for one that the table does not name."""
        if state not in self.states:
            raise EventError(f"进展“{state}”不在进展表中（{'、'.join(self.states)}）")
        return self.states.index(state)


@cache
def vocabulary() -> Vocabulary:
    """The table beside this module."""
    table = tomllib.loads(files("calendars").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        roles={row["name"]: row["word"] for row in table["role"]},
        states=tuple(table["state"]["order"]),
        looks={row["name"]: Look(row["vevent"], row["priority"], row["color"], row["mark"]) for row in table["status"]},
    )
