"""Collectives with the members that the registry knows: a county's towns, a city's counties, a province's cities."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from warehouse.registry import jurisdictions
from warehouse.registry.collectives import collectives
from warehouse.registry.drafting import Draft
from warehouse.registry.jurisdictions import Jurisdiction
from warehouse.registry.names import pinyin
from warehouse.registry.placing import GOVERNMENT, institution_unit
from warehouse.registry.units import Unit


def add_collectives(draft: Draft, place: Jurisdiction) -> None:
    """The enumerable collectives of a place, those of them that have members there."""
    for row in collectives():
        gather = _MEMBERS.get(row.members)
        unit_id = collective_id(place.code, row.name)
        members = gather(draft, place) if gather and not draft.members.get(unit_id) else ()
        if members:
            draft.add(Unit(unit_id, place.name + row.name, (row.name,), place.code, "collective", "presumed"))
            draft.members[unit_id] = members


def collective_id(owner: str, name: str) -> str:
    """The id of a collective: its owner's code (or a bureau's id) and its name in pinyin."""
    return f"{owner}-{pinyin(name)}"


def _towns(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    return tuple(sorted(draft.towns.get(place.code, ())))


def _streets(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    return tuple(unit_id for unit_id in _towns(draft, place) if draft.entries[unit_id].name.endswith("办事处"))


def _rural_towns(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    return tuple(unit_id for unit_id in _towns(draft, place) if not draft.entries[unit_id].name.endswith("办事处"))


def _zones(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    return tuple(sorted(draft.zones.get(place.code, ())))


def _towns_and_zones(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    towns = _towns(draft, place)
    return towns + _zones(draft, place) if towns else ()


def _cities(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    return _governments(draft, place, "city") if place.level == "province" else ()


def _provinces(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    mainland = (unit_id for unit_id in _governments(draft, place, "province") if unit_id < "7")
    return tuple(mainland) if place.level == "nation" else ()


def _counties(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    if place.level == "province":
        inside = [place, *_below(draft, place, "city")]
        return tuple(unit_id for upper in inside for unit_id in _governments(draft, upper, "county"))
    return _governments(draft, place, "county") if place.level == "city" else ()


def _counties_and_zones(draft: Draft, place: Jurisdiction) -> tuple[str, ...]:
    counties = _counties(draft, place)
    return counties + _zones(draft, place) if counties else ()


def _governments(draft: Draft, place: Jurisdiction, level: jurisdictions.Level) -> tuple[str, ...]:
    return tuple(draft.add(institution_unit(below, GOVERNMENT, place)) for below in _below(draft, place, level))


def _below(draft: Draft, place: Jurisdiction, level: jurisdictions.Level) -> tuple[Jurisdiction, ...]:
    local = (known for known in draft.places.values() if known.parent == place.code and known.level == level)
    known = jurisdictions.children(place.code, level)
    return known + tuple(sorted((item for item in local if item not in known), key=lambda item: item.code))


_MEMBERS: Mapping[str, Callable[[Draft, Jurisdiction], tuple[str, ...]]] = {
    "镇街": _towns,
    "街道": _streets,
    "镇": _rural_towns,
    "园区": _zones,
    "镇街和园区": _towns_and_zones,
    "区县": _counties,
    "区县和园区": _counties_and_zones,
    "市": _cities,
    "省": _provinces,
}
