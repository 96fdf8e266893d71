"""Compile the registry: standard institutions × the places met in documents × local additions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from warehouse.registry.drafting import Draft
from warehouse.registry.frames import Registry
from warehouse.registry.gathering import add_collectives
from warehouse.registry.institutions import institutions, rank
from warehouse.registry.jurisdictions import NATION, Jurisdiction
from warehouse.registry.localities import add_local_places, add_local_units, owners
from warehouse.registry.placing import institution_unit, placed_names
from warehouse.registry.towns import add_towns, presume_zones
from warehouse.registry.units import LocalEntry, Unit


def compile_registry(codes: Iterable[str], local: Sequence[LocalEntry] = ()) -> Registry:
    """The registry of the places with these codes, all above them, their towns and zones, and the local additions.

    Unknown codes and "" are passed over: a document whose place is unknown has the nation's units only. An entry whose
    上级 names nothing known raises LocalFileError with a Chinese sentence.
    """
    draft = Draft()
    add_local_places(draft, local)
    met = {*codes, *owners(draft, local)} - {""}
    for code in sorted({NATION, *met}):
        draft.add_places(code)
    places = sorted(draft.places.values(), key=lambda place: place.code)
    for place in places:
        add_institutions(draft, place)
    for place in places:
        add_towns(draft, place)
    for place in places:
        presume_zones(draft, place)
    add_local_units(draft, local)
    for place in places:
        if place.code in met or place.level not in ("nation", "province"):
            add_collectives(draft, place)
    return draft.registry()


def add_institutions(draft: Draft, place: Jurisdiction) -> None:
    """The standard institutions of a place; a town has none but its government, which comes with its county."""
    if place.level == "town":
        return
    above, of = draft.above(place), rank(place)
    for key, institution in institutions().items():
        if institution.names[of]:
            draft.add(institution_unit(place, key, above))
    for text, sense in placed_names(place, above):
        draft.names[place.code][text].append(sense)


def attest(registry: Registry, unit_ids: Iterable[str]) -> Registry:
    """The registry with these units attested: a list, a document's head or its issuer shows them."""
    entries = dict(registry.entries)
    for unit_id in unit_ids:
        if unit_id in entries:
            entries[unit_id] = replace(entries[unit_id], standing="attested")
    return replace(registry, entries=entries, memory={})


def extend(registry: Registry, rows: Iterable[Mapping[str, Any]]) -> Registry:
    """The registry with the units that resolving made (`Resolution.new_unit`); sections join 各股室 of their bureau."""
    entries = dict(registry.entries)
    members = dict(registry.collective_members)
    for row in rows:
        unit = Unit(**{**row, "aliases": tuple(row["aliases"])})
        entries.setdefault(unit.unit_id, unit)
    for unit in entries.values():
        whole = f"{unit.parent_id}-gegushi"
        if unit.kind == "section" and whole in entries:
            members[whole] = tuple(sorted({*members.get(whole, ()), unit.unit_id}))
    return replace(registry, entries=entries, collective_members=members, memory={})
