"""Text → lines that know their number and place, table cells and page furniture told from prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from documents.passage import Passage, passage_of
from documents.vocabulary import table

LineKind = Literal["blank", "text", "row", "furniture", "contents", "rule"]
LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
MARKS = re.compile(r"\s*(?:(?P<level>#{1,6})\s+|>\s*|[-*+]\s+(?=\S))?\s*")
MARKDOWN_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
# A line that stands at least so often and is no longer than this is a running head, not prose.
HEAD_TIMES, HEAD_LENGTH = 3, 40


@dataclass(frozen=True)
class Line:
    """One line of a source. `cells` where it is a row of a table; `level` the number of # before a Markdown heading.

    `length` counts its characters as printed, `width` the same in halves of a Chinese character; blanks at its end count
    in neither. `indented` where it begins with a blank.
    """

    number: int
    start: int
    passage: Passage
    kind: LineKind
    level: int = 0
    cells: tuple[Passage, ...] = ()
    length: int = 0
    width: int = 0
    indented: bool = False

    @property
    def text(self) -> str:
        """The line without blanks and marks, widths folded."""
        return self.passage.folded


def lines_of(text: str) -> list[Line]:
    """All lines of a text, in order, blank ones too; numbers count from 1 as an editor's do."""
    lines = [_line(i, m) for i, m in enumerate(_physical(text), 1)]
    return _furnished(_rows_of_two(lines, text))


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
    if not raw.strip():
        return Line(number, start, passage_of(()), "blank")
    if raw.lstrip().startswith("|") and raw.count("|") > 1:
        kind: LineKind = "rule" if MARKDOWN_RULE.match(raw) else "row"
        return Line(number, start, passage_of([(raw, start, number)]), kind, cells=_cells(raw, start, number, "|"))
    if raw.count("\t") > 1 and "\t" in raw.lstrip():
        return Line(number, start, passage_of([(raw, start, number)]), "row", cells=_cells(raw, start, number, "\t"))
    marks = MARKS.match(raw)
    skip, level = (marks.end(), len(marks["level"] or "")) if marks else (0, 0)
    printed = raw.rstrip()
    length = len(printed)
    return Line(
        number, start, passage_of([(raw[skip:], start + skip, number)]), "text", level, length=length,
        width=2 * length - len(printed.encode("ascii", "ignore")), indented=raw[0].isspace(),
    )  # fmt: skip


def _cells(raw: str, start: int, number: int, separator: str) -> tuple[Passage, ...]:
    cells, at = [], 0
    for part in raw.split(separator):
        cells.append(passage_of([(part, start + at, number)]))
        at += len(part) + 1
    if separator == "|":
        cells = cells[1:-1] if raw.rstrip().endswith("|") else cells[1:]
    return tuple(cells)


def _rows_of_two(lines: list[Line], text: str) -> list[Line]:
    """A line of two cells is a row where a row stands next to it: a short row, or one whose cell broke over two lines."""
    marked = list(lines)
    shown = [i for i, x in enumerate(lines) if x.kind != "blank"]
    beside = {b for a, b in pairwise(shown) if lines[a].kind == "row"}
    beside |= {a for a, b in pairwise(shown) if lines[b].kind == "row"}
    for i in sorted(beside):
        line = lines[i]
        raw = text[line.start : line.start + 2000].partition("\n")[0]
        if line.kind == "text" and raw.strip().count("\t") == 1 and not re.match(r"\s*(?:\d{1,3}[.．、]|附件)\t", raw):
            marked[i] = replace(line, kind="row", cells=_cells(raw, line.start, line.number, "\t"))
    return marked


@cache
def _page() -> re.Pattern[str]:
    return re.compile(table("documents")["page"])


@cache
def _contents() -> re.Pattern[str]:
    return re.compile(table("documents")["contents_line"])


def _furnished(lines: Sequence[Line]) -> list[Line]:
    """Mark page numbers, running heads and lines of a table of contents."""
    repeated = _running_heads(lines)
    marked = []
    for line in lines:
        kind = line.kind
        if kind == "text" and (_page().search(line.text) or _key(line) in repeated):
            kind = "furniture"
        elif kind == "text" and _contents().search(line.text):
            kind = "contents"
        marked.append(line if kind == line.kind else replace(line, kind=kind))
    return marked


def _key(line: Line) -> str:
    return re.sub(r"\d", "0", line.text)


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Lines that repeat word for word through a text and belong to none of its sentences."""
    shown = [x for x in lines if x.kind == "text" and x.text]
    times = Counter(x.text for x in shown if _may_run(x.text))
    heads = {t for t, n in times.items() if n >= HEAD_TIMES}
    with_digits = {re.sub(r"\d", "0", t) for t in heads}
    followed = {a.text for a, b in pairwise(shown) if "年" in b.text[:6] and "日" in b.text}
    bulletins = {_key(x) for x in shown if len(x.text) <= HEAD_LENGTH and re.search(r"公报\d", x.text)}
    return (with_digits - {re.sub(r"\d", "0", t) for t in followed}) | bulletins


def _may_run(text: str) -> bool:
    return (
        len(text) <= HEAD_LENGTH
        and len(text) > 3
        and not re.match(r"(?:第|（?[一二三四五六七八九十]|\d|附件|[①-⑳])", text)
        and not re.search(r"[：、，；。]|）$|文件$|通知$|号$|日$|印发$", text)
    )
