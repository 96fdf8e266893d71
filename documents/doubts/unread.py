"""Whatever looks like a time and was read by nobody: listed with the reason, so that no time is passed over in silence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from documents.model import Dismissed, Measure, Segment, Span
from documents.structure.block import Block
from documents.text.line import Line
from documents.text.passage import Passage
from documents.times.times import timelike_in
from documents.vocabulary import table


@cache
def _whys() -> dict[str, str]:
    return {row["kind"]: row["times"] for row in table("segments")["segment"]}


def passages_of(lines: Sequence[Line], blocks: Iterable[Block]) -> Iterator[Passage]:
    """All text of a source as it is read: blocks whole, tables by the cell, and the lines that stand in no block by themselves."""
    seen: set[int] = set()
    for block in blocks:
        seen.update(line.number for line in block.lines)
        if block.kind == "row":
            yield from (cell for line in block.lines for cell in line.cells)
        else:
            yield block.passage
    yield from (line.passage for line in lines if line.number not in seen and line.kind != "blank")


def unread_times(
    passages: Iterable[Passage],
    segments: Sequence[Segment],
    measures: Iterable[Measure],
    dismissed: Iterable[Dismissed],
) -> Iterator[Dismissed]:
    """The strings that look like times and are neither a deadline nor dismissed, each with why it is none where it stands."""
    known = _Covered([d.span for m in measures for d in m.deadlines] + [d.span for d in dismissed])
    searched = [passage for passage in passages if passage.text]
    starts = [0, *accumulate(len(passage.text) + 1 for passage in searched)]
    for start, end in timelike_in("\n".join(passage.folded for passage in searched)):
        i = bisect_right(starts, start) - 1
        passage, first, last = searched[i], start - starts[i], end - starts[i]
        span = passage.span(first, last)
        if not known.overlaps(span):
            kind = segments[bisect_right(segments, span.start, key=lambda s: s.start) - 1].kind
            yield Dismissed(passage.text[first:last], _whys()[kind], False, span)


class _Covered:
    """Spans that can be asked whether they reach into another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted({(s.start, s.end) for s in spans}):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.starts.append(start)
                self.ends.append(end)

    def overlaps(self, span: Span) -> bool:
        at = bisect_right(self.starts, span.start) - 1
        inside = at >= 0 and self.ends[at] > span.start
        return inside or (at + 1 < len(self.starts) and self.starts[at + 1] < span.end)
