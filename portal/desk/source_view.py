"""The text of a source as the warehouse keeps it, line by line, with what was read in it and what is open about it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from documents.explaining import ExplainedLine, explained
from documents.model import Deadline, Dismissed, Measure, Mention, Place, Reading, Segment, Span
from summaries.explanation import Remark, remarks_on
from warehouse.connection import frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from warehouse.connection import Connection

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source with its text and all that the warehouse knows of it, as rows of the queries of the same names."""

    source: Row
    documents: tuple[Row, ...]
    reading: Reading
    findings: Mapping[int, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as it is shown: its number and page, its pieces, what was read there, and the findings on it."""

    line: ExplainedLine
    remarks: tuple[Remark, ...]
    findings: tuple[Row, ...]
    heading: str


def source_text(connection: Connection, source_id: str) -> SourceText | None:
    """What the warehouse holds of a source's text; None where it holds none (not read, or by an older version)."""
    found = _rows(connection, "source_text", source_id=source_id)
    if not found or found[0]["text"] is None:
        return None
    documents = _rows(connection, "source_documents", source_id=source_id)
    findings: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(connection, "source_findings", source_id=source_id):
        findings[row["line"]].append(row)
    return SourceText(
        found[0],
        tuple(documents),
        _reading(connection, found[0], documents),
        {line: tuple(rows) for line, rows in findings.items()},
    )


def shown_lines(text: SourceText, of: Row | None = None) -> Iterator[SourceLine]:
    """The lines of a source that hold anything, or those of one of its documents (a row with line and end_line)."""
    begins = {row["line"]: row["number"] or row["title"] for row in text.documents if len(text.documents) > 1}
    for line in explained(text.reading):
        if of is None or of["line"] <= line.number <= of["end_line"]:
            yield SourceLine(
                line, tuple(remarks_on(line)), text.findings.get(line.number, ()), begins.get(line.number, "")
            )


def line_starts(text: str) -> list[int]:
    """Where each line of a decoded text begins, in characters: lines end at CR, LF or CR LF, as the reader counts them."""
    starts = [0]
    for line in text.replace("\r\n", " \n").replace("\r", "\n").split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _rows(connection: Connection, query: str, **parameters: object) -> list[Row]:
    return frame(connection, query, parameters).to_dicts()


def _reading(connection: Connection, source: Row, documents: Sequence[Row]) -> Reading:
    """What was read of a source, as the reader would have given it."""
    text, key = source["text"], {"source_id": source["source_id"]}
    starts = [*line_starts(text), len(text) + 1]
    measures = [m for row in documents for m in _measures(connection, row["document_id"], starts)]
    measures.sort(key=lambda measure: measure.span.start)
    places = [Place(row["start_char"], row["label"]) for row in _rows(connection, "source_places", **key)]
    dismissed = [
        Dismissed(row["surface"], row["why"], False, _span(row)) for row in _rows(connection, "source_dismissed", **key)
    ]
    segments = _segments(text, starts, measures, documents)
    return Reading("", text, (), tuple(measures), (), tuple(dismissed), tuple(segments), places=tuple(places))


def _span(row: Row) -> Span:
    return Span(row["line"], row["start_char"], row["end_char"])


def _measures(connection: Connection, document_id: str, starts: Sequence[int]) -> Iterator[Measure]:
    deadlines: dict[str, list[Deadline]] = defaultdict(list)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for row in _rows(connection, "document_deadlines", document_id=document_id):
        days = (row["start_on"], row["due_on"], row["rule"] or "", row["step"] or "", row["alternative_on"])
        deadlines[row["measure_id"]].append(Deadline(row["surface"], row["kind"], *days, _span(row)))
    for row in _rows(connection, "document_mentions", document_id=document_id):
        mentions[row["measure_id"]].append(Mention(row["surface"], row["role"], row["is_group"], _span(row)))
    for row in _rows(connection, "document_measures", document_id=document_id):
        first, last = row["line"], min(row["end_line"], len(starts) - 1)
        start, end = starts[first - 1], starts[last] - 1
        yield Measure(
            document_id, row["chapter"], row["number"], row["title"], row["text"],
            tuple(deadlines[row["measure_id"]]), tuple(mentions[row["measure_id"]]), False,
            Span(first, start, end), last, ((start, end),),
        )  # fmt: skip


def _segments(
    text: str, starts: Sequence[int], measures: Sequence[Measure], documents: Sequence[Row]
) -> Iterator[Segment]:
    """Each line with what it is: a measure's, a heading that governs some, a document's title, or other text."""
    headings = {_dense(measure.chapter) for measure in measures} - {""}
    titles = {_dense(row["title"]) for row in documents} - {""}
    owner: dict[int, int] = {}
    for position, measure in enumerate(measures):
        owner.update(dict.fromkeys(range(measure.span.line, measure.end_line + 1), position))
    for number, (start, end) in enumerate(pairwise(starts), 1):
        words = _dense(text[start : end - 1])
        kind = "heading" if words in headings else "title" if words in titles else "body"
        yield Segment(kind, "", None if kind == "heading" else owner.get(number), start, end)


def _dense(text: str) -> str:
    return "".join(text.split())


def line_of(starts: Sequence[int], character: int) -> int:
    """The number of the line on which a character stands; `starts` are line_starts of the text."""
    return bisect_right(starts, character)
