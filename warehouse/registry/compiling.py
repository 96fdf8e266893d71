"""Compile the registry: standard institutions × the places met in documents × local additions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from warehouse.registry import jurisdictions
from warehouse.registry.designations import zone_names
from warehouse.registry.drafting import Draft
from warehouse.registry.frames import Registry
from warehouse.registry.institutions import institutions, rank
from warehouse.registry.jurisdictions import NATION, Jurisdiction, stem
from warehouse.registry.names import normalise, pinyin
from warehouse.registry.placing import institution_unit, place_names
from warehouse.registry.units import LocalEntry, Sense, Unit

PLACE_KINDS = ("区划", "乡镇", "街道", "开发区")


def compile_registry(codes: Iterable[str], local: Sequence[LocalEntry] = ()) -> Registry:
    """The registry of the places with these codes, all above them, the towns of the counties met, and the local additions.

    Unknown codes and "" are passed over (a document whose place is unknown has no units but the nation's). Entries whose 上级
    names nothing that the registry knows raise ValueError with a Chinese sentence.
    """
    draft = Draft()
    met = sorted({code for code in codes if code})
    for entry in local:
        if entry.kind in PLACE_KINDS:
            _add_local_place(draft, entry)
    for code in (NATION, *met):
        draft.add_places(code)
    for place in sorted(draft.places.values(), key=lambda place: place.code):
        _add_institutions(draft, place)
    for place in sorted(draft.places.values(), key=lambda place: place.code):
        if place.level in ("county", "city"):
            _add_towns(draft, place)
    for entry in local:
        _add_local_unit(draft, entry)
    for code in met:
        _add_collectives(draft, code)
    _settle(draft, local)
    return draft.registry()


def attest(registry: Registry, unit_ids: Iterable[str]) -> Registry:
    """The registry with these units attested: a list, a document's head or its issuer shows them."""
    entries = dict(registry.entries)
    for unit_id in unit_ids:
        if unit_id in entries:
            entries[unit_id] = replace(entries[unit_id], standing="attested")
    return replace(registry, entries=entries, memory={})


def extend(registry: Registry, units: Iterable[Unit]) -> Registry:
    """The registry with more units, those that resolving made (`Resolution.new_unit`); sections join 各股室 of their bureau."""
    entries = dict(registry.entries)
    members = dict(registry.collective_members)
    for unit in units:
        entries.setdefault(unit.unit_id, unit)
    for unit in entries.values():
        whole = f"{unit.parent_id}-gegushi"
        if unit.kind == "section" and whole in entries:
            members[whole] = tuple(sorted({*members.get(whole, ()), unit.unit_id}))
    return replace(registry, entries=entries, collective_members=members, memory={})
