"""A decoded text → its lines, and its documents with their blocks: the first half of a reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from documents.model import Segment
from documents.papers.gazette import Part, split
from documents.segments import Outlined
from documents.structure.blocks import blocks_of
from documents.structure.lines import Line, lines_of
from documents.text.layout import layout_of


def lines_read(text: str, furniture: Collection[int]) -> list[Line]:
    """The lines of a text; `furniture` are the beginnings of those that the format tells to be heads or feet of pages."""
    return [
        replace(line, kind="furniture") if line.kind == "text" and line.start in furniture else line
        for line in lines_of(text)
    ]


def outlines_of(lines: Sequence[Line]) -> list[Outlined]:
    """The documents of a text with their blocks; none where it holds nothing."""
    parts: Sequence[Part] = split(lines)
    layout = layout_of([x for part in parts for x in part.lines])
    return [
        Outlined(str(i), part, blocks_of(part.body, layout if layout.wrapped else layout_of(part.lines)))
        for i, part in enumerate(parts)
    ]


def furniture_of(text: str, segments: Sequence[Segment]) -> frozenset[int]:
    """The beginnings of the lines that were read as heads and feet of pages."""
    starts: set[int] = set()
    for segment in (one for one in segments if one.kind == "furniture"):
        at = text.rfind("\n", 0, segment.start) + 1
        while 0 <= at < segment.end:
            starts.add(at)
            at = text.find("\n", at) + 1 or segment.end
    return frozenset(starts)
