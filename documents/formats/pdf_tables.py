"""The ruled tables of a PDF's page → rows; a row that a page's end broke in two is made one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from documents.formats.grid import Cell, Row, rows_of
from documents.formats.pdf_lines import text_of
from documents.formats.pdf_rules import SAME, Rules, at, places


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its box on the page (x0, top, x1, bottom; points), its rows, and how many columns its rules draw.

    `open` are the columns in which the cell of the last row may go on below: it is merged over rows, or nothing closes it.
    `hollow` are empty cells that are merged over rows: column, number of the first row and of the last.
    """

    box: tuple[float, float, float, float]
    rows: tuple[Row, ...]
    columns: int
    open: frozenset[int]
    hollow: tuple[tuple[int, int, int], ...]


def tables_of(page: Any, chars: Sequence[dict[str, Any]], rules: Rules) -> tuple[list[Table], list[dict[str, Any]]]:
    """The tables that the rules of a page make, from top to bottom, and the characters that stand outside of them."""
    chars, tables = list(chars), []
    for found in page.find_tables(rules.lacking()):
        table, inside = _table(found, chars, rules)
        if table:
            tables.append(table)
            chars = [char for char in chars if id(char) not in inside]
    return sorted(tables, key=lambda table: table.box[1]), chars


def _table(found: Any, chars: Sequence[dict[str, Any]], rules: Rules) -> tuple[Table | None, set[int]]:
    """A table with what stands in its cells; a frame around text is none."""
    tops, lefts = places([box[1] for box in found.cells]), places([box[0] for box in found.cells])
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
        row, column = at(tops, top), at(lefts, x0)
        text = text_of(within)
        cells.append(
            Cell(row, column, text, at(tops, bottom - 2 * SAME) - row + 1, at(lefts, x1 - 2 * SAME) - column + 1)
        )
    last = max(cell.row for cell in cells)
    reaching = [(cell, box) for cell, box in zip(cells, boxes, strict=True) if cell.row + cell.rows > last]
    going_on = {
        c.column for c, (x0, _, x1, bottom) in reaching if c.row < last or not rules.closed_below((x0 + x1) / 2, bottom)
    }
    hollow = [(c.column, c.row, c.row + c.rows - 1) for c in cells if c.rows > 1 and not c.text]
    return Table(found.bbox, tuple(rows_of(cells)), len(lefts), frozenset(going_on), tuple(hollow)), inside


def continued(above: Table, below: Table) -> tuple[Table, Table]:
    """Two tables on pages that follow each other, with what is one: a row broken in two, a cell merged over the break.

    What the next page repeats above its rows stays where it is.
    """
    if above.columns != below.columns or not above.rows or not below.rows:
        return above, below
    heads = sum(a.cells == b.cells for a, b in zip(above.rows, below.rows, strict=False))
    rest = list(below.rows[heads:])
    last, begins = above.rows[-1], rest[0].number if rest else 0
    going_on = {column: end for column, first, end in below.hollow if first == begins}
    if rest and _goes_on(above.rows[heads:], rest[0]):
        texts = zip_longest(last.cells, rest.pop(0).cells, fillvalue="")
        whole_row = replace(last, cells=tuple("\n".join(filter(None, pair)) for pair in texts))
        above = replace(above, rows=(*above.rows[:-1], whole_row))
    elif len(above.open) < above.columns:  # else the page's end cut the row itself, and nothing of it is left
        going_on |= {column: begins for column in above.open if column not in going_on}
    for column, end in going_on.items():
        rest = [_filled(row, column, last.cells) if row.number <= end else row for row in rest]
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


def _filled(row: Row, column: int, last: Sequence[str]) -> Row:
    """A row with what is merged down into it from the last one of the page before, where its own cell is empty."""
    if row.alone or max(column, 0) >= min(len(row.cells), len(last)) or row.cells[column]:
        return row
    return replace(row, cells=(*row.cells[:column], last[column], *row.cells[column + 1 :]))
