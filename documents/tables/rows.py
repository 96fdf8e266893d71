"""Rows of tables as an extractor left them → whole rows, each cell under its heading.

A row may be broken where a cell held several lines, shifted where an empty or a merged cell was lost, and a page may repeat
the heading. What is mended says so (`Line.repair`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.tables.cells import cells_of
from documents.tables.columns import UNIT_ROLES, WIDEST, Fit, fit_of, is_header, role_of, two_lines
from documents.text.line import Line
from documents.text.outline import numbering_of
from documents.text.passage import Passage, join

# A row breaks over at most so many lines.
LONGEST = 12
# A row lacks, or has too many of, at most so many cells.
SHIFTED = 3
# A row that heads others names them in a few words, and its table has no fewer columns.
SECTION = re.compile(r"[^。；：，、！？|\t]{2,24}")
SHORTEST_ROW = 3
# How much better a shifted row must fit its headings than as it stands.
CLEARLY = 2


def whole_rows(lines: Sequence[Line], text: str) -> list[Line]:
    """The lines, with the rows of each table made whole and put under its heading."""
    found: list[Line] = []
    roles: tuple[str, ...] = ()
    heading: tuple[Passage, ...] = ()
    seen: set[tuple[str, ...]] = set()
    i = 0
    while i < len(lines):
        line, until = lines[i], i + 1
        if line.kind == "row" and is_header(line.cells):
            below = bool(found) and found[-1].kind == "row" and is_header(found[-1].cells)
            heading = tuple(two_lines(heading, line.cells)) if below else line.cells
            roles = tuple(role_of(c.folded) for c in heading)
            said = tuple(c.folded for c in line.cells)
            line = replace(line, repair="header_repeated") if said in seen else line
            seen.add(said)
        elif line.kind == "row" and 1 < len(roles) <= WIDEST:
            line, until = _whole(lines, i, text, roles)
            line = _aligned(line, roles)
        elif _heads_rows(lines, i, found, roles):
            line = replace(line, kind="row", cells=(line.passage, *[_EMPTY] * (len(roles) - 1)))
        found.append(line)
        i = until
    return found


def _heads_rows(lines: Sequence[Line], i: int, found: Sequence[Line], roles: Sequence[str]) -> bool:
    """Whether a line without a number is what a merged row leaves: a few words between two rows of a table that numbers its rows."""
    line = lines[i]
    words = line.kind == "text" and SECTION.fullmatch(line.text) and not numbering_of(line.passage)
    if not words or len(roles) < SHORTEST_ROW or roles[0] != "number":
        return False
    above = next((x for x in reversed(found) if x.kind != "blank"), line)
    below = next((x for x in lines[i + 1 : i + LONGEST] if x.kind != "blank"), line)
    return above.kind == below.kind == "row" and len(below.cells) == len(roles) and below.cells[0].folded.isdigit()


def _whole(lines: Sequence[Line], i: int, text: str, roles: Sequence[str]) -> tuple[Line, int]:
    """The row that begins at a line, and where the next one begins."""
    end = _completed(lines, i, text, roles)
    cells, until = lines[i].cells, i + 1
    if end:
        for line in lines[i + 1 : end + 1]:
            more = cells_of(line, text)
            cells, until = (*cells[:-1], join([cells[-1], more[0]]), *more[1:]), end + 1
    while len(cells) == len(roles) and (tail := _tail(lines, until, cells[-1], roles[-1])):
        cells, until = (*cells[:-1], join([cells[-1], tail.passage])), until + 1
    if until == i + 1:
        return lines[i], until
    whole = join(line.passage for line in lines[i:until])
    return replace(lines[i], passage=whole, cells=cells, repair="row_rejoined"), until


def _completed(lines: Sequence[Line], i: int, text: str, roles: Sequence[str]) -> int | None:
    """The line that completes a row of too few cells; None where none does."""
    cells = lines[i].cells
    if not 1 < len(cells) < len(roles) or not cells[-1].text or not _begins(cells, roles):
        return None
    for j in range(i + 1, min(i + LONGEST, len(lines))):
        line = lines[j]
        more = cells_of(line, text)
        if line.kind not in ("row", "text") or _begins_next(line, more, roles):
            return None
        cells = (*cells[:-1], join([cells[-1], more[0]]), *more[1:])
        if len(cells) >= len(roles):
            return j if len(cells) == len(roles) and not _contradicts(cells, roles) else None
    return None


def _begins(cells: Sequence[Passage], roles: Sequence[str]) -> bool:
    """Whether cells begin a row: where the table numbers its rows, the first one is a number or left empty."""
    return roles[0] != "number" or cells[0].folded.isdigit() or not cells[0].text


def _begins_next(line: Line, cells: Sequence[Passage], roles: Sequence[str]) -> bool:
    if is_header(cells):
        return True
    if roles[0] == "number" and len(cells) > 1:
        return cells[0].folded.isdigit()
    return len(cells) == 1 and (not line.text or bool(numbering_of(line.passage)))


def _contradicts(cells: Sequence[Passage], roles: Sequence[str]) -> bool:
    return any(fit_of(role, cell) is Fit.AGAINST for role, cell in zip(roles, cells, strict=True) if role != "task")


def _tail(lines: Sequence[Line], i: int, cell: Passage, role: str) -> Line | None:
    """The line after a row that goes on with its last cell, or None: a section's heading may stand there as well."""
    line = lines[i] if i < len(lines) else None
    if line is None or line.kind != "text" or not cell.text or len(line.text) > 40 or numbering_of(line.passage):
        return None
    whole = join([cell, line.passage])
    if role in ("task", "detail", "note"):
        inside = i + 1 < len(lines) and lines[i + 1].kind == "row"
        return line if inside and role != "note" and not re.search("[。；！？）]$", cell.folded) else None
    role = "responsible" if role == "either" else role
    before, after = fit_of(role, cell), fit_of(role, whole)
    broken = before is not Fit.FOR or cell.folded[-1] in "、，"
    return line if broken and after is Fit.FOR else None


def _aligned(line: Line, roles: Sequence[str]) -> Line:
    """A row with each cell under the heading that it fits, where a cell was lost, was added or has shifted."""
    cells = line.cells
    filled = sum(bool(c.text) for c in cells)
    if filled < 2 or abs(len(cells) - len(roles)) > SHIFTED or len(cells) > WIDEST:
        return line
    plain = _score((*cells, *[_EMPTY] * (len(roles) - len(cells))), roles)
    if len(cells) == len(roles) and not (_contradicts(cells, roles) or _task_beside(cells, roles)):
        return line
    best = max(_arrangements(cells, len(roles)), key=lambda row: _score(row, roles), default=cells)
    if _score(best, roles) < plain + (CLEARLY if len(cells) <= len(roles) else 0):
        return line
    same = [c for c in best if c.text] == [c for c in cells if c.text] and best[: len(cells)] == cells
    return line if same else replace(line, cells=tuple(best), repair=line.repair or "columns_realigned")


def _task_beside(cells: Sequence[Passage], roles: Sequence[str]) -> bool:
    """Whether a row names no task, and holds what is no unit where a unit should stand."""
    tasks = [c for c, role in zip(cells, roles, strict=True) if role == "task"]
    units = [c for c, role in zip(cells, roles, strict=True) if role in UNIT_ROLES and c.text]
    strange = any(fit_of("lead", c) is not Fit.FOR for c in units)
    return bool(tasks) and strange and not any(c.text for c in tasks)


_EMPTY = join([])


def _score(cells: Sequence[Passage], roles: Sequence[str]) -> int:
    return sum(fit_of(role, cell).value for role, cell in zip(roles, cells, strict=False))


def _arrangements(cells: tuple[Passage, ...], width: int) -> Iterator[tuple[Passage, ...]]:
    """The ways to put cells into so many columns, by empty cells added, left out or moved; empty ones last come first."""
    missing = width - len(cells)
    empties = [i for i, c in enumerate(cells) if not c.text]
    if missing > 0:
        yield from ((*cells[:i], *[_EMPTY] * missing, *cells[i:]) for i in range(len(cells), -1, -1))
    elif missing < 0:
        for first in range(len(empties) + missing + 1):
            dropped = empties[first : first - missing]
            yield tuple(c for i, c in enumerate(cells) if i not in dropped)
    else:
        for gap in empties:
            rest = (*cells[:gap], *cells[gap + 1 :])
            yield from ((*rest[:i], _EMPTY, *rest[i:]) for i in range(width - 1, -1, -1))
