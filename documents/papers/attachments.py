"""Lines → the names of a document's annexes: the list under its text (附件说明), else the annexes' own pages (GB/T 9704-2012, 7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.papers.heads import is_body, may_head, pattern, plain
from documents.structure.lines import Line
from documents.text.outline import numbering_of
from documents.text.passage import Passage, join

# How many lines a list of annexes may take, and the title of an annex on its own page.
LIST_LINES, TITLE_LINES = 40, 3


def is_page(line: Line) -> bool:
    """Whether a line is what stands above an annex on its own page: 附件, 附件1, 附：."""
    return line.kind == "text" and bool(pattern("attachments", "page").match(line.text))


def attachments_of(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names of the annexes, without their numbers, each once and in the order printed."""
    for i, line in enumerate(lines):
        m = pattern("attachments", "begins").match(line.text) if line.kind == "text" and len(line.text) <= 300 else None
        if m:
            return tuple(_list(lines[i : i + LIST_LINES], line.passage.cut(m.start("rest"))))
        if is_page(line) and i + 1 < len(lines) and _number(lines[i + 1].passage) == 1 and not _pages(lines[i + 1 :]):
            return tuple(_list(lines[i + 1 : i + 1 + LIST_LINES], lines[i + 1].passage))
    return tuple(dict.fromkeys(_pages(lines)))


def _number(passage: Passage) -> int:
    """The number that an item of the list begins with, 0 where it has none."""
    m = pattern("attachments", "item").match(passage.folded)
    return int(m["n"]) if m else 0


def _list(lines: Sequence[Line], first: Passage) -> list[str]:
    """The items of a list that begins with `first`, the rest of the first line."""
    run = [first]
    numbered = _number(first) == 1
    for i, line in enumerate(lines[1:], 1):
        next_item = numbered and _number(line.passage)
        if line.kind != "text" or not (next_item or _goes_on(lines, i, run)):
            break
        run.append(line.passage)
    return [_name(item) for item in _items(join(run))] if numbered else [_name(join(run))]


def _goes_on(lines: Sequence[Line], at: int, run: Sequence[Passage]) -> bool:
    """Whether a line is the rest of the item above it: that one is no title yet, and together they are."""
    line, whole = lines[at], join(run).folded
    if (
        pattern("attachments", "item_ends").search(whole)
        or plain("title_end").search(whole)
        or numbering_of(line.passage)
    ):
        return False
    signed = is_body(line) and (at + 1 >= len(lines) or is_body(lines[at + 1]) or "年" in lines[at + 1].text[:5])
    return may_head(line) and not signed and len(line.text) <= 40


def _items(whole: Passage) -> list[Passage]:
    """The items of a list whose numbers follow one another."""
    starts: list[tuple[int, int]] = []
    for m in pattern("attachments", "item").finditer(whole.folded):
        if int(m["n"]) == len(starts) + 1:
            starts.append((m.start(), m.end()))
    starts = starts or [(0, 0)]  # 1. with a digit behind it: 5G网络
    ends = [start for start, _ in starts[1:]] + [len(whole.text)]
    return [whole.cut(begin, end) for (_, begin), end in zip(starts, ends, strict=True)]


def _name(item: Passage) -> str:
    return (
        re.sub(r"[。；，;,]+$", "", item.text).strip("《》") if item.text.count("《") < 2 else item.text.rstrip("。；")
    )


def _pages(lines: Sequence[Line]) -> list[str]:
    """The titles on the annexes' own pages."""
    names = []
    for i, line in enumerate(lines[1:], 1):  # a text that begins so is itself an annex
        if line.kind != "text":
            continue
        if m := pattern("attachments", "page_titled").match(line.text):
            names.append(line.passage.text[m.start("rest") : m.end("rest")])
        elif is_page(line) and (title := _title(lines[i + 1 : i + 1 + TITLE_LINES])):
            names.append(title)
    return names


def _title(lines: Sequence[Line]) -> str:
    run: list[Passage] = []
    for line in lines:
        if not may_head(line) or (run and pattern("head", "suffix").match(line.text)):
            break
        run.append(line.passage)
        if plain("title_end").search(join(run).folded):
            break
    return join(run).text
