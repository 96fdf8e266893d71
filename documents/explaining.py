"""A Reading → the text of its source, line by line, with what was made of each part: for people who check the reader."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.model import Deadline, Dismissed, Measure, Problem, Reading, Repair, Segment, Span

Mark = Literal["", "deadline", "mention", "dismissed", "repair", "problem"]
# Where two marks stand at one place the earlier in this list is shown.
MARKS: tuple[Mark, ...] = ("deadline", "mention", "problem", "dismissed", "repair")
# Remarks on one line that say the same of the reader's mending are told once.
PLAIN_REPAIRS = ("blank_removed", "line_joined", "marks_removed", "width_folded")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line that are one thing: `kind` is their segment's, `mark` what was read in them."""

    text: str
    kind: str
    mark: Mark
    owned: bool


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was made of a line: the measures that begin on it, and what else stands there."""

    measures: tuple[Measure, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """One line of the source: its number, its page or row where that changes (第3页), its pieces and the remarks on it."""

    number: int
    place: str
    pieces: tuple[Piece, ...]
    remarks: Remarks


def explained(reading: Reading) -> Iterator[ExplainedLine]:
    """The lines of a reading's source in order, those that hold nothing left out."""
    remarks = _remarks(reading)
    marks = _marks(reading)
    shown = ""
    for number, (start, end) in enumerate(_lines(reading.text), 1):
        pieces = tuple(_pieces(reading, marks, start, end))
        if not any(piece.text.strip() for piece in pieces):
            continue
        place = reading.place_of(start)
        yield ExplainedLine(number, place if place != shown else "", pieces, remarks.get(number, Remarks()))
        shown = place


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, as lines.py counts them: CR, LF and CR LF end one."""
    at = 0
    for line in text.replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _remarks(reading: Reading) -> dict[int, Remarks]:
    """The remarks by the number of the line on which what they speak of begins."""
    measures: dict[int, list[Measure]] = defaultdict(list)
    dismissed: dict[int, list[Dismissed]] = defaultdict(list)
    problems: dict[int, list[Problem]] = defaultdict(list)
    repairs: dict[int, dict[str, Repair]] = defaultdict(dict)
    for measure in reading.measures:
        measures[measure.span.line].append(measure)
    for time in sorted(reading.dismissed, key=lambda d: d.span.start):
        dismissed[time.span.line].append(time)
    for problem in reading.problems:
        problems[problem.span.line].append(problem)
    for i, repair in enumerate(reading.repairs):
        key = repair.kind if repair.kind in PLAIN_REPAIRS else str(i)
        repairs[repair.span.line].setdefault(key, repair)
    return {
        line: Remarks(
            tuple(measures[line]), tuple(dismissed[line]), tuple(problems[line]), tuple(repairs[line].values())
        )
        for line in {*measures, *dismissed, *problems, *repairs}
    }


def deadlines_of(measure: Measure) -> Iterator[tuple[Deadline, bool]]:
    """The deadlines of a measure, each with whether it stands in the measure itself or in a heading that governs it."""
    for deadline in measure.deadlines:
        yield deadline, any(start <= deadline.span.start < end for start, end in measure.parts)


def _marks(reading: Reading) -> list[tuple[int, int, Mark]]:
    """The marked stretches in text order, none overlapping another."""
    wanted: dict[Mark, Sequence[Span]] = {
        "deadline": [d.span for m in reading.measures for d in m.deadlines],
        "mention": [x.span for m in reading.measures for x in m.mentions],
        "problem": [p.span for p in reading.problems if p.surface and p.span.end - p.span.start <= len(p.surface) * 2],
        "dismissed": [d.span for d in reading.dismissed],
        "repair": [r.span for r in reading.repairs if r.kind not in PLAIN_REPAIRS],
    }
    starts: list[int] = []
    taken: list[tuple[int, int, Mark]] = []
    for mark in MARKS:
        for start, end in sorted({(s.start, s.end) for s in wanted[mark]}):
            at = bisect_left(starts, start)
            free = (at == 0 or taken[at - 1][1] <= start) and (at == len(starts) or starts[at] >= end)
            if start < end and free:
                starts.insert(at, start)
                taken.insert(at, (start, end, mark))
    return taken


def _pieces(reading: Reading, marks: Sequence[tuple[int, int, Mark]], start: int, end: int) -> Iterator[Piece]:
    """The characters of a line, cut wherever a segment or a mark begins or ends."""
    first = max(bisect_right(reading.segments, start, key=lambda s: s.start) - 1, 0)
    next_mark = max(bisect_right(marks, start, key=lambda m: m[0]) - 1, 0)
    for segment in reading.segments[first:]:
        if segment.start >= end:
            return
        at, until = max(segment.start, start), min(segment.end, end)
        while at < until:
            while next_mark < len(marks) and marks[next_mark][1] <= at:
                next_mark += 1
            piece, at = _piece(reading.text, segment, marks[next_mark : next_mark + 1], at, until)
            yield piece


def _piece(
    text: str, segment: Segment, mark: Sequence[tuple[int, int, Mark]], at: int, until: int
) -> tuple[Piece, int]:
    """The piece that begins at a place, and where the next one does."""
    owned = segment.measure is not None
    if not mark or mark[0][0] >= until:
        return Piece(text[at:until], segment.kind, "", owned), until
    start, end, kind = mark[0]
    if start > at:
        return Piece(text[at:start], segment.kind, "", owned), start
    end = min(end, until)
    return Piece(text[at:end], segment.kind, kind, owned), end
