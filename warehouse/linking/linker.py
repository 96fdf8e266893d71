"""Linking: which measure implements, or repeats, which, with a score and the reason; and which of them are one duty."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import duckdb
import polars as pl

from warehouse.connection import frame, query, read_sql, registered, replace_all, retrying, transaction
from warehouse.decisions import effective
from warehouse.linking.aligning import alignments
from warehouse.linking.choosing import along_chains, chosen, reason
from warehouse.linking.decided import Pair, made, parted
from warehouse.linking.duties import Member, duties_of
from warehouse.linking.pairing import pairs_of
from warehouse.linking.pools import IMPLEMENTS, REPEATS
from warehouse.linking.relations import Cited, Head
from warehouse.linking.scoring import scored, weights
from warehouse.linking.texts import comparable

LINK = ("measure_id", "other_measure_id", "relation", "score", "reason")


@dataclass(frozen=True, slots=True)
class Linked:
    """How many measures implement another, and how many repeat one."""

    implements: int
    repeats: int


@dataclass(frozen=True, slots=True)
class Linking:
    """All that linking says: rows of `links`, of `alignments`, and `duties` (measure_id, duty_id)."""

    links: pl.DataFrame
    alignments: pl.DataFrame
    duties: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Facts:
    """What linking reads, as linking_….sql give it: measures, deadlines, citations, forwards and decisions about links."""

    heads: Sequence[Head]
    measures: pl.DataFrame
    deadlines: pl.DataFrame
    citations: Sequence[Cited]
    forwards: Sequence[Pair]
    decisions: pl.DataFrame


def link_measures(connection: duckdb.DuckDBPyConnection) -> Linked:
    """Links all measures anew and writes what differs, in one transaction; does nothing where nothing changed since."""
    if _last(connection) != _fingerprint(connection):
        retrying(lambda: _write(connection, linking_of(facts_of(connection))))
    counts = dict(query(connection, "SELECT relation, count(*) FROM links GROUP BY ALL").iter_rows())
    return Linked(counts.get(IMPLEMENTS, 0), counts.get(REPEATS, 0))


def facts_of(connection: duckdb.DuckDBPyConnection) -> Facts:
    """What linking reads of a warehouse."""
    return Facts(
        heads=[Head(**row) for row in frame(connection, "linking_documents").iter_rows(named=True)],
        measures=frame(connection, "linking_measures"),
        deadlines=frame(connection, "linking_deadlines"),
        citations=[Cited(*row) for row in frame(connection, "linking_citations").iter_rows()],
        forwards=list(frame(connection, "linking_forwards").iter_rows()),
        decisions=effective(connection, "link_make", "link_part"),
    )


def linking_of(facts: Facts) -> Linking:
    """What linking says of the measures that stand; nothing is written."""
    measures = _in_order(comparable(facts.measures), facts.heads)
    apart, by_hand = parted(facts.decisions), made(facts.decisions, set(measures["measure_id"]))
    found = chosen(scored(pairs_of(measures, facts.heads, facts.citations, facts.forwards)), measures)
    links = _with_decisions(_described(found, measures), by_hand, apart)
    return Linking(links.select(LINK), alignments(links, facts.deadlines), _duties(measures, links, apart))


def _in_order(measures: pl.DataFrame, heads: Sequence[Head]) -> pl.DataFrame:
    """The measures with `key` (0, 1 …) and `order`: as they were issued, a document with a number before a copy without."""
    ranked = sorted(heads, key=lambda head: (head.issued is None, str(head.issued), not head.number, head.document_id))
    rank = {head.document_id: place for place, head in enumerate(ranked)}
    keyed = measures.with_row_index("key")
    document = pl.col("document_id").replace_strict(rank, default=len(rank), return_dtype=pl.Int64)
    return keyed.with_columns(order=pl.struct(document, "position", "measure_id").rank("ordinal"))


def _described(found: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Chosen pairs as rows of `links`, with `mutual`."""
    facts = measures.select("measure_id", "title", "heading", "chapter").to_dicts()
    rows: list[tuple[Any, ...]] = []
    for row in found.iter_rows(named=True):
        one, two = facts[row["key"]], facts[row["other"]]
        said = reason(row, one, two)
        rows.append((one["measure_id"], two["measure_id"], row["relation"], row["score"], said, row["mutual"]))
    for key, other, between, score in along_chains(found, measures, weights()["implements_pair"]["least"]).iter_rows():
        one, two = facts[key], facts[other]
        said = f"“{one['title']}”与“{two['title']}”：经“{facts[between]['title']}”逐级对应。"
        rows.append((one["measure_id"], two["measure_id"], IMPLEMENTS, score, said, False))
    schema = dict.fromkeys(LINK, pl.String) | {"score": pl.Float64, "mutual": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _with_decisions(links: pl.DataFrame, by_hand: pl.DataFrame, apart: set[Pair]) -> pl.DataFrame:
    """Without the pairs that people parted, and with those that they joined, in whichever relation they said."""
    pairs = pl.struct("measure_id", "other_measure_id")
    gone = pl.DataFrame(
        [*apart, *((a, b) for a, b in by_hand.select("measure_id", "other_measure_id").iter_rows()),
         *((b, a) for a, b in by_hand.select("measure_id", "other_measure_id").iter_rows())],
        schema=["measure_id", "other_measure_id"], orient="row",
    )  # fmt: skip
    kept = links.join(gone.cast(pl.String), on=["measure_id", "other_measure_id"], how="anti")
    return pl.concat([kept, by_hand.with_columns(mutual=pl.lit(True))]).sort(pairs)


def _duties(measures: pl.DataFrame, links: pl.DataFrame, apart: set[Pair]) -> pl.DataFrame:
    ordered = measures.sort("order").select("measure_id", "series", "duty_id")
    same = links.filter((pl.col("relation") == REPEATS) & pl.col("mutual")).sort(
        "score", "measure_id", "other_measure_id", descending=[True, False, False]
    )
    pairs = list(same.select("measure_id", "other_measure_id").iter_rows())
    duties = duties_of([Member(*row) for row in ordered.iter_rows()], pairs, apart)
    return pl.DataFrame(list(duties.items()), schema=dict.fromkeys(("measure_id", "duty_id"), pl.String), orient="row")


def _write(connection: duckdb.DuckDBPyConnection, linking: Linking) -> None:
    with transaction(connection):
        replace_all(connection, "links", linking.links)
        replace_all(connection, "alignments", linking.alignments)
        with registered(connection, "duties", linking.duties):
            connection.execute(read_sql("update_duties"))
        now = pl.DataFrame({"fingerprint": [_fingerprint(connection)]})
        replace_all(connection, "linkings", now)


def _last(connection: duckdb.DuckDBPyConnection) -> str:
    rows = query(connection, "FROM linkings")["fingerprint"]
    return str(rows[0]) if len(rows) else ""


def _fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    return str(frame(connection, "linking_fingerprint", {"program": _program()})["fingerprint"][0])


@cache
def _program() -> str:
    """A digest of the rules of linking: where they change, everything is linked anew."""
    files = sorted(resources.files("warehouse.linking").iterdir(), key=lambda file: file.name)
    texts = [file.read_bytes() for file in files if file.name.endswith((".py", ".toml"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()
