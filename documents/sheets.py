"""Rows of tables → records: which cell holds the task, the deadline, the units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from documents.columns import UNIT_ROLES, Fit, fit_of, is_header, role_of, two_lines
from documents.line import Line
from documents.passage import Passage, join
from documents.vocabulary import CN, table


@dataclass(frozen=True)
class Record:
    """One row of a table: its cells by the role of their column, its section row's heading, and its line."""

    line: Line
    section: Passage | None
    number: str
    task: Passage
    details: tuple[Passage, ...]
    deadlines: tuple[Passage, ...]
    units: tuple[tuple[str, Passage], ...]
    inventory: bool


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
    header: list[Passage] = list(above)
    section: Passage | None = None
    in_header = False
    for line in rows:
        was_header, in_header = in_header, is_header(line.cells)
        if in_header:
            header = two_lines(header, line.cells) if was_header else list(line.cells)
        elif heading := _section_of(line.cells):
            section = heading
        elif header and any(c.text for c in line.cells):
            yield _record(line, header, section, level)


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


def _record(line: Line, header: Sequence[Passage], section: Passage | None, level: str) -> Record:
    cells = line.cells
    roles = [role_of(h.folded) for h in header]
    held = dict(enumerate(cells))
    roles = [_told(role, held.get(i)) for i, role in enumerate(roles)]
    kept = _own_level([h.folded for h in header], roles, level)
    by: dict[str, list[Passage]] = {}
    for role, cell in zip(roles, cells, strict=False):
        by.setdefault(role, []).append(cell)
    task, details = _task(by)
    units = [
        (r, c) for i, (r, c) in enumerate(zip(roles, cells, strict=False)) if r in UNIT_ROLES and c.text and kept[i]
    ]
    number = next((c.folded for c in by.get("number", []) if c.text), "")
    inventory = "inventory" in roles or not ({"task", "detail"} & set(roles))
    plain = not any(r in (*UNIT_ROLES, "deadline") for r in roles)
    return Record(
        line, section, number, task, tuple(details), tuple(by.get("deadline", ())), tuple(units), inventory or plain
    )


def _told(role: str, cell: Passage | None) -> str:
    """The role of a column, by its cell where the heading leaves it open (单位: who is responsible, or what is counted in)."""
    if role != "either":
        return role
    return "responsible" if cell and fit_of("responsible", cell) is Fit.FOR else "detail"


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
