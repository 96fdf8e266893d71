"""A source → its segments: every character belongs to exactly one, and each measure owns a set of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from documents.model import Measure, Segment
from documents.papers.gazette import Part
from documents.structure.block import Block
from documents.structure.lines import Line
from documents.structure.tree import Node
from documents.tables.columns import is_header

# What the lines of a block are, where they are neither a table's nor a numbered item's.
KINDS = {
    "title": "title", "heading": "heading", "duty": "heading", "paragraph": "body", "annex": "annex",
    "attachments": "annex", "closing": "closing", "note": "note",
}  # fmt: skip
# Lines that belong to no document, by the kind that lines.py gave them.
OUTSIDE = {"furniture": "furniture", "contents": "contents", "rule": "marks", "blank": "blank"}
CELLS = ("cell", "column_heading")
BLANK_OR_NOT = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Outlined:
    """A document with what was made of its lines."""

    key: str
    part: Part
    blocks: Sequence[Block]


# A stretch of a line that is known to be something: start, end, kind and document. There are two for each run of characters,
# so they are plain tuples; what comes of them are the fields of a Segment in their order.
_Claim = tuple[int, int, str, str]
_Stretch = tuple[str, str, int | None, int, int]


def segments_of(
    text: str, lines: Sequence[Line], documents: Sequence[Outlined], measures: Sequence[Measure]
) -> tuple[Segment, ...]:
    """The segments of a source in text order; together they are the text, none overlaps another."""
    claims = sorted(_claims(lines, documents), key=itemgetter(0))
    owned = _owned(_filled(text, claims), _owners(measures))
    return tuple(Segment(*stretch) for stretch in _joined(text, owned))


def _claims(lines: Sequence[Line], documents: Sequence[Outlined]) -> Iterator[_Claim]:
    inside: set[int] = set()
    for document in documents:
        inside.update(line.number for line in document.part.lines)
        yield from _head(document)
        for block in document.blocks:
            yield from _block(document.key, block)
    for line in lines:
        if line.number not in inside:
            kind = OUTSIDE.get(line.kind, "front")
            for start, end in line.passage.ranges():
                yield start, end, kind, ""


def _head(document: Outlined) -> Iterator[_Claim]:
    body = {line.number for line in document.part.body}
    for line in document.part.lines:
        if line.number not in body:
            for start, end in line.passage.ranges():
                yield start, end, "head", document.key


def _block(key: str, block: Block) -> Iterator[_Claim]:
    if block.kind == "row":
        for line in block.lines:
            yield from _row(key, line)
        return
    heading_end = _heading_end(block)
    kind = KINDS.get(block.kind, "task")
    for line in block.lines:
        for start, end in line.passage.ranges():
            middle = min(max(start, heading_end), end)
            if start < middle:
                yield start, middle, "heading", key
            if middle < end:
                yield middle, end, kind, key


def _heading_end(block: Block) -> int:
    """Where in the source the heading of a numbered item ends."""
    if block.kind != "item" or not block.passage.text:
        return 0
    return block.passage.source_of(max(Node("item", block).title_end - 1, 0)) + 1


def _row(key: str, line: Line) -> Iterator[_Claim]:
    kind = "column_heading" if is_header(line.cells) else "cell"
    for cell in line.cells:
        for start, end in cell.ranges():
            yield start, end, kind, key


def _owners(measures: Sequence[Measure]) -> list[tuple[int, int, int]]:
    """The stretches that measures own, in text order: start, end and the measure's place among the measures."""
    return sorted((start, end, i) for i, measure in enumerate(measures) for start, end in measure.parts)


def _filled(text: str, claims: Sequence[_Claim]) -> Iterator[_Claim]:
    """The claims, none overlapping another, with what stands between them: blanks and the marks of a layout."""
    at = 0
    for claim in claims:
        start, end, kind, document = claim
        if end <= at:
            continue  # a cell that several rows share, or an item's own line
        if start > at:
            yield from _between(text, at, start)
        yield claim if start >= at else (at, end, kind, document)
        at = end
    if at < len(text):
        yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[_Claim]:
    """What no line claims: blanks, and between them the marks that passage.NOISE leaves out."""
    if text[start:end].isspace():
        yield start, end, "blank", ""
        return
    for m in BLANK_OR_NOT.finditer(text, start, end):
        yield m.start(), m.end(), "blank" if m.group()[0].isspace() else "marks", ""


def _owned(claims: Iterator[_Claim], owners: Sequence[tuple[int, int, int]]) -> Iterator[_Stretch]:
    """The claims, cut where a measure begins or ends to own them."""
    i, end = 0, len(owners)
    for start, until, kind, document in claims:
        if not document:
            yield kind, document, None, start, until
            continue
        at = start
        while at < until:
            while i < end and owners[i][1] <= at:
                i += 1
            first, last, measure = owners[i] if i < end else (until, until, -1)
            cut = min(first, until) if first > at else min(last, until)
            yield kind, document, None if first > at else measure, at, cut
            at = cut


def _joined(text: str, stretches: Iterator[_Stretch]) -> Iterator[_Stretch]:
    """Stretches with those made one that only a blank of their own line, or a line's end, parts."""
    waiting: _Stretch | None = None
    blank: _Stretch | None = None
    for stretch in stretches:
        if waiting is None:
            waiting = stretch
        elif stretch[0] == "blank" and blank is None and waiting[0] != "blank":
            blank = stretch
        elif waiting[:3] == stretch[:3] and _goes_on(text, waiting[0], blank):
            waiting = (*waiting[:4], stretch[4])
            blank = None
        else:
            yield waiting
            if blank:
                yield blank
            waiting, blank = stretch, None
    yield from (last for last in (waiting, blank) if last)


def _goes_on(text: str, kind: str, blank: _Stretch | None) -> bool:
    """Whether two stretches of a kind that only a blank parts are one."""
    between = text[blank[3] : blank[4]] if blank else ""
    if kind in CELLS:
        return bool(between) and not any(c in between for c in "\t\r\n")
    return between.count("\n") <= 1
