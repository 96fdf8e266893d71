"""Cells with their spans → lines of text: a row of a table is a line with tabs, what spans all of it a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# A merged cell of so many characters says who or when for all its rows, and is read with each; a longer one is prose.
LONGEST_REPEATED = 500
# No more columns than this are filled up with empty cells: a hostile table cannot grow by its spans.
WIDEST = 200
# Nor by what is merged over its rows: so often a text is repeated in one table, all cells together.
MOST_REPEATED = 300_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where it begins (from 0), its text line by line, and what it spans."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row that shows something: `cells` its texts by column, `own` how many of them begin in this row.

    `spanned` where its only cell reaches over the whole table; `apart` where an empty row stands above it.
    """

    number: int
    cells: tuple[str, ...]
    own: int
    spanned: bool
    apart: bool

    @property
    def line(self) -> str:
        """The row as one line of the rendered text."""
        return "\t".join(text.replace("\n", "\v") for text in self.cells)

    @property
    def alone(self) -> bool:
        """Whether the row holds one cell with text, and no other."""
        return sum(bool(text) for text in self.cells) == 1


def lines_of(cells: Iterable[Cell]) -> Iterator[tuple[int, str]]:
    """The rows of a table as (number of the row, line of text), in order; rows that show nothing are left out.

    A cell that is merged over rows stands in each of them (the unit or the day of several tasks). A row that is one cell
    stands as plain lines where it is no part of the table: above the first row of cells, after an empty row, or below the
    last where it reaches over all columns (a title, a note). Within the table it keeps its tabs: it heads a section.
    """
    return lines_of_rows(rows_of(cells))


def lines_of_rows(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The lines of rows, as lines_of says."""
    several = [i for i, row in enumerate(rows) if not row.alone]
    first, last = (several[0], several[-1]) if several else (len(rows), -1)
    for i, row in enumerate(rows):
        if row.alone and (i < first or row.apart or (i > last and row.spanned)):
            yield from ((row.number, line) for line in "".join(row.cells).split("\n"))
        else:
            yield row.number, row.line


def rows_of(cells: Iterable[Cell]) -> list[Row]:
    """The rows of a table that show something of their own; columns in which no cell begins are left out."""
    given = [_clean(cell) for cell in cells]
    columns = {column: i for i, column in enumerate(sorted({cell.column for cell in given}))}
    own: dict[int, list[Cell]] = {}
    for cell in given:
        own.setdefault(cell.row, []).append(cell)
    placed = _placed(given, columns, max(own, default=-1))
    shown = sorted(row for row, begun in own.items() if any(cell.text for cell in begun))
    width = min(1 + max((c for row in shown for c, text in placed[row].items() if text), default=0), WIDEST)
    above = [-1, *shown]
    return [_row(row, placed[row], own[row], columns, width, before) for row, before in zip(shown, above, strict=False)]


def _placed(given: Sequence[Cell], columns: dict[int, int], last: int) -> dict[int, dict[int, str]]:
    """The texts by row and column, those of cells merged over rows in each of them."""
    placed: dict[int, dict[int, str]] = {}
    left = MOST_REPEATED
    for cell in given:
        rows = min(cell.rows, last + 1 - cell.row, left + 1) if _repeats(cell, columns) else 1
        left -= rows - 1
        for row in range(cell.row, cell.row + rows):
            placed.setdefault(row, {}).setdefault(columns[cell.column], cell.text)
    return placed


def _clean(cell: Cell) -> Cell:
    lines = (" ".join(line.split()) for line in cell.text.replace("\v", "\n").splitlines())
    text = "\n".join(line for line in lines if line)
    return Cell(cell.row, cell.column, text, max(cell.rows, 1), max(cell.columns, 1))


def _repeats(cell: Cell, columns: dict[int, int]) -> bool:
    return 0 < len(cell.text) <= LONGEST_REPEATED and not _spans_all(cell, columns)


def _spans_all(cell: Cell, columns: dict[int, int]) -> bool:
    return len(columns) > 1 and columns[cell.column] == 0 and cell.column + cell.columns > max(columns)


def _row(
    number: int, placed: dict[int, str], own: Sequence[Cell], columns: dict[int, int], width: int, before: int
) -> Row:
    reach = max(width, 1 + max(placed))
    texts = tuple(placed.get(column, "") for column in range(reach))
    filled = [cell for cell in own if cell.text]
    spanned = len(filled) == 1 and _spans_all(filled[0], columns)
    return Row(number, texts, len(filled), spanned, 0 <= before < number - 1)
