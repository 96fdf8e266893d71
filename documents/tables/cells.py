"""Lines → the cells of a table's row: what tabs part, and what bars do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from documents.tables.columns import is_header
from documents.text.line import Line
from documents.text.passage import Passage, passage_of

# What a table that is drawn in characters has for bars and for horizontal lines.
BARS = str.maketrans("│┃｜", "|||")
RULE = re.compile(r"[\s:─━┄┈│┃┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋═║╔╗╚╝╠╣╦╩╬+|-]+")
# A number and a tab begin an item of a list as often as a row.
ITEM = re.compile(r"\s*(?:\d{1,3}[.．、]|附件)\t")


def between(raw: str, start: int, number: int, separator: str) -> tuple[Passage, ...]:
    """The cells of a row that begins at `start` of the source; a bar at either end parts none."""
    cells, at = [], 0
    parts = raw.split(separator)
    for part in parts:
        cells.append(passage_of([(part, start + at, number)]))
        at += len(part) + 1
    if separator == "|":
        cells = cells[not parts[0].strip() : len(cells) - (not parts[-1].strip())]
    return tuple(cells)


def row_of(raw: str, start: int, number: int) -> Line | None:
    """The line as a row, or as a rule between rows; None where nothing on it says that it is either."""
    first = raw.lstrip()[0]
    if raw.count("|") > 1 and RULE.fullmatch(raw):
        return Line(number, start, passage_of([(raw, start, number)]), "rule")
    if first in "|│┃｜┌├└┏┣┗╔╠╚+":
        barred = raw.translate(BARS)
        if first not in "|+" and RULE.fullmatch(raw):
            return Line(number, start, passage_of([(raw, start, number)]), "rule")
        if first != "+" and barred.count("|") > 1:
            cells = between(barred, start, number, "|")
            return Line(number, start, passage_of([(raw, start, number)]), "row", cells=cells)
    if raw.count("\t") > 1 and "\t" in raw.lstrip():
        cells = between(raw, start, number, "\t")
        return Line(number, start, passage_of([(raw, start, number)]), "row", cells=cells)
    return None


def cells_of(line: Line, text: str) -> tuple[Passage, ...]:
    """The cells of a row; of a line of text what its tab parts."""
    if line.kind != "text":
        return line.cells or (line.passage,)
    first = line.passage.sources[0] if line.passage.sources else line.start
    at = text.find("\t", first, line.start + line.length)
    cut = next((k for k, source in enumerate(line.passage.sources) if source > at >= 0), None)
    if cut is None:
        return (line.passage,)
    middle = line.passage.starts[cut]
    return line.passage.cut(0, middle), line.passage.cut(middle)


def _barred(lines: Sequence[Line], shown: Sequence[int], text: str) -> set[int]:
    """The lines with bars between their cells and none around them, next to another such line or to a rule."""
    held = {
        i
        for i in shown
        if lines[i].kind == "text" and text.count("|", lines[i].start, lines[i].start + lines[i].length) > 1
        and not re.search("：\\|", lines[i].text[:20])
    }  # fmt: skip
    beside = held | {i for i in shown if lines[i].kind == "rule"}
    return {b for a, b in pairwise(shown) if a in beside and b in held} | {
        a for a, b in pairwise(shown) if a in held and b in beside
    }


def short_rows(lines: Sequence[Line], text: str) -> list[Line]:
    """The lines, those marked as rows that only their neighbours tell to be such: of two cells, or with bars between them."""
    marked = list(lines)
    shown = [i for i, x in enumerate(lines) if x.kind != "blank"]
    beside = {b for a, b in pairwise(shown) if lines[a].kind == "row"}
    beside |= {a for a, b in pairwise(shown) if lines[b].kind == "row"}
    barred = _barred(lines, shown, text) if "|" in text else set()
    heading_above = False  # the line before is a row of a table of two columns
    for i in shown:
        line = lines[i]
        raw = text[line.start : line.start + line.length] if line.kind == "text" else ""
        cells: tuple[Passage, ...] = ()
        if "\t" in raw and not ITEM.match(raw):
            cells = cells_of(line, text)
        heading_above = len(cells) == 2 and (heading_above or is_header(cells))
        if len(cells) == 2 and (heading_above or i in beside):
            marked[i] = replace(line, kind="row", cells=cells)
        elif i in barred:
            marked[i] = replace(line, kind="row", cells=between(raw, line.start, line.number, "|"))
    return marked
