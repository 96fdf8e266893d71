"""A table of a web page as it is met, tag by tag: what spans what, and whether it holds data or only lays a page out."""

from __future__ import annotations

from collections.abc import Mapping

from documents.formats.grid import Cell, lines_of

# HTML, 4.9.11: what a cell may span at most.
MOST_COLUMNS, MOST_ROWS = 1000, 65534
# So many cells that span rows are kept in sight; a table with more is no table that anybody made.
MOST_SPANNING = 200
# Sites lay pages out in tables of a row or two, one cell of which holds the text.
LAYOUT_ROWS, LAYOUT_LINES = 2, 8


class Table:
    """The cells of a table. `holds_table` where another table stands in one of them: then it lays the page out."""

    def __init__(self) -> None:
        self.holds_table = False
        self.cells: list[Cell] = []
        self._row = -1
        self._column = 0
        self._spanning: list[tuple[int, int, int]] = []  # first and last column, last row
        self._open: tuple[int, int] = (1, 1)

    def begin_row(self) -> None:
        """The next row begins."""
        self._row += 1
        self._column = 0
        self._spanning = [one for one in self._spanning if one[2] >= self._row]

    def begin_cell(self, attributes: Mapping[str, str | None]) -> None:
        """The next cell of the row begins, to the right of what spans down into it."""
        self._row = max(self._row, 0)
        columns = _span(attributes.get("colspan"), MOST_COLUMNS) or 1
        rows = _span(attributes.get("rowspan"), MOST_ROWS)
        for first, last, _ in sorted(self._spanning):
            if first <= self._column <= last:
                self._column = last + 1
        self._open = (rows or MOST_ROWS, columns)  # rowspan=0: to the end of the table

    def end_cell(self, text: str) -> None:
        """The cell that is open ends, with its text, a line a line."""
        rows, columns = self._open
        self.cells.append(Cell(self._row, self._column, text, rows, columns))
        if rows > 1 and len(self._spanning) < MOST_SPANNING:
            self._spanning.append((self._column, self._column + columns - 1, self._row + rows - 1))
        self._column += columns

    def lines(self) -> list[str]:
        """The lines of text that the table shows."""
        if self.holds_table or self._lays_out():
            return [line for cell in self.cells for line in cell.text.split("\n")]
        return [line for _, line in lines_of(self.cells)]

    def _lays_out(self) -> bool:
        longest = max((cell.text.count("\n") for cell in self.cells), default=0)
        return self._row < LAYOUT_ROWS and longest >= LAYOUT_LINES


def _span(value: str | None, most: int) -> int:
    """A span as HTML reads it: 1 where it is absent or no number."""
    digits = (value or "1").strip()
    return min(int(digits[:8]), most) if digits.isascii() and digits.isdigit() else 1
