"""The nearest known names to one that nothing matches, for a steward to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from warehouse.registry.designations import designations
from warehouse.registry.frames import Registry
from warehouse.registry.institutions import forms_by_name, rank
from warehouse.registry.placing import unit_id

LEAST_LIKENESS = 55.0
HOW_MANY = 3


def nearest_names(text: str, code: str, registry: Registry) -> tuple[str, ...]:
    """Up to three names of known units along the chain of a place, the most alike first; () where nothing is alike."""
    known = registry.memory.get(("names", code))
    if known is None:
        known = registry.memory[("names", code)] = _known_names(code, registry)
    alike = process.extract(text, known.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=LEAST_LIKENESS)
    units = dict.fromkeys(known[name] for name, _, _ in alike)
    return tuple(registry.entries[unit].name for unit in units if unit in registry.entries)[:HOW_MANY]


def _known_names(code: str, registry: Registry) -> Mapping[str, str]:
    """Every way to write a unit of the chain with its place's class, the unit's id behind it."""
    names: dict[str, str] = {}
    for place in registry.chain(code):
        prefix = next(iter(designations(place)[-1:]), "")
        for text, senses in registry.own.get(place.code, {}).items():
            names.setdefault(text, senses[0].unit_id)
        if place.level != "town":
            for base, known in forms_by_name(rank(place)).items():
                names.setdefault(prefix + base, unit_id(place, known[0][0]))
    return names
