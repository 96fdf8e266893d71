"""Resolving: which unit of the registry each mention means. The registry is compiled for the jurisdictions met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from warehouse.connection import frame, read_sql, registered, replace_all, retrying, transaction
from warehouse.registry import (
    Context,
    LocalEntry,
    Registry,
    Resolution,
    addressed,
    attest,
    compile_registry,
    extend,
    resolve,
)
from warehouse.tables import empty


@dataclass(frozen=True, slots=True)
class Resolved:
    """How many units the registry holds, and how many mentions name none of them for certain."""

    units: int
    mentions: int
    undefined: int
    ambiguous: int


def resolve_mentions(connection: duckdb.DuckDBPyConnection, local: Sequence[LocalEntry]) -> Resolved:
    """Resolves every mention against the registry of the jurisdictions met, and writes what differs, in one transaction."""
    documents = frame(connection, "document_heads")
    registry = _compile(documents, local)
    issuers = _issuers(documents, registry)
    mentions = frame(connection, "mention_names")
    resolutions, children = _resolutions(mentions, documents, issuers, registry)
    registry = attest(extend(registry, children), {unit_id for unit_id in issuers.values() if unit_id})
    retrying(lambda: _write(connection, issuers, mentions, resolutions, registry, _places(documents, registry)))
    counts = resolutions["resolution"].value_counts()
    by_kind = dict(counts.iter_rows())
    return Resolved(len(registry.entries), mentions.height, by_kind.get("undefined", 0), by_kind.get("ambiguous", 0))


def foreseen(connection: duckdb.DuckDBPyConnection, local: Sequence[LocalEntry]) -> pl.DataFrame:
    """What every mention would mean by these local additions; nothing is written.

    Columns: mention_id, document_id, surface, unit_name (null where it would be undefined or ambiguous), resolution.
    """
    documents = frame(connection, "document_heads")
    registry = _compile(documents, local)
    mentions = frame(connection, "mention_names")
    resolutions, children = _resolutions(mentions, documents, _issuers(documents, registry), registry)
    names = {unit.unit_id: unit.name for unit in registry.entries.values()}
    names |= {str(child["unit_id"]): str(child["name"]) for child in children}
    named = resolutions.with_columns(pl.col("unit_id").replace_strict(names, default=None).alias("unit_name"))
    return mentions.select("mention_id", "document_id", "surface").join(
        named.select("mention_id", "unit_name", "resolution"), on="mention_id"
    )


def _compile(documents: pl.DataFrame, local: Sequence[LocalEntry]) -> Registry:
    """The registry of the places met, with the towns and zones that the documents address one by one."""
    heads = documents.select("jurisdiction", "addressees").iter_rows()
    shown = dict.fromkeys(entry for code, addressees in heads if code for entry in addressed(addressees or (), code))
    known = {entry.name for entry in local}
    added = [entry for entry in shown if entry.name not in known]
    return compile_registry(documents["jurisdiction"].unique().sort().to_list(), [*local, *added])


def _places(documents: pl.DataFrame, registry: Registry) -> pl.DataFrame:
    """The jurisdictions met and those above them, with their names."""
    met = [code for code in documents["jurisdiction"] if code]
    names = {place.code: place.name for code in met for place in registry.chain(code)}
    return pl.DataFrame(sorted(names.items()), schema=empty("jurisdictions").schema, orient="row")


def _issuers(documents: pl.DataFrame, registry: Registry) -> dict[str, str | None]:
    """The unit that issued each document, where the registry knows it."""
    found = {}
    for row in documents.iter_rows(named=True):
        context = Context(row["jurisdiction"], None, row["issued"])
        found[row["document_id"]] = resolve(row["issuer"], "lead", False, context, registry).unit_id
    return found


def _resolutions(
    mentions: pl.DataFrame, documents: pl.DataFrame, issuers: dict[str, str | None], registry: Registry
) -> tuple[pl.DataFrame, list[dict[str, object]]]:
    contexts = {
        row["document_id"]: Context(row["jurisdiction"], issuers[row["document_id"]], row["issued"])
        for row in documents.iter_rows(named=True)
    }
    known: dict[tuple[object, ...], Resolution] = {}
    children: dict[str, dict[str, object]] = {}
    rows = []
    for mention_id, document_id, surface, role, group in mentions.select(
        "mention_id", "document_id", "surface", "role", "is_group"
    ).iter_rows():
        key = (surface, group, contexts[document_id])
        if key not in known:
            known[key] = resolve(surface, role, group, contexts[document_id], registry)
        resolution = known[key]
        if resolution.new_unit is not None:
            children[str(resolution.new_unit["unit_id"])] = dict(resolution.new_unit)
        rows.append((mention_id, resolution.unit_id, resolution.resolution, list(resolution.nearest)))
    columns = ("mention_id", "unit_id", "resolution", "nearest")
    schema = {column: empty("mentions").schema[column] for column in columns}
    return pl.DataFrame(rows, schema=schema, orient="row"), list(children.values())


def _write(
    connection: duckdb.DuckDBPyConnection,
    issuers: dict[str, str | None],
    mentions: pl.DataFrame,
    resolutions: pl.DataFrame,
    registry: Registry,
    places: pl.DataFrame,
) -> None:
    columns = ["mention_id", "unit_id", "resolution", "nearest"]
    changed = resolutions.unique("mention_id").join(mentions.select(columns), on=columns, how="anti", nulls_equal=True)
    with transaction(connection):
        replace_all(connection, "units", registry.units())
        replace_all(connection, "members", registry.members())
        replace_all(connection, "jurisdictions", places)
        if changed.height:
            with registered(connection, "resolved", changed):
                connection.execute(read_sql("update_mentions"))
        heads = pl.DataFrame(
            list(issuers.items()), schema={"document_id": pl.String, "unit_id": pl.String}, orient="row"
        )
        with registered(connection, "heads", heads):
            connection.execute(read_sql("update_issuers"))
