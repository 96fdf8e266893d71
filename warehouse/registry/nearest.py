"""The nearest known names to one that nothing matches, for a steward to choose from."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from warehouse.registry.designations import designations
from warehouse.registry.frames import Registry
from warehouse.registry.institutions import forms_by_name, rank
from warehouse.registry.jurisdictions import table
from warehouse.registry.placing import unit_id

LEAST_LIKENESS = 60.0  # per cent, as rapidfuzz counts
LONGEST = 40
HOW_MANY = 3


def nearest_names(text: str, code: str, registry: Registry) -> tuple[str, ...]:
    """Up to three names of known units along the chain of a place, the most alike first; () where nothing is alike.

    A name behind a place's class (区…) is compared with the names behind that class, where any is alike.
    """
    if not 2 <= len(text) <= LONGEST:
        return ()
    known: Mapping[str, str] | None = registry.memory.get(("names", code))
    if known is None:
        known = registry.memory["names", code] = _known_names(code, registry)
    word = next((word for place in registry.chain(code) for word in designations(place) if text.startswith(word)), "")
    behind = [name for name in known if name.startswith(word)] if word else []
    units = dict.fromkeys(known[name] for name in _alike(text, behind) or _alike(text, known))
    return tuple(registry.entries[unit].name for unit in units if unit in registry.entries)[:HOW_MANY]


def _alike(text: str, names: Iterable[str]) -> list[str]:
    """The names most like a text, as a whole and in what distinguishes them (气象 in 气象局, not 服务中心)."""
    core = _core(text)
    scores = ((fuzz.ratio(text, name) + fuzz.ratio(core, _core(name))) / 2 for name in names)
    best = heapq.nlargest(12, zip(scores, names, strict=True), key=lambda scored: scored[0])
    return [name for score, name in best if score >= LEAST_LIKENESS]


@lru_cache(maxsize=65536)
def _core(name: str) -> str:
    core = name
    for row in _general_words():
        core = core.replace(row, "")
    return core if len(core) >= 2 else name


@lru_cache(maxsize=1)
def _general_words() -> tuple[str, ...]:
    return tuple(row["通用词"] for row in table("general_words.csv"))


def _known_names(code: str, registry: Registry) -> Mapping[str, str]:
    """Every way to write a unit of the chain, with its place's class before it where it stands so; the unit's id behind."""
    names: dict[str, str] = {}
    for place in registry.chain(code):
        word = next(iter(designations(place)[-1:]), "")
        for text, senses in registry.own.get(place.code, {}).items():
            names.setdefault(text, senses[0].unit_id)
        if place.level != "town":
            for base, known in forms_by_name(rank(place)).items():
                names.setdefault(word + base, unit_id(place, known[0][0]))
    return names
