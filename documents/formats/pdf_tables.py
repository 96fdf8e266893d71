"""The ruled tables of a PDF's page → rows; a row that a page's end broke in two is made one again."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from documents.formats.grid import Cell, Row, rows_of
from documents.formats.pdf_lines import parts_of, whole

# Points by which two lines of a table that are meant as one may differ.
SAME = 3.0
# A page with more lines than this is a drawing: to look for cells among them takes the square of their number.
MOST_EDGES = 4000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its box on the page (x0, top, x1, bottom; points), its rows, and how many columns its rules draw.

    `merged` are the columns in which the cell of the last row is merged with the one above it.
    """

    box: tuple[float, float, float, float]
    rows: tuple[Row, ...]
    columns: int
    merged: frozenset[int]


def tables_of(page: Any) -> tuple[list[Table], list[dict[str, Any]]]:
    """The tables of a page, from top to bottom, and the characters that stand outside of them."""
    chars = [char for char in page.chars if char["text"].strip()]
    if len(page.edges) > MOST_EDGES:
        logger.warning("page %s has %s ruled lines, no table is looked for", page.page_number, len(page.edges))
        return [], chars
    tables = []
    for found in page.find_tables():
        table, inside = _table(found, chars)
        if table:
            tables.append(table)
            chars = [char for char in chars if id(char) not in inside]
    return sorted(tables, key=lambda table: table.box[1]), chars


def _table(found: Any, chars: Sequence[dict[str, Any]]) -> tuple[Table | None, set[int]]:
    """A table with what stands in its cells; a frame around text is none."""
    tops, lefts = _edges([box[1] for box in found.cells]), _edges([box[0] for box in found.cells])
    if len(lefts) < 2:
        return None, set()
    boxes = sorted(found.cells, key=lambda box: (box[1], box[0]))
    cells: list[Cell] = []
    inside: set[int] = set()
    for x0, top, x1, bottom in boxes:
        within = [
            c for c in chars if x0 <= (c["x0"] + c["x1"]) / 2 < x1 and top <= (c["top"] + c["bottom"]) / 2 < bottom
        ]
        inside.update(id(char) for char in within)
        row, column = _at(tops, top), _at(lefts, x0)
        text = "\n".join(whole(parts).text for parts in parts_of(within))
        cells.append(
            Cell(row, column, text, _at(tops, bottom - 2 * SAME) - row + 1, _at(lefts, x1 - 2 * SAME) - column + 1)
        )
    last = max(cell.row for cell in cells)
    merged = frozenset(cell.column for cell in cells if cell.row < last <= cell.row + cell.rows - 1)
    return Table(found.bbox, tuple(rows_of(cells)), len(lefts), merged), inside


def _edges(places: Sequence[float]) -> list[float]:
    """The places of lines, those that are meant as one said once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > SAME:
            edges.append(place)
    return edges


def _at(edges: Sequence[float], place: float) -> int:
    return max(bisect_right(edges, place + SAME) - 1, 0)


def continued(above: Table, below: Table) -> tuple[Table, Table]:
    """Two tables on pages that follow each other, with what is one: a row broken in two, a cell merged over the break.

    What the next page repeats above its rows stays where it is.
    """
    if above.columns != below.columns or not above.rows or not below.rows:
        return above, below
    heads = sum(a.cells == b.cells for a, b in zip(above.rows, below.rows, strict=False))
    rest = list(below.rows[heads:])
    if rest and _goes_on(above.rows[heads:], rest[0]):
        last = above.rows[-1]
        texts = zip_longest(last.cells, rest.pop(0).cells, fillvalue="")
        whole_row = replace(last, cells=tuple("\n".join(filter(None, pair)) for pair in texts))
        above = replace(above, rows=(*above.rows[:-1], whole_row))
    for column in above.merged:
        rest = list(_filled(rest, column, above.rows[-1].cells[column] if column < len(above.rows[-1].cells) else ""))
    return above, replace(below, rows=(*below.rows[:heads], *rest))


def _goes_on(above: Sequence[Row], row: Row) -> bool:
    """Whether a row is the rest of the last one above: it lacks the number, or else what no row of the table lacks."""
    rows = [one.cells for one in above if not one.alone]
    width = min((len(cells) for cells in (*rows, row.cells)), default=0)
    numbers = [c for c in range(width) if all(cells[c].isdigit() for cells in rows)]
    if not rows or row.spanned or numbers:
        return bool(numbers) and not row.spanned and not row.cells[numbers[0]]
    always = [c for c in range(width) if all(cells[c] for cells in rows)]
    lacking = [c for c in always if not row.cells[c]]
    return len(rows) > 1 and 2 * len(lacking) > len(always) and lacking[0] == always[0]


def _filled(rows: Sequence[Row], column: int, text: str) -> Iterator[Row]:
    """The first rows with what is merged down into them from the page before, until one has a text of its own."""
    going_on = bool(text)
    for row in rows:
        going_on &= not row.alone and column < len(row.cells) and not row.cells[column]
        cells = (*row.cells[:column], text, *row.cells[column + 1 :])
        yield replace(row, cells=cells) if going_on else row
