"""A table whose columns are kept apart by blanks → rows: each piece of a line stands under the heading that it is drawn below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.tables.columns import is_header
from documents.text.line import Line
from documents.text.passage import Passage, join, passage_of

# Two blanks, or one as wide as a character, part columns.
GAP = re.compile(r"[ \xa0]{2,}|\u3000+|\s*\t\s*")
# A heading is no longer, and has no fewer columns; a line of a cell that goes on below begins this far from the margin, and
# so many lines below the row at most.
LONGEST, FEWEST, INDENTED, DEEPEST = 160, 3, 3, 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two gaps of a line, and where it begins and ends in halves of a Chinese character."""

    passage: Passage
    left: int
    right: int


def drawn_rows(lines: Sequence[Line], text: str) -> list[Line]:
    """The lines, those of a table that is drawn with blanks made rows; a cell that goes on below belongs to the row above."""
    found: list[Line] = []
    columns: list[_Piece] = []
    for line in lines:
        pieces = _pieces(line, text, bool(columns))
        if len(pieces) >= FEWEST and is_header([p.passage for p in pieces]):
            columns = pieces
            found.append(_row(line, [p.passage for p in pieces]))
        elif line.kind == "blank" or not columns:
            found.append(line)
        elif goes_on := _going_on(found, line.number, pieces, columns):
            at, row = goes_on
            found[at] = row
        elif len(pieces) > 1:
            found.append(_row(line, _under(pieces, columns)))
        else:
            columns = columns if line.kind == "text" and len(line.text) < LONGEST // 8 else []
            found.append(line)
    return found


def _row(line: Line, cells: Sequence[Passage]) -> Line:
    return replace(line, kind="row", cells=tuple(cells))


def _pieces(line: Line, text: str, in_table: bool) -> list[_Piece]:
    """The pieces of a line of text that gaps part; none where the line has no gap and no table stands above."""
    if line.kind != "text" or not (in_table or (len(line.passage.starts) >= FEWEST and len(line.text) <= LONGEST)):
        return []
    raw = text[line.start : line.start + line.length]
    if len(raw) > 4 * LONGEST:
        return []
    pieces: list[_Piece] = []
    at = 0
    for gap in [*GAP.finditer(raw), None]:
        end = gap.start() if gap else len(raw)
        if raw[at:end].strip():
            left = at + len(raw[at:end]) - len(raw[at:end].lstrip())
            passage = passage_of([(raw[left:end], line.start + left, line.number)])
            pieces.append(_Piece(passage, _halves(raw[:left]), _halves(raw[:end])))
        at = gap.end() if gap else end
    return pieces


def _halves(text: str) -> int:
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _under(pieces: Sequence[_Piece], columns: Sequence[_Piece]) -> list[Passage]:
    """The pieces as cells, each under the heading that is nearest; all in order where there are as many as headings."""
    if len(pieces) == len(columns):
        return [p.passage for p in pieces]
    cells: list[list[Passage]] = [[] for _ in columns]
    for piece in pieces:
        cells[_nearest(piece, columns)].append(piece.passage)
    return [join(held) for held in cells]


def _nearest(piece: _Piece, columns: Sequence[_Piece]) -> int:
    def distance(i: int) -> tuple[int, int]:
        column = columns[i]
        return max(column.left - piece.right, piece.left - column.right, 0), abs(column.left - piece.left)

    return min(range(len(columns)), key=distance)


def _going_on(
    found: Sequence[Line], number: int, pieces: Sequence[_Piece], columns: Sequence[_Piece]
) -> tuple[int, Line] | None:
    """The row above and its place in the lines, with the pieces of a line that goes on with some of its cells; else None."""
    if not pieces or pieces[0].left < columns[0].right + INDENTED or _nearest(pieces[0], columns) == 0:
        return None
    at = next((i for i in range(len(found) - 1, max(-1, len(found) - 3), -1) if found[i].kind == "row"), None)
    if at is None or number - found[at].number > DEEPEST or len(found[at].cells) != len(columns):
        return None  # no row above, or one that is no row of this table
    if is_header(found[at].cells):
        return None
    cells = list(found[at].cells)
    for piece in pieces:
        i = _nearest(piece, columns)
        cells[i] = join([cells[i], piece.passage])
    whole = join([found[at].passage, *(p.passage for p in pieces)])
    return at, replace(found[at], passage=whole, cells=tuple(cells), repair="row_rejoined")
