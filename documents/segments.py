"""A source → its segments: every character belongs to exactly one, and each measure owns a set of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.blocks import Block
from documents.columns import is_header
from documents.gazette import Part
from documents.lines import Line
from documents.model import Measure, Segment
from documents.tree import Node

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


@dataclass(frozen=True, slots=True)
class _Claim:
    """A stretch of a line that is known to be something."""

    start: int
    end: int
    kind: str
    document: str


def segments_of(
    text: str, lines: Sequence[Line], documents: Sequence[Outlined], measures: Sequence[Measure]
) -> tuple[Segment, ...]:
    """The segments of a source in text order; together they are the text, none overlaps another."""
    claims = sorted(_claims(lines, documents), key=lambda claim: claim.start)
    return tuple(_joined(text, _owned(_filled(text, claims), _owners(measures))))


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
                yield _Claim(start, end, kind, "")


def _head(document: Outlined) -> Iterator[_Claim]:
    body = {line.number for line in document.part.body}
    for line in document.part.lines:
        if line.number not in body:
            for start, end in line.passage.ranges():
                yield _Claim(start, end, "head", document.key)


def _block(key: str, block: Block) -> Iterator[_Claim]:
    if block.kind == "row":
        for line in block.lines:
            yield from _row(key, line)
        return
    heading_end = _heading_end(block)
    for line in block.lines:
        for start, end in line.passage.ranges():
            if block.kind != "item":
                yield _Claim(start, end, KINDS[block.kind], key)
                continue
            middle = min(max(start, heading_end), end)
            yield from (
                _Claim(first, last, kind, key)
                for first, last, kind in ((start, middle, "heading"), (middle, end, "task"))
                if first < last
            )


def _heading_end(block: Block) -> int:
    """Where in the source the heading of a numbered item ends."""
    if block.kind != "item" or not block.passage.text:
        return 0
    return block.passage.source_of(max(Node("item", block).title_end - 1, 0)) + 1


def _row(key: str, line: Line) -> Iterator[_Claim]:
    kind = "column_heading" if is_header(line.cells) else "cell"
    for cell in line.cells:
        for start, end in cell.ranges():
            yield _Claim(start, end, kind, key)


def _owners(measures: Sequence[Measure]) -> list[tuple[int, int, int]]:
    """The stretches that measures own, in text order: start, end and the measure's place among the measures."""
    return sorted((start, end, i) for i, measure in enumerate(measures) for start, end in measure.parts)


def _filled(text: str, claims: Sequence[_Claim]) -> Iterator[_Claim]:
    """The claims, none overlapping another, with what stands between them: blanks and the marks of a layout."""
    at = 0
    for claim in claims:
        if claim.end <= at:
            continue  # a cell that several rows share, or an item's own line
        if claim.start > at:
            yield from _between(text, at, claim.start)
        yield _Claim(max(at, claim.start), claim.end, claim.kind, claim.document)
        at = claim.end
    if at < len(text):
        yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[_Claim]:
    """What no line claims: blanks, and between them the marks that passage.NOISE leaves out."""
    for m in BLANK_OR_NOT.finditer(text, start, end):
        yield _Claim(m.start(), m.end(), "blank" if m.group()[0].isspace() else "marks", "")


def _owned(claims: Iterator[_Claim], owners: Sequence[tuple[int, int, int]]) -> Iterator[Segment]:
    """The claims as segments, cut where a measure begins or ends to own them."""
    i = 0
    for claim in claims:
        at = claim.start
        while at < claim.end:
            while i < len(owners) and owners[i][1] <= at:
                i += 1
            start, end, measure = owners[i] if i < len(owners) else (claim.end, claim.end, -1)
            if start > at or not claim.document:
                until = min(start, claim.end) if claim.document else claim.end
                yield Segment(claim.kind, claim.document, None, at, until)
            else:
                until = min(end, claim.end)
                yield Segment(claim.kind, claim.document, measure, at, until)
            at = until


def _joined(text: str, segments: Iterator[Segment]) -> Iterator[Segment]:
    """Segments with those made one that only a blank of their own line, or a line's end, parts."""
    waiting: Segment | None = None
    blank: Segment | None = None
    for segment in segments:
        if waiting is None:
            waiting = segment
        elif segment.kind == "blank" and blank is None and waiting.kind != "blank":
            blank = segment
        elif _goes_on(text, waiting, blank, segment):
            waiting = Segment(waiting.kind, waiting.document, waiting.measure, waiting.start, segment.end)
            blank = None
        else:
            yield waiting
            if blank:
                yield blank
            waiting, blank = segment, None
    yield from (last for last in (waiting, blank) if last)


def _goes_on(text: str, before: Segment, blank: Segment | None, segment: Segment) -> bool:
    if (before.kind, before.document, before.measure) != (segment.kind, segment.document, segment.measure):
        return False
    between = text[blank.start : blank.end] if blank else ""
    if before.kind in CELLS:
        return bool(between) and not any(c in "\t\r\n" for c in between)
    return between.count("\n") <= 1
