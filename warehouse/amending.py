"""What stewards decided about readings: by document for a load, and shown before it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from documents.mends.amending import Amendment, amend
from documents.model import Document, Measure, Problem, Reading
from documents.read import read_decoded
from documents.text.decode import Decoded
from documents.text.quoting import Quote, quote_of
from warehouse.connection import frame
from warehouse.decisions import Decision, details, effective, kinds


@dataclass(frozen=True, slots=True)
class DocumentPreview:
    """What decisions would make of one document.

    `before` and `after` are the measures that differ, in text order, with their deadlines and mentions: one before and two
    after where it is split, none before where it is added. `problems` say what could not be made, and why.
    """

    document_id: str
    before: tuple[Measure, ...]
    after: tuple[Measure, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What decisions would make of the documents that they concern; one that no source shows any more is in `lost`."""

    documents: tuple[DocumentPreview, ...]
    lost: tuple[str, ...] = ()

    @property
    def before(self) -> tuple[Measure, ...]:
        """The measures that would change, as they are."""
        return tuple(measure for document in self.documents for measure in document.before)

    @property
    def after(self) -> tuple[Measure, ...]:
        """The measures that would change, as they would be."""
        return tuple(measure for document in self.documents for measure in document.after)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be made."""
        return tuple(problem for document in self.documents for problem in document.problems)


def passage_of(text: str, start: int, end: int) -> dict[str, str]:
    """The passage `text[start:end]` as a decision keeps it: exact, prefix and suffix (32 characters each, more where needed).

    Raises ValueError where that is no passage: empty, of blanks alone, or outside of the text.
    """
    quote = quote_of(text, start, end)
    return {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}


def amending_kinds() -> tuple[str, ...]:
    """The kinds of decision that mend a reading."""
    return tuple(kind.id for kind in kinds().values() if kind.rereads)


def amendments(connection: duckdb.DuckDBPyConnection) -> Mapping[str, tuple[Amendment, ...]]:
    """The mends that hold, by document_id, in the order in which they were decided."""
    found: dict[str, list[Amendment]] = defaultdict(list)
    for row in effective(connection, *amending_kinds()).iter_rows(named=True):
        found[row["document_id"]].append(_amendment(row["kind"], details(row)))
    return {identity: tuple(held) for identity, held in found.items()}


def _amendment(kind: str, said: Mapping[str, Any]) -> Amendment:
    values = {name: str(value or "") for name, value in said.items() if not isinstance(value, Mapping)}
    measure = _quote(said["measure"]) if isinstance(said.get("measure"), Mapping) else None
    return Amendment(kind, _quote(said.get("passage")), values, measure)


def _quote(said: object) -> Quote:
    parts = said if isinstance(said, Mapping) else {}
    return Quote(*(str(parts.get(name) or "") for name in ("exact", "prefix", "suffix")))


def amended(
    reading: Reading, document: Document, decided: Sequence[Amendment]
) -> tuple[tuple[Measure, ...], tuple[Problem, ...]]:
    """The measures of one document of a reading as decided, and what could not be made."""
    measures = [measure for measure in reading.measures if measure.document == document.key]
    if not decided:
        return tuple(measures), ()
    outer = next((one for one in reading.documents if document.within and one.key == document.within), None)
    issued = outer.issued if outer else None
    return amend(document, reading.text, measures, decided, reading.segments, issued)


def preview(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> Preview:
    """What `decisions`, of kinds that mend a reading, would change on top of those that hold; nothing is written.

    Decisions of other kinds change no reading and are passed over.
    """
    held = amendments(connection)
    asked: dict[str, list[Amendment]] = defaultdict(list)
    for decision in decisions:
        if decision.document_id and decision.kind in amending_kinds():
            asked[decision.document_id].append(_amendment(decision.kind, decision.details))
    read = dict(_readings(connection, list(asked)))
    shown = [
        _difference(identity, *read[identity], held.get(identity, ()), new) for identity, new in asked.items()
        if identity in read
    ]  # fmt: skip
    return Preview(tuple(shown), tuple(identity for identity in asked if identity not in read))


def _difference(
    identity: str, reading: Reading, document: Document, held: Sequence[Amendment], new: Sequence[Amendment]
) -> DocumentPreview:
    before, already = amended(reading, document, held)
    after, problems = amended(reading, document, (*held, *new))
    return DocumentPreview(
        identity,
        tuple(measure for measure in before if measure not in after),
        tuple(measure for measure in after if measure not in before),
        problems[len(already) :],
    )


def _readings(
    connection: duckdb.DuckDBPyConnection, identities: Sequence[str]
) -> Iterator[tuple[str, tuple[Reading, Document]]]:
    """The documents with the readings of the sources that they were loaded from, read again from the texts kept."""
    readings: dict[str, Reading] = {}
    for row in frame(connection, "texts_of_documents", {"documents": list(identities)}).iter_rows(named=True):
        source = row["source_id"]
        if source not in readings:
            decoded = Decoded(row["text"], row["encoding"] or "", furniture=frozenset(row["furniture"] or ()))
            readings[source] = read_decoded(row["name"], decoded)
        reading = readings[source]
        document = next((one for one in reading.documents if one.span.line == row["line"]), None)
        if document:
            yield row["document_id"], (reading, document)
