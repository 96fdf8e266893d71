"""What a reading holds besides its documents, as rows by source: problems, other times, repairs, pages, the text itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from documents.model import Reading, Span
from documents.outlining import furniture_of
from warehouse.connection import append, delete
from warehouse.tables import table

Row = dict[str, Any]
# The identity of a document by its source and its key within it.
Identities = Mapping[tuple[str, str], str]


def replace_evidence(
    connection: duckdb.DuckDBPyConnection, read: Sequence[tuple[str, Reading]], identities: Identities
) -> None:
    """Puts the evidence of the sources that were read, each with its id, in the place of what stood there."""
    sources = [source for source, _ in read]
    for name, rows_of in ROWS.items():
        delete(connection, name, "source_id", sources)
        rows = [row for source, reading in read for row in rows_of(source, reading, identities)]
        if rows:
            append(connection, name, table(name, rows))


def _problems(source: str, reading: Reading, identities: Identities) -> Iterator[Row]:
    for problem in reading.problems:
        yield {
            "source_id": source,
            "document_id": identities.get((source, problem.document)),
            "kind": problem.kind,
            "chapter": problem.chapter,
            "number": problem.number,
            "surface": problem.surface,
            "detail": problem.detail,
            "line": problem.span.line,
        }


def _dismissed(source: str, reading: Reading, identities: Identities) -> Iterator[Row]:
    for time in reading.dismissed:
        at = bisect_right(reading.documents, time.span.start, key=lambda document: document.span.start) - 1
        key = reading.documents[max(at, 0)].key
        why = {"surface": time.surface, "why": time.why}
        yield {"source_id": source, "document_id": identities.get((source, key)), **why, **_span(time.span)}


def _repairs(source: str, reading: Reading, _: Identities) -> Iterator[Row]:
    for repair in reading.repairs:
        yield {"source_id": source, "kind": repair.kind, "read": repair.read, **_span(repair.span)}


def _places(source: str, reading: Reading, _: Identities) -> Iterator[Row]:
    line, at = 1, 0
    for place in reading.places:
        line += reading.text.count("\n", at, place.start)
        at = place.start
        yield {"source_id": source, "line": line, "start_char": place.start, "label": place.label}


def _texts(source: str, reading: Reading, _: Identities) -> Iterator[Row]:
    furniture = sorted(furniture_of(reading.text, reading.segments))
    yield {"source_id": source, "text": reading.text, "furniture": furniture}


def _span(span: Span) -> Row:
    return {"line": span.line, "start_char": span.start, "end_char": span.end}


ROWS = {"problems": _problems, "dismissed": _dismissed, "repairs": _repairs, "places": _places, "texts": _texts}
