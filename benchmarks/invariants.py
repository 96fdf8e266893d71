"""What must hold of the reading of any text, whatever it is: tests/documents/test_properties.py and benchmarks/fuzz.py ask it.

Each check takes a Reading and yields a sentence for everything that does not hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from documents.model import Measure, Reading, Span
from documents.text.passage import passage_of
from documents.vocabulary import table

LINE_END = re.compile(r"\r\n|\r|\n")
# Segments that a part of a measure may reach over: what stands between its characters and nobody reads.
UNREAD = ("blank", "marks", "furniture", "contents")


def broken(reading: Reading) -> Iterator[str]:
    """All that does not hold of a reading."""
    for check in CHECKS:
        for what in check(reading):
            yield f"{check.__name__}: {what}"


def spans_lie_in_the_text(reading: Reading) -> Iterator[str]:
    """Each span is a stretch of the text, and its line is the one that it begins on."""
    begins = [0, *(m.end() for m in LINE_END.finditer(reading.text))]
    for name, span in _spans(reading):
        if not 0 <= span.start <= span.end <= len(reading.text):
            yield f"{name} {span} lies outside"
        elif span.line != bisect_right(begins, span.start):
            yield f"{name} {span} begins on line {bisect_right(begins, span.start)}"


def _spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    for document in reading.documents:
        yield "document", document.span
        yield from (("citation", citation.span) for citation in document.citations)
        yield from (("statement", statement.span) for statement in document.statements)
    for measure in reading.measures:
        yield "measure", measure.span
        yield from (("deadline", deadline.span) for deadline in measure.deadlines)
        yield from (("mention", mention.span) for mention in measure.mentions)
    yield from (("problem", problem.span) for problem in reading.problems)
    yield from (("dismissed", dismissed.span) for dismissed in reading.dismissed)
    yield from (("repair", repair.span) for repair in reading.repairs)


def surfaces_are_printed(reading: Reading) -> Iterator[str]:
    """What a deadline, mention or dismissed time says is what is printed at its place, less the noise of the layout."""
    surfaces = [(d.surface, d.span) for m in reading.measures for d in m.deadlines]
    surfaces += [(m.surface, m.span) for measure in reading.measures for m in measure.mentions]
    surfaces += [(d.surface, d.span) for d in reading.dismissed]
    for surface, span in surfaces:
        printed = reading.text[span.start : span.end]
        # Line by line, as noise is told: what two lines make together (<p and >) is no tag.
        read = "".join(passage_of([(line, 0, 0)]).text for line in LINE_END.split(printed))
        if surface != read and (not LINE_END.search(printed) or not _runs_through(surface, read)):
            yield f"{surface!r} is printed {printed!r}"


def _runs_through(surface: str, printed: str) -> bool:
    """Whether a surface is a text with something left out of its middle: a page's head and foot between two lines."""
    characters = iter(printed)
    within = all(c in characters for c in surface)
    return within and surface[:1] == printed[:1] and surface[-1:] == printed[-1:]


def measures_are_in_order(reading: Reading) -> Iterator[str]:
    """Measures stand in the order of the text, each in a document of the reading, and end where they begin or later."""
    keys = {document.key for document in reading.documents}
    for above, below in pairwise(reading.measures):
        if below.span.start < above.span.start:
            yield f"{below.title!r} stands before {above.title!r}"
    for measure in reading.measures:
        if measure.document not in keys or measure.end_line < measure.span.line:
            yield f"{measure.title!r} ends on line {measure.end_line} of document {measure.document!r}"


def parts_are_disjoint(reading: Reading) -> Iterator[str]:
    """No character belongs to two measures; a measure's parts are its own and lie within the text."""
    parts = sorted((start, end, measure.title) for measure in reading.measures for start, end in measure.parts)
    for start, end, title in parts:
        if not 0 <= start < end <= len(reading.text):
            yield f"part {start}–{end} of {title!r}"
    for (_, end, above), (start, _, below) in pairwise(parts):
        if start < end:
            yield f"{above!r} and {below!r} share {reading.text[start:end]!r}"
    yield from (f"{measure.title!r} has no parts" for measure in reading.measures if not measure.parts)


def segments_are_the_text(reading: Reading) -> Iterator[str]:
    """Every character stands in exactly one segment, of a kind that the table knows."""
    kinds = {row["kind"] for row in table("segments")["segment"]}
    at = 0
    for segment in reading.segments:
        if segment.start != at or segment.end <= at or segment.kind not in kinds:
            yield f"{segment} after {at}"
        at = segment.end
    if at != len(reading.text):
        yield f"the segments end at {at} of {len(reading.text)}"


def parts_are_segments(reading: Reading) -> Iterator[str]:
    """The segments of a measure's parts name it and its document, and no other segment does."""
    starts = [segment.start for segment in reading.segments]
    named: set[int] = set()
    for i, measure in enumerate(reading.measures):
        for at in _segments_of(measure, starts):
            segment = reading.segments[at]
            named.add(at)
            if segment.kind not in UNREAD and (segment.measure, segment.document) != (i, measure.document):
                yield f"{measure.title!r} holds {segment}"
    for at, segment in enumerate(reading.segments):
        if segment.measure is not None and at not in named:
            yield f"{segment} lies in no part of {reading.measures[segment.measure].title!r}"


def _segments_of(measure: Measure, starts: list[int]) -> Iterator[int]:
    for start, end in measure.parts:
        yield from range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1))


def words_are_segments(reading: Reading) -> Iterator[str]:
    """Nothing that can be read stands in a blank."""
    for segment in reading.segments:
        if segment.kind == "blank" and reading.text[segment.start : segment.end].strip():
            yield f"{segment} holds {reading.text[segment.start : segment.end]!r}"


def deadlines_have_their_days(reading: Reading) -> Iterator[str]:
    """A deadline has the days of its kind, and a period does not end before it begins."""
    for measure in reading.measures:
        for d in measure.deadlines:
            fits = {
                "by": d.start is None and d.end is not None and not d.rule,
                "during": d.start is not None and d.end is not None and not d.rule,
                "recurring": d.end is None and bool(d.rule),
                "ongoing": d.start is None and d.end is None and not d.rule,
            }[d.kind]
            if not fits or (d.start and d.end and d.end < d.start):
                yield f"{d} of {measure.title!r}"


CHECKS: tuple[Callable[[Reading], Iterator[str]], ...] = (
    spans_lie_in_the_text,
    surfaces_are_printed,
    measures_are_in_order,
    parts_are_disjoint,
    segments_are_the_text,
    parts_are_segments,
    words_are_segments,
    deadlines_have_their_days,
)
