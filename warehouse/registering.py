"""The registry as stewards mend it: what they decided about units, laid over the list of local units that a run is given.

A mend is a decision like any other, appended and taken back by a further one; the next run resolves every mention of every
document by what then holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

from warehouse.connection import frame, replace_all, retrying, transaction
from warehouse.decisions import Decision, DecisionError, details, effective
from warehouse.registry import LocalEntry, LocalFileError, Registry, compile_registry
from warehouse.registry.jurisdictions import divisions
from warehouse.registry.local import COLUMNS, cells_of, entry_of
from warehouse.registry.names import normalise
from warehouse.registry.towns import is_town
from warehouse.tables import table

if TYPE_CHECKING:
    from warehouse.registry.exchange import Difference

KINDS = ("unit_entry", "unit_remove", "unit_alias")
# What a unit of the registry is in the list of local units; a town says by its name which of two.
LOCAL_KINDS = {"collective": "集合", "open_collective": "开放集合"}


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries that hold, and a Chinese sentence for each decision that cannot be followed any more."""

    entries: tuple[LocalEntry, ...]
    problems: tuple[str, ...]


def decided_entries(connection: duckdb.DuckDBPyConnection, local: Sequence[LocalEntry]) -> Merged:
    """The entries to resolve by: `local` with what people decided, which can be compiled for certain.

    `local` is remembered in table `local_entries`, so that the desk knows by what the last run went.
    """
    rows = [_kept(position, entry) for position, entry in enumerate(local)]

    def attempt() -> None:
        with transaction(connection):
            replace_all(connection, "local_entries", table("local_entries", rows))

    retrying(attempt)
    return merged(local, _decisions(connection), _known_units(connection))


def current_entries(connection: duckdb.DuckDBPyConnection) -> Merged:
    """The entries that the next run will resolve by, as far as can be told now: those of the last, with what was decided."""
    return merged(_remembered(connection), _decisions(connection), _known_units(connection))


def entries_with(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> Merged:
    """The entries that the next run would resolve by if these decisions were taken too; nothing is written."""
    new = [{"kind": decision.kind, **decision.details} for decision in decisions if decision.kind in KINDS]
    return merged(_remembered(connection), [*_decisions(connection), *new], _known_units(connection))


def require_usable(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> None:
    """Raises DecisionError, in Chinese, where a decision about units could not be followed by the next run."""
    new = [{"kind": decision.kind, **decision.details} for decision in decisions if decision.kind in KINDS]
    if not new:
        return
    local, before, known = _remembered(connection), _decisions(connection), _known_units(connection)
    if not local and not set(frame(connection, "jurisdiction_names")["jurisdiction"]) <= divisions().keys():
        # Another version's run went by a list that it did not keep: the next run will say what cannot be followed.
        return
    standing = merged(local, before, known).problems
    for problem in merged(local, [*before, *new], known).problems:
        if problem not in standing:
            raise DecisionError(problem)


def decisions_for(change: Difference, reason: str) -> list[Decision]:
    """The decisions that make a list of units what an import says; `reason` is kept with what they remove."""
    put = [*change.added, *(after for _, after in change.changed)]
    entries = [Decision("unit_entry", details={"entry": values_of(entry)}) for entry in put]
    gone = [
        Decision("unit_remove", details={"name": entry.name, "parent": entry.parent}, reason=reason)
        for entry in change.removed
    ]
    return [*gone, *entries]


def values_of(entry: LocalEntry) -> dict[str, str]:
    """An entry as a decision keeps it: a text a column of the list, by its Chinese name."""
    return dict(zip(COLUMNS, cells_of(entry), strict=True))


def merged(
    local: Sequence[LocalEntry],
    decisions: Iterable[Mapping[str, Any]],
    known: Mapping[tuple[str, str], Mapping[str, Any]] | None = None,
) -> Merged:
    """`local` with decisions laid over it, oldest first: each a mapping of `kind` and its details.

    `known` are units of the registry by name and jurisdiction (a row of table `units` with the names of its `members`),
    to which an alias may be added though no list names them. What cannot be compiled is left out, with a problem.
    """
    entries, problems = {(entry.name, entry.parent): entry for entry in local}, []
    aliases = []
    for row in decisions:
        if row["kind"] == "unit_alias":
            aliases.append(row)
        elif row["kind"] == "unit_remove":
            entries.pop((row["name"], row["parent"]), None)
        else:
            try:
                entry = entry_of(dict.fromkeys(COLUMNS, "") | dict(row["entry"]), "单位")
                entries[entry.name, entry.parent] = entry
            except LocalFileError as error:
                problems.append(str(error))
    whole = _compiled(local, list(entries.values()), problems)
    return _with_aliases(whole, aliases, known or {}, problems)


def registry_rows(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The units of the registry with how often documents name them (columns: sql/registry_rows.sql)."""
    return frame(connection, "registry_rows")


def unit_mentions(connection: duckdb.DuckDBPyConnection, unit_id: str) -> pl.DataFrame:
    """Where documents name a unit, or a collective that holds it (columns: sql/unit_mentions.sql)."""
    return frame(connection, "unit_mentions", {"unit_id": unit_id})


def _compiled(local: Sequence[LocalEntry], wanted: Sequence[LocalEntry], problems: list[str]) -> tuple[LocalEntry, ...]:
    """The entries wanted, without those decided ones that a registry cannot be made with."""
    if not _fault(wanted):
        return tuple(wanted)
    given = set(local)
    kept = [entry for entry in wanted if entry in given]
    if fault := _fault(kept):
        # What a decision removed is missed by an entry that stands: the list is taken as it was given.
        problems.append(fault)
        kept = list(local)
    for entry in wanted:
        if entry not in given:
            candidate = [*(e for e in kept if (e.name, e.parent) != (entry.name, entry.parent)), entry]
            fault = _fault(candidate)
            problems += [fault] if fault else []
            kept = kept if fault else candidate
    return tuple(kept)


def _fault(entries: Sequence[LocalEntry]) -> str:
    try:
        compile_registry((), entries)
    except LocalFileError as error:
        return str(error)
    return ""


def _with_aliases(
    entries: tuple[LocalEntry, ...],
    aliases: Sequence[Mapping[str, Any]],
    known: Mapping[tuple[str, str], Mapping[str, Any]],
    problems: list[str],
) -> Merged:
    if not aliases:
        return Merged(entries, tuple(problems))
    registry = compile_registry(dict.fromkeys(str(row["jurisdiction"]) for row in aliases), entries)
    found = {(entry.name, entry.parent): entry for entry in entries}
    for row in aliases:
        fault = _alias_fault(row, registry)
        if fault:
            problems.append(fault)
            continue
        entry = _entry_named(row, registry, found.values()) or _new_entry(row, known)
        if row["alias"] not in (entry.name, *entry.aliases):
            entry = replace(entry, aliases=(*entry.aliases, str(row["alias"])))
        found[entry.name, entry.parent] = entry
    return Merged(_compiled(entries, list(found.values()), problems), tuple(problems))


def _alias_fault(row: Mapping[str, Any], registry: Registry) -> str:
    alias, unit = str(row["alias"]).strip(), str(row["unit"]).strip()
    if not alias or not unit:
        return "补充别名：别名和单位都不能为空。"
    senses = registry.own.get(str(row["jurisdiction"]), {}).get(normalise(alias), ())
    others = {registry.entries[sense.unit_id].name for sense in senses if sense.unit_id in registry.entries} - {unit}
    return f"“{alias}”已经是“{'、'.join(sorted(others))}”的名称，不能再作“{unit}”的别名。" if others else ""


def _entry_named(row: Mapping[str, Any], registry: Registry, entries: Iterable[LocalEntry]) -> LocalEntry | None:
    """The entry of the list that makes the unit of this full name in its jurisdiction, if one does."""
    units = (unit for unit in registry.entries.values() if unit.jurisdiction == row["jurisdiction"])
    names = {name for unit in units if unit.name == row["unit"] for name in (unit.name, *unit.aliases)}
    return next((entry for entry in entries if entry.kind != "区划" and entry.name in names), None)


def _new_entry(row: Mapping[str, Any], known: Mapping[tuple[str, str], Mapping[str, Any]]) -> LocalEntry:
    """An entry for a unit that no list names: a standard institution, a town, a collective."""
    name, code = str(row["unit"]), str(row["jurisdiction"])
    unit = known.get((name, code), {})
    kind = LOCAL_KINDS.get(str(unit.get("kind")), "单位")
    if unit.get("kind") == "town" or (not unit and is_town(name)):
        kind = "街道" if "街道" in name else "乡镇"
    parent = str(unit.get("parent_name") or "") if unit.get("kind") == "section" else ""
    return LocalEntry(name, kind, parent=parent or code, members=tuple(unit.get("members") or ()))


def _decisions(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return [{"kind": row["kind"], **details(row)} for row in effective(connection, *KINDS).iter_rows(named=True)]


def _known_units(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, Any]]:
    rows = frame(connection, "units_with_members").iter_rows(named=True)
    return {(row["name"], row["jurisdiction"]): row for row in rows}


def _remembered(connection: duckdb.DuckDBPyConnection) -> tuple[LocalEntry, ...]:
    rows = frame(connection, "local_entries").drop("position").iter_rows(named=True)
    return tuple(
        LocalEntry(**{**row, "aliases": tuple(row["aliases"] or ()), "members": tuple(row["members"] or ())})
        for row in rows
    )


def _kept(position: int, entry: LocalEntry) -> dict[str, Any]:
    kept = {name: getattr(entry, name) for name in LocalEntry.__slots__}
    return kept | {"position": position, "aliases": list(entry.aliases), "members": list(entry.members)}
