"""Towns, subdistricts and development zones: the units under a county or a city that no pattern gives."""

from __future__ import annotations

from dataclasses import replace

from warehouse.registry import jurisdictions
from warehouse.registry.designations import presumed_zones, zone_names
from warehouse.registry.drafting import Draft
from warehouse.registry.jurisdictions import TOWN_ENDINGS, Jurisdiction, stem
from warehouse.registry.names import pinyin
from warehouse.registry.units import Standing, Unit


def add_towns(draft: Draft, place: Jurisdiction) -> None:
    """The towns, subdistricts and zones of a county, the zones of a city, as the statistics of 2023 list them."""
    if place.level == "city":
        for zone in jurisdictions.children(place.code, "zone"):
            add_zone(draft, place, zone.name, "presumed")
    if place.level in ("county", "city") and len(place.code) == 6 and place.code.isdigit():
        for town in jurisdictions.towns(place.code):
            if town.level == "town":
                add_town(draft, place, town.name, "presumed")
            else:
                add_zone(draft, place, town.name, "presumed")


def add_town(draft: Draft, place: Jurisdiction, name: str, standing: Standing) -> str:
    """A town's or subdistrict's government under its county; given again, it is the same unit."""
    bare = town_name(name)
    office = bare + ("办事处" if bare.endswith("街道") else "人民政府")
    unit_id = _called(draft, place, office) or draft.new_id(f"{place.code}-{pinyin(bare)}")
    if unit_id not in draft.entries or standing == "attested":
        draft.entries[unit_id] = Unit(unit_id, office, (bare,), place.code, "town", standing)
    if unit_id not in draft.towns[place.code]:
        draft.towns[place.code].append(unit_id)
    draft.name(place.code, _town_names(bare, office), unit_id)
    return unit_id


def town_name(name: str) -> str:
    """A town's bare name: 店子镇人民政府 → 店子镇, 山城街道办事处 → 山城街道."""
    for ending in ("人民政府", "政府", "办事处", "党委", "党工委"):
        name = name.removesuffix(ending)
    return name


def _town_names(bare: str, office: str) -> tuple[str, ...]:
    if bare.endswith("街道"):
        short = bare.removesuffix("街道")
        return (office, bare, bare + "办", short + "街办", short + "办事处", short + "街道党工委")
    return (office, bare, bare + "政府", bare + "党委")


def add_zone(draft: Draft, place: Jurisdiction, name: str, standing: Standing) -> str:
    """The committee that administers a development zone; given again, if by another of its names, it is the same unit."""
    names = tuple(dict.fromkeys(zone_names(name, place)))
    presumed = (unit_id for text in names if (unit_id := _called(draft, place, text)) in draft.patterned)
    unit_id = (
        _called(draft, place, names[0]) or next(presumed, None) or draft.new_id(f"{place.code}-{pinyin(names[0])}")
    )
    known = draft.entries.get(unit_id)
    if known is None:
        unit = Unit(unit_id, names[0] + "管理委员会", names[:1], place.code, "government", standing)
    else:
        unit = replace(known, standing=standing) if standing == "attested" else known
    draft.entries[unit_id] = unit
    if unit_id not in draft.zones[place.code]:
        draft.zones[place.code].append(unit_id)
    for index, text in enumerate(names):
        draft.name(place.code, committee_names(text), unit_id, "variant" if index else "exact")
    return unit_id


def committee_names(name: str) -> tuple[str, ...]:
    """A zone's name and those of the committee that administers it."""
    bare = name.removesuffix("管理委员会").removesuffix("管委会")
    return tuple(bare + ending for ending in _COMMITTEE if len(bare + ending) >= 3)


_COMMITTEE = ("", "管理委员会", "管委会", "党工委管委会", "党工委")


def _called(draft: Draft, place: Jurisdiction, name: str) -> str | None:
    senses = draft.names[place.code].get(name, ())
    return senses[0].unit_id if len(senses) == 1 else None


def presume_zones(draft: Draft, place: Jurisdiction) -> None:
    """The zones that a place of its level mostly has, where no list names one of the kind; they are nobody's members."""
    for kind in presumed_zones(place.level):
        if not _called(draft, place, kind):
            unit_id = add_zone(draft, place, stem(place.name) + kind, "presumed")
            draft.zones[place.code].remove(unit_id)
            draft.patterned.add(unit_id)


def is_town(name: str) -> bool:
    """Whether a name is a town's or a subdistrict's."""
    return town_name(name).endswith(TOWN_ENDINGS)
