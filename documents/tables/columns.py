"""What the heading of a table's column says of its cells, and whether a cell is one that may stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import zip_longest

from documents.text.passage import Passage, join
from documents.vocabulary import table

UNIT_ROLES = ("lead", "responsible", "cooperating", "other")
TELLING = ("number", "deadline", "person", "inventory", "note", *UNIT_ROLES, "task")
# A heading is no longer than this; a table with more columns is not looked into.
LONGEST_HEADING, WIDEST = 16, 40


class Fit(Enum):
    """How a cell's words agree with the heading of their column; the value is what it counts when rows are put in order."""

    FOR = 2
    OPEN = 0
    AGAINST = -2


@cache
def _columns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    rows = table("columns")["column"]
    return tuple(
        (r["role"], re.compile(r["pattern"]), re.compile(r["unless"]) if "unless" in r else None) for r in rows
    )


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str:
    """The role of a column by its heading."""
    bare = re.sub(r"^(?:省|市|区|县|镇)级", "", heading)
    for role, pattern, unless in _columns():
        if heading and pattern.search(bare) and not (unless and unless.search(bare)):
            return role
    return "detail"


def is_header(cells: Sequence[Passage]) -> bool:
    """Whether a row heads a table: short cells, at least two of them with a role that only a heading has."""
    named = [c.folded for c in cells if c.text]
    if len(named) < 2 or any(len(n) > LONGEST_HEADING or n[0].isdigit() for n in named):
        return False
    return sum(role_of(n) in TELLING for n in named) >= 2


def two_lines(above: Sequence[Passage], below: Sequence[Passage]) -> list[Passage]:
    """A heading of two lines: 责任单位 over 牵头单位 and 配合单位; where the lower cell is empty the upper one holds."""
    return [b if b.text else a for a, b in zip_longest(above, below, fillvalue=join([]))]


@cache
def _content() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("columns")["content"].items()}


def fit_of(role: str, cell: Passage) -> Fit:
    """Whether the words of a cell are what its column is for: a number, a time, units, or a task; an empty cell is open."""
    return _fit(role, cell.folded[:200]) if cell.text else Fit.OPEN


@lru_cache(maxsize=4096)
def _fit(role: str, words: str) -> Fit:
    is_time = bool(_content()["time"].search(words))
    is_unit = bool(_content()["unit"].search(words))
    if role == "number":
        return Fit.FOR if _content()["number"].search(words) else Fit.AGAINST
    if role == "deadline":
        return Fit.FOR if is_time else Fit.AGAINST
    if role in UNIT_ROLES:
        return Fit.AGAINST if words[0].isdigit() or (is_time and not is_unit) else Fit.FOR if is_unit else Fit.OPEN
    if role == "task":
        return Fit.AGAINST if is_unit or words.isdigit() or _content()["only_time"].search(words) else Fit.FOR
    return Fit.OPEN
