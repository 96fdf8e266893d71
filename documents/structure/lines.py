"""Text → lines that know their number and place, table cells and page furniture told from prose."""

from __future__ import annotations

import re

from documents.structure.furniture import furnished
from documents.tables.barred import unbarred
from documents.tables.cells import row_of, short_rows
from documents.tables.drawn import drawn_rows
from documents.tables.rows import whole_rows
from documents.tables.stacked import gathered_rows
from documents.text.line import Line
from documents.text.passage import EMPTY, passage_of

__all__ = ["Line", "lines_of"]

LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
MARKS = re.compile(r"\s*(?:(?P<level>#{1,6})\s+|>\s*|[-*+]\s+(?=\S))?\s*")


def lines_of(text: str) -> list[Line]:
    """All lines of a text, in order, blank ones too; numbers count from 1 as an editor's do."""
    lines = [_line(i, m) for i, m in enumerate(_physical(text), 1)]
    tabled = gathered_rows(unbarred(drawn_rows(short_rows(lines, text), text)))
    return furnished(whole_rows(tabled, text))


def _physical(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for m in LINE.finditer(text):
        found.append((m.group(1), m.start()))
        at = m.end()
        if at >= len(text) and not m.group(2):
            break
    return found


def _line(number: int, physical: tuple[str, int]) -> Line:
    raw, start = physical
    shown = (row_of(raw, start, number) or _text(raw, start, number)) if raw.strip() else None
    # What holds nothing but marks that nobody reads (a zero-width blank, ** or <br>) is as good as blank.
    return shown if shown and shown.passage.text else Line(number, start, EMPTY, "blank")


def _text(raw: str, start: int, number: int) -> Line:
    marks = MARKS.match(raw)
    skip, level = (marks.end(), len(marks["level"] or "")) if marks else (0, 0)
    printed = raw.rstrip()
    length = len(printed)
    return Line(
        number, start, passage_of([(raw[skip:], start + skip, number)]), "text", level, length=length,
        width=2 * length - len(printed.encode("ascii", "ignore")), indented=raw[0].isspace(),
    )  # fmt: skip
