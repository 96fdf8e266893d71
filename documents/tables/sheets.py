"""Rows of tables → records: which cell holds the task, the deadline, the units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from documents.tables.columns import UNIT_ROLES, WIDEST, Fit, fit_of, is_header, role_of, two_lines
from documents.text.line import Line
from documents.text.passage import Passage, join
from documents.vocabulary import CN, table

# What a column may be guessed to hold, the surest first.
GUESSES = ("number", "deadline", "responsible", "task")
# A heading that was lost is guessed where so many rows, and so large a share of them, hold the same in a column.
FEWEST, SHARE = 3, 0.6


@dataclass(frozen=True)
class Record:
    """One row of a table: its cells by the role of their column, its section row's heading, and its line.

    `periods` are the headings that are times themselves (一季度) of the cells in which the row says something.
    """

    line: Line
    section: Passage | None
    number: str
    task: Passage
    details: tuple[Passage, ...]
    deadlines: tuple[Passage, ...]
    units: tuple[tuple[str, Passage], ...]
    inventory: bool
    periods: tuple[Passage, ...] = ()


def header_of(rows: Sequence[Line]) -> tuple[Passage, ...]:
    """The last heading of a run of rows; empty where it has none."""
    header: tuple[Passage, ...] = ()
    was_header = False
    for line in rows:
        heads = is_header(line.cells)
        if heads:
            header = tuple(two_lines(header, line.cells)) if was_header else line.cells
        was_header = heads
    return header


def records_of(rows: Sequence[Line], level: str, above: Sequence[Passage] = ()) -> Iterator[Record]:
    """The records of a run of rows; `level` is the issuer's (省级, 市级 …), whose unit columns are read.

    `above` is the heading row of the table's part before, where a line of text parted it from this one.
    """
    header, section = list(above), None
    columns = _Columns(header, [role_of(h.folded) for h in header], level) if above else None
    if columns is None and not any(is_header(line.cells) for line in rows) and (guessed := _guessed(rows)):
        columns = _Columns((), guessed, level)
    in_header = False
    for before, line, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        was_header, in_header = in_header, is_header(line.cells)
        if in_header:
            said = two_lines(header, line.cells) if was_header else list(line.cells)
            section = section if [c.folded for c in said] == [c.folded for c in header] else None
            header, columns = said, _Columns(said, [role_of(h.folded) for h in said], level)
        elif heading := _section_of(line.cells):
            section = heading
        elif columns and any(c.text for c in line.cells):
            yield columns.record(line, section, [x.cells for x in (before, after) if x])


def _section_of(cells: Sequence[Passage]) -> Passage | None:
    """The heading that a row is, over the rows below it: in one cell, in all of them alike, or with its number beside it."""
    filled = [c for c in cells if c.text]
    if len(cells) < 2 or not filled:
        return None
    alike = all(c.text == filled[0].text for c in filled)
    if alike and len(filled[0].text) > 1 and not filled[0].folded.isdigit():
        return filled[0]
    numbered = len(filled) == 2 and len(cells) > 3 and re.fullmatch(f"（?{CN}[）、]?", filled[0].folded)
    return join(filled) if numbered and filled[0] is cells[0] else None


def _guessed(rows: Sequence[Line]) -> list[str]:
    """The roles of the columns of a table whose heading was lost, by what their cells hold; none where they tell too little."""
    width = max((len(line.cells) for line in rows), default=0)
    whole = [line.cells for line in rows if len(line.cells) == width]
    if len(whole) < FEWEST or width > WIDEST:
        return []
    roles = []
    for i in range(width):
        least = max(FEWEST, SHARE * len(whole))
        held = (role for role in GUESSES if sum(fit_of(role, cells[i]) is Fit.FOR for cells in whole) >= least)
        roles.append(next(held, "detail"))
    return roles if {"deadline", "responsible", "task"} <= set(roles) else []


class _Columns:
    """The columns of a table: their headings, where it has any, and what each holds."""

    def __init__(self, header: Sequence[Passage], roles: Sequence[str], level: str) -> None:
        self.header = header
        self.roles = roles
        self.kept = _own_level([h.folded for h in header], roles, level) if header else [True] * len(roles)

    def record(self, line: Line, section: Passage | None, beside: Sequence[Sequence[Passage]]) -> Record:
        """A row as a record; `beside` are the cells of the rows above and below it."""
        cells = line.cells
        roles = [_told(role, cell) for role, cell in zip_longest(self.roles, cells[: len(self.roles)], fillvalue=None)]
        by: dict[str, list[Passage]] = {}
        for i, (role, cell) in enumerate(zip(roles, cells, strict=False)):
            shared = role == "task" and roles.count("task") > 1 and _shared(i, cells, beside)
            by.setdefault("detail" if shared else role, []).append(cell)
        task, details = _task(by)
        units = [(r, c) for r, c, k in zip(roles, cells, self.kept, strict=False) if r in UNIT_ROLES and c.text and k]
        number = next((c.folded for c in by.get("number", []) if c.text), "")
        periods = tuple(
            h for r, h, c in zip(roles, self.header, cells, strict=False) if r == "period" and c.text.strip("/—-无")
        )
        inventory = "inventory" in roles or not ({"task", "detail"} & set(roles))
        plain = not any(r in (*UNIT_ROLES, "deadline", "period") for r in roles)
        return Record(
            line, section, number, task, tuple(details), tuple(by.get("deadline", ())), tuple(units),
            inventory or plain, periods,
        )  # fmt: skip


def _told(role: str | None, cell: Passage | None) -> str:
    """The role of a column, by its cell where the heading leaves it open (单位: who is responsible, or what is counted in)."""
    if role == "either":
        return "responsible" if cell and fit_of("responsible", cell) is Fit.FOR else "detail"
    return role or "detail"


def _shared(i: int, cells: Sequence[Passage], beside: Sequence[Sequence[Passage]]) -> bool:
    """Whether a cell is one with that of the row above or below: merged, it names what the tasks of several rows belong to."""
    same = (other[i].text for other in beside if len(other) > i)
    return bool(cells[i].text) and any(text == cells[i].text for text in same)


def _task(by: dict[str, list[Passage]]) -> tuple[Passage, list[Passage]]:
    """The cell that names the task, and those that describe it; a merged cell left empty leaves it to the next."""
    tasks = [c for c in by.get("task", []) if c.text]
    details = [c for c in by.get("detail", []) if c.text]
    if not tasks:
        return (details[0], details[1:]) if details else (join([]), [])
    return tasks[0], tasks[1:] + details


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((r["name"], re.compile(r["column"]), re.compile(r["issuer"])) for r in table("columns")["level"])


def _own_level(headings: Sequence[str], roles: Sequence[str], level: str) -> list[bool]:
    """Which columns to read: where unit columns name levels of government, those of the issuer's own."""
    named = [
        next((n for n, column, _ in _levels() if column.match(h)), "") if r in UNIT_ROLES else ""
        for h, r in zip(headings, roles, strict=True)
    ]
    if level not in named:
        return [True] * len(headings)
    return [n in ("", level) for n in named]


def level_of(issuer: str) -> str:
    """The level of government that an issuer's name shows: 市级 of 枣庄市人民政府, 县级 of 山亭区…; "" of a ministry."""
    place = re.match(r"[\u4e00-\u9fff]*?(?:人民政府|政府|委员会|局|厅|委|办公室)", issuer)
    name = place.group() if place else issuer
    ends = [(m.end(), n) for n, _, issued_by in _levels() for m in issued_by.finditer(name) if m.start() > 0]
    place_ends = re.search(table("columns")["place"]["ends"], name)
    if not ends:
        return ""
    if place_ends:
        upto = [n for e, n in ends if e <= place_ends.end()]
        return upto[-1] if upto else ends[-1][1]
    return max(ends)[1]
