"""What was read, as rows of the tables: identities matched with the rows that stood before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from documents.model import Deadline, Document, Measure, Mention
from warehouse.deadline_ids import deadline_ids
from warehouse.identity import SAME_MEASURE, Facts, match, new_id, words
from warehouse.registry import Registry, jurisdiction_of
from warehouse.tables import table

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """One document's rows by table: documents, measures, deadlines, mentions, citations, statements, attachments."""

    tables: Mapping[str, pl.DataFrame]


def source_id(path: str) -> str:
    """A source's identity: the path as given, for a file that changes under one name stays the same source."""
    return hashlib.sha256(path.encode("utf8", "surrogatepass")).hexdigest()[:32]


def jurisdiction(document: Document, registry: Registry) -> str:
    """The code of the place whose document it is, "" where nothing says it for sure."""
    code, _ = jurisdiction_of(
        document.number, document.title, document.issuer, document.addressees, registry, text=document.text
    )
    return code


def document_identity(document: Document, code: str, source_name: str) -> str:
    """A document is its number in its jurisdiction; without a number its title; without both its place in the source."""
    name = words(document.number) or words(document.title) or f"{source_name}\x1f{document.key}"
    return new_id(set(), code or words(document.issuer), name)


def occurrence_row(identity: str, source: str, document: Document) -> Row:
    """The row that says: this source shows this document, with this text."""
    return {
        "source_id": source,
        "document_id": identity,
        "number": document.number,
        "title": document.title,
        "text_sha256": hashlib.sha256(words(document.text).encode()).hexdigest(),
        "line": document.span.line,
    }


def document_rows(
    identity: str,
    source: str,
    document: Document,
    code: str,
    measures: Sequence[Measure],
    before: Mapping[str, pl.DataFrame],
    taken: set[str],
    as_of: date,
) -> DocumentRows:
    """The rows of a document of the place `code` as it now reads.

    `before` holds its rows by table as they stand, `taken` the ids given so far, which grows.
    """
    ids = _measure_ids(identity, measures, before["measures"], taken)
    rows: dict[str, list[Row]] = {"measures": [], "deadlines": [], "mentions": []}
    dated = deadline_ids(ids, measures, before, taken)
    for position, (measure_id, measure) in enumerate(zip(ids, measures, strict=True)):
        rows["measures"].append(_measure_row(measure_id, identity, position, measure))
        for place, (deadline_id, deadline) in enumerate(zip(dated[position], measure.deadlines, strict=True)):
            rows["deadlines"].append(_deadline_row(deadline_id, measure_id, identity, place, deadline))
        for place, mention in enumerate(measure.mentions):
            rows["mentions"].append(_mention_row(measure_id, identity, place, mention))
    tables = {name: table(name, part) for name, part in rows.items()}
    for name, key in (("measures", "measure_id"), ("deadlines", "deadline_id")):
        # A warehouse made by an earlier version holds its columns in another order.
        vanished = _withdrawn(before[name], tables[name], key, as_of).select(tables[name].columns)
        tables[name] = pl.concat([tables[name], vanished])
    kept = before["mentions"].join(tables["mentions"], on="measure_id", how="anti").select(tables["mentions"].columns)
    gone = tables["measures"].filter(pl.col("withdrawn_on").is_not_null())
    tables["mentions"] = _carried(
        before["mentions"], tables["mentions"], "mention_id", ("unit_id", "resolution", "nearest")
    )
    tables["measures"] = _carried(before["measures"], tables["measures"], "measure_id", ("duty_id",))
    tables["mentions"] = pl.concat([tables["mentions"], kept.join(gone, on="measure_id", how="semi")])
    head = table("documents", [_document_row(identity, source, document, code)])
    tables["documents"] = _carried(before["documents"], head, "document_id", ("issuer_unit",))
    tables["citations"] = table("citations", [_citation_row(identity, citation) for citation in document.citations])
    tables["statements"] = table("statements", list(_statement_rows(identity, document)))
    names = enumerate(document.attachments)
    tables["attachments"] = table(
        "attachments", [{"document_id": identity, "position": i, "name": n} for i, n in names]
    )
    return DocumentRows(tables)


def _measure_ids(identity: str, measures: Sequence[Measure], old: pl.DataFrame, taken: set[str]) -> list[str]:
    facts = [_measure_facts(m.chapter, m.number, m.title, m.text) for m in measures]
    columns = ("measure_id", "chapter", "number", "title", "text")
    known = {row[0]: _measure_facts(*row[1:]) for row in old.select(columns).iter_rows()}
    matched = match(known, facts, SAME_MEASURE)
    return [matched.get(i) or new_id(taken, identity, fact.place, fact.name, fact.text) for i, fact in enumerate(facts)]


def _measure_facts(chapter: str, number: str, title: str, text: str) -> Facts:
    return Facts(f"{words(chapter)}\x1f{words(number)}", words(title), words(text))


def _withdrawn(old: pl.DataFrame, new: pl.DataFrame, key: str, as_of: date) -> pl.DataFrame:
    gone = old.join(new, on=key, how="anti")
    return gone.with_columns(pl.coalesce("withdrawn_on", pl.lit(as_of)).alias("withdrawn_on"))


def _carried(old: pl.DataFrame, new: pl.DataFrame, key: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """`new` with what resolving and linking had written into `columns`, so that a reload of the same text changes nothing."""
    known = old.select(key, *columns).unique(key)
    return new.drop(columns).join(known, on=key, how="left", maintain_order="left").select(new.columns)


def _document_row(identity: str, source: str, document: Document, code: str) -> Row:
    return {
        "document_id": identity,
        "source_id": source,
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "issued": document.issued,
        "addressees": list(document.addressees),
        "jurisdiction": code,
        "programme_end": document.programme_end,
        "line": document.span.line,
        "end_line": document.end_line,
        "text_sha256": occurrence_row(identity, source, document)["text_sha256"],
    }


def _measure_row(measure_id: str, document_id: str, position: int, measure: Measure) -> Row:
    return {
        "measure_id": measure_id,
        "document_id": document_id,
        "position": position,
        "chapter": measure.chapter,
        "number": measure.number,
        "title": measure.title,
        "text": measure.text,
        "open": measure.open,
        "line": measure.span.line,
        "end_line": measure.end_line,
        "start_char": measure.span.start,
        "end_char": measure.span.end,
    }


def _deadline_row(deadline_id: str, measure_id: str, document_id: str, position: int, deadline: Deadline) -> Row:
    return {
        "deadline_id": deadline_id,
        "measure_id": measure_id,
        "document_id": document_id,
        "position": position,
        "surface": deadline.surface,
        "kind": deadline.kind,
        "start_on": deadline.start,
        "due_on": deadline.end,
        "rule": deadline.rule,
        "step": deadline.step,
        "alternative_on": deadline.alternative,
        "line": deadline.span.line,
        "start_char": deadline.span.start,
        "end_char": deadline.span.end,
    }


def _mention_row(measure_id: str, document_id: str, position: int, mention: Mention) -> Row:
    return {
        "mention_id": new_id(set(), measure_id, mention.role, mention.surface),
        "measure_id": measure_id,
        "document_id": document_id,
        "position": position,
        "surface": mention.surface,
        "role": mention.role,
        "is_group": mention.group,
        "line": mention.span.line,
        "start_char": mention.span.start,
        "end_char": mention.span.end,
    }


def _citation_row(document_id: str, citation: Any) -> Row:
    return {
        "document_id": document_id,
        "number": citation.number,
        "title": citation.title,
        "implements": citation.implements,
        "line": citation.span.line,
    }


def _statement_rows(document_id: str, document: Document) -> Iterator[Row]:
    for position, statement in enumerate(document.statements):
        yield {
            "document_id": document_id,
            "position": position,
            "kind": statement.kind,
            "text": statement.text,
            "start_on": statement.start,
            "end_on": statement.end,
            "line": statement.span.line,
        }
