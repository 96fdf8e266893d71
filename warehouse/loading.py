"""Loading: what was read of sources goes into the tables, with identities kept and every change recorded.

Loading the same source twice changes nothing; loading a changed one replaces what it held, in one transaction. A source
that cannot be read any more, or that vanished, withdraws nothing: only a document that is there and says less does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import polars as pl

from documents.mends.amending import Amendment
from documents.model import Document, Measure, Problem, Reading
from warehouse.amending import amended, amendments
from warehouse.changes import change_rows
from warehouse.connection import append, delete, frame, query, read_sql, retrying, transaction
from warehouse.evidence import replace_evidence
from warehouse.holding import Held, decided_on, held_sources
from warehouse.registry import LocalEntry, Registry, compile_registry
from warehouse.rows import (
    DocumentRows,
    document_identity,
    document_rows,
    jurisdiction,
    occurrence_row,
    source_id,
)
from warehouse.tables import empty, table

REPLACED = ("measures", "deadlines", "mentions", "citations", "statements", "attachments")


@dataclass(frozen=True, slots=True)
class SourceReading:
    """A source as a flow read it: `reading` is None where it could not be read, and `reason` says why, in Chinese.

    With both, it cannot be read as it is now, and `reading` is of the content with the digest `read_sha256`, read before.
    """

    path: str
    name: str
    sha256: str
    size: int
    reading: Reading | None
    reason: str = ""
    read_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a load leaves on the rows.

    `reader` is the version and settings of the reader, `as_of` the day on which what changed counts as recorded, and
    `run_id` the run that did it.
    """

    reader: str
    as_of: date
    run_id: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, in numbers: sources read and not, documents, change rows, and sources that must be read again."""

    sources: int
    unreadable: int
    documents: int
    changes: int
    stale: int


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A document as one source of this load holds it."""

    identity: str
    source: str
    jurisdiction: str
    document: Document
    measures: tuple[Measure, ...]
    problems: tuple[Problem, ...]  # mends that could not be made

    @property
    def sha256(self) -> str:
        return str(occurrence_row(self.identity, self.source, self.document)["text_sha256"])


def load(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[SourceReading],
    present: Collection[str],
    local: Sequence[LocalEntry],
    stamp: Stamp,
) -> Loaded:
    """Puts `sources` into the tables in one transaction, tried again while another process commits.

    `present` are the paths of all sources there are: one that never could be read and is not among them any more is
    forgotten. `local` are the local additions to the registry, whose divisions say whose documents they are.
    """
    divisions = [entry for entry in local if entry.kind == "区划"]
    registry = compile_registry((), divisions)

    def attempt() -> Loaded:
        with transaction(connection):
            _forget_unreadable(connection, present)
            return _load(connection, sources, present, registry, stamp)

    return retrying(attempt)


def _load(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[SourceReading],
    present: Collection[str],
    registry: Registry,
    stamp: Stamp,
) -> Loaded:
    read = [(source, source.reading) for source in sources if source.reading is not None]
    decided = amendments(connection)
    incoming = [item for source, reading in read for item in _documents(source, reading, registry, decided)]
    before = held_sources(connection)
    mended = _only_decided_about(before, read)
    _replace_sources(connection, sources, before, stamp)
    _replace_occurrences(connection, [source_id(source.path) for source, _ in read], incoming)
    identities = {(item.source, item.document.key): item.identity for item in incoming}
    replace_evidence(connection, _with_problems(read, incoming), identities)
    _replace_forwards(connection, incoming)
    held = _holders(connection, incoming, present)
    loading = [item for item in incoming if held[item.identity] == item.source]
    days = decided_on(connection, [item.identity for item in loading if item.source in mended], stamp.as_of)
    changes = _replace_documents(connection, loading, stamp, days)
    changes += _withdraw_vanished(connection, stamp)
    unreadable = sum(bool(source.reason) for source in sources)
    return Loaded(len(sources) - unreadable, unreadable, len(loading), changes, _mark_stale(connection))


def _documents(
    source: SourceReading, reading: Reading, registry: Registry, decided: Mapping[str, Sequence[Amendment]]
) -> list[_Incoming]:
    incoming = []
    for document in reading.documents:
        code = jurisdiction(document, registry)
        identity = document_identity(document, code, source.name)
        measures, problems = amended(reading, document, decided.get(identity, ()))
        incoming.append(_Incoming(identity, source_id(source.path), code, document, measures, problems))
    return incoming


def _with_problems(
    read: Sequence[tuple[SourceReading, Reading]], incoming: Sequence[_Incoming]
) -> list[tuple[str, Reading]]:
    """The readings by their source's id, each with the mends of its documents that could not be made."""
    told: dict[str, list[Problem]] = {source_id(source.path): [] for source, _ in read}
    for item in incoming:
        told[item.source] += item.problems
    readings = ((source_id(source.path), reading) for source, reading in read)
    return [(one, replace(r, problems=(*r.problems, *told[one])) if told[one] else r) for one, r in readings]


def _only_decided_about(before: Mapping[str, Held], read: Sequence[tuple[SourceReading, Reading]]) -> set[str]:
    """The sources that hold what they held: what changes in their documents, people decided."""
    return {
        held.source_id for source, _ in read
        if (held := before.get(source.path)) and held.decided and held.read_sha256 == _read_digest(source)
    }  # fmt: skip


def _read_digest(source: SourceReading) -> str:
    return source.read_sha256 or (source.sha256 if source.reading else "")


def _replace_sources(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[SourceReading], before: Mapping[str, Held], stamp: Stamp
) -> None:
    rows = [
        {
            "source_id": source_id(source.path),
            "path": source.path,
            "name": source.name,
            "sha256": source.sha256,
            "bytes": source.size,
            "encoding": source.reading.encoding if source.reading else "",
            "reader": stamp.reader,
            "state": "unreadable" if source.reason else "read",
            "reason": source.reason,
            "first_seen": before[source.path].first_seen if source.path in before else stamp.as_of,
            "last_read": stamp.as_of,
            "read_sha256": _read_digest(source) or (before[source.path].read_sha256 if source.path in before else ""),
        }
        for source in sources
    ]
    delete(connection, "sources", "source_id", [str(row["source_id"]) for row in rows])
    append(connection, "sources", table("sources", rows))


def _forget_unreadable(connection: duckdb.DuckDBPyConnection, present: Collection[str]) -> None:
    gone = frame(connection, "never_read_sources").filter(~pl.col("path").is_in(list(present)))
    delete(connection, "sources", "source_id", gone["source_id"].to_list())


def _replace_occurrences(
    connection: duckdb.DuckDBPyConnection, read: Sequence[str], incoming: Sequence[_Incoming]
) -> None:
    rows = [occurrence_row(item.identity, item.source, item.document) for item in incoming]
    delete(connection, "occurrences", "source_id", read)
    append(connection, "occurrences", table("occurrences", rows))


def _replace_forwards(connection: duckdb.DuckDBPyConnection, incoming: Sequence[_Incoming]) -> None:
    """Says which document stands within which, in the sources that show them."""
    identities = {(item.source, item.document.key): item.identity for item in incoming}
    outer = {item.identity: identities.get((item.source, item.document.within)) for item in incoming}
    rows = [{"document_id": inner, "within_document_id": found} for inner, found in outer.items() if found]
    delete(connection, "forwards", "document_id", list(outer))
    if rows:
        append(connection, "forwards", table("forwards", rows))


def _holders(
    connection: duckdb.DuckDBPyConnection, incoming: Sequence[_Incoming], present: Collection[str]
) -> dict[str, str]:
    """Which source each document is loaded from: the one that holds it, is still there and shows it, else the first."""
    holders = dict(
        connection.execute(
            "SELECT document_id, source_id FROM documents SEMI JOIN occurrences USING (document_id, source_id)"
        ).fetchall()
    )
    there = {source_id(path) for path in present}
    for item in incoming:
        # One that vanished too takes nothing over: it is read again for what was decided about another of its documents.
        if item.identity not in holders or (holders[item.identity] not in there and item.source in there):
            holders[item.identity] = item.source
    return holders


def _replace_documents(
    connection: duckdb.DuckDBPyConnection, loading: Sequence[_Incoming], stamp: Stamp, decided: Mapping[str, date]
) -> int:
    """Loads documents and returns how many change rows that made; `decided` are the days on which people changed some."""
    identities = list({item.identity: None for item in loading})
    old = {name: _rows_of(connection, name, identities) for name in ("documents", *REPLACED)}
    taken = _taken(connection)
    parts: list[DocumentRows] = []
    for item in {item.identity: item for item in reversed(loading)}.values():
        before = {name: rows.filter(pl.col("document_id") == item.identity) for name, rows in old.items()}
        parts.append(
            document_rows(
                item.identity, item.source, item.document, item.jurisdiction, item.measures, before, taken, stamp.as_of
            )
        )
    new = {name: _together(name, [part.tables[name] for part in parts]) for name in ("documents", *REPLACED)}
    days = (stamp.as_of, stamp.run_id, decided)
    changes = change_rows(old["deadlines"], new["deadlines"], new["documents"], *days)
    for name in ("documents", *REPLACED):
        # Rows that stay as they were are not written again: a reload leaves no snapshot of its own.
        gone, come = old[name].join(new[name], on=new[name].columns, how="anti", nulls_equal=True), new[name]
        if gone.is_empty() and old[name].height == come.height:
            continue
        delete(connection, name, "document_id", identities)
        append(connection, name, come)
    append(connection, "changes", changes)
    return changes.height


def _withdraw_vanished(connection: duckdb.DuckDBPyConnection, stamp: Stamp) -> int:
    """Withdraws what the documents held that no source shows any more, though the source that held them was read."""
    vanished = frame(connection, "vanished_deadlines")
    if vanished.is_empty():
        connection.execute(read_sql("withdraw_vanished_measures"), {"as_of": stamp.as_of})
        return 0
    after = vanished.with_columns(pl.lit(stamp.as_of).alias("withdrawn_on"))
    changes = change_rows(vanished, after, empty("documents"), stamp.as_of, stamp.run_id)
    connection.execute(read_sql("withdraw_vanished_deadlines"), {"as_of": stamp.as_of})
    connection.execute(read_sql("withdraw_vanished_measures"), {"as_of": stamp.as_of})
    append(connection, "changes", changes)
    return changes.height


def _mark_stale(connection: duckdb.DuckDBPyConnection) -> int:
    """Has the sources read again that show a document which the source it was loaded from shows no more."""
    stale = frame(connection, "stale_sources")["source_id"].to_list()
    if stale:
        sql = "UPDATE sources SET reader = 'stale' WHERE source_id IN (SELECT unnest(?::VARCHAR[]))"
        connection.execute(sql, [stale])
    return len(stale)


def _rows_of(connection: duckdb.DuckDBPyConnection, name: str, identities: Sequence[str]) -> pl.DataFrame:
    sql = f"SELECT * FROM {name} WHERE document_id IN (SELECT unnest(?::VARCHAR[]))"
    return query(connection, sql, [list(identities)])


def _taken(connection: duckdb.DuckDBPyConnection) -> set[str]:
    rows = connection.execute("SELECT measure_id FROM measures UNION ALL SELECT deadline_id FROM deadlines").fetchall()
    return {identity for (identity,) in rows}


def _together(name: str, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([empty(name), *parts])
