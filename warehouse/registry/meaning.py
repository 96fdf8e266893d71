"""What a name may mean in a place's documents: the ways of reading it, in the order in which they are tried."""

from __future__ import annotations

from warehouse.registry import jurisdictions
from warehouse.registry.designations import designations
from warehouse.registry.frames import Registry
from warehouse.registry.institutions import forms_by_name, named_by_stem, rank
from warehouse.registry.jurisdictions import NATION, Jurisdiction, stem
from warehouse.registry.placing import GOVERNMENT, unit_id
from warehouse.registry.units import Sense

_NATIONAL = ("国家", "国务院", "中国", "中央", "中共中央", "中华", "全国")


def senses(text: str, code: str, registry: Registry) -> tuple[Sense, ...]:
    """What a normalised name means in a document of the place `code`, by the first reading that knows it; () where none does."""
    chain = registry.chain(code)
    return (
        _by_own_name(text, chain, registry)
        or _by_class(text, chain, registry)
        or (_of_the_nation(text, registry) if text.startswith(_NATIONAL) else ())
        or _by_place(text, code, registry)
        or _by_stem(text, chain, registry)
        or _by_bare_name(text, chain, registry)
        or _of_the_nation(text, registry)
    )


def local_senses(text: str, code: str, registry: Registry) -> tuple[Sense, ...]:
    """What a name means that a place of the chain has for itself, with the place's class before it or without."""
    chain = registry.chain(code)
    found = _by_own_name(text, chain, registry)
    for place in chain:
        for word in designations(place):
            if not found and text.startswith(word):
                found = registry.own.get(place.code, {}).get(text[len(word) :], ())
    return found


def in_place(base: str, place: Jurisdiction, registry: Registry) -> tuple[Sense, ...]:
    """What a name without its place means in a place: its own names first, then those that all places of its rank share."""
    own = registry.own.get(place.code, {}).get(base)
    if own:
        return own
    if place.level == "town":
        return ()
    known = forms_by_name(rank(place)).get(base, ())
    return tuple(Sense(unit_id(place, key), form.grade, form.last_year) for key, form in known)


def _by_own_name(text: str, chain: tuple[Jurisdiction, ...], registry: Registry) -> tuple[Sense, ...]:
    """A name that one place of the chain has for itself: a town, a zone, a local unit, a name with the place inside."""
    for place in chain:
        found = registry.own.get(place.code, {}).get(text)
        if found:
            return found
    return ()


def _by_class(text: str, chain: tuple[Jurisdiction, ...], registry: Registry) -> tuple[Sense, ...]:
    """A name behind a place's class: 区财政局 in a district's document is the district's, 市财政局 its city's.

    In a county-level city's document 市财政局 is its own, since it stands first in the chain.
    """
    for place in chain:
        for word in designations(place):
            found = in_place(text[len(word) :], place, registry) if text.startswith(word) else ()
            if found:
                return found
    return ()


def _of_the_nation(text: str, registry: Registry) -> tuple[Sense, ...]:
    return in_place(text, jurisdictions.divisions()[NATION], registry)


def _by_place(text: str, code: str, registry: Registry) -> tuple[Sense, ...]:
    """A name behind a place's: 枣庄市财政局, 淄博市周村区财政局; the place's name alone is its government."""
    place, end = leading_place(text, code, registry)
    if place is None or place.level == "town":
        return ()
    if end == len(text):
        return (Sense(unit_id(place, GOVERNMENT), "variant"),)
    return in_place(text[end:], place, registry)


def _by_stem(text: str, chain: tuple[Jurisdiction, ...], registry: Registry) -> tuple[Sense, ...]:
    """A name behind a place's stem: 滕州消防救援大队; 杭州海关 of any place, since such bodies are called so everywhere."""
    for place in chain:
        bare = stem(place.name)
        if bare != place.name and text.startswith(bare):
            found = in_place(text[len(bare) :], place, registry)
            if found:
                return tuple(_lesser(sense) for sense in found)
    for length in range(min(6, len(text)), 1, -1):
        codes = jurisdictions.stems().get(text[:length], ())
        elsewhere = jurisdictions.choose(codes, chain[0].code if chain else None) if codes else None
        known = named_by_stem(rank(elsewhere)).get(text[length:]) if elsewhere else None
        if elsewhere and known:
            return (Sense(unit_id(elsewhere, known[0]), known[1].grade, known[1].last_year),)
    return ()


def leading_place(text: str, code: str, registry: Registry) -> tuple[Jurisdiction | None, int]:
    """The place whose name a text begins with, near the place `code`, and where that name ends; (None, 0) without one."""
    local, end = registry.local_place(text)
    if local is not None:
        return local, end
    codes, end = jurisdictions.leading(text)
    if not codes:
        return None, 0
    known = (place.code for place in registry.chain(code) if place.code in jurisdictions.divisions())
    return jurisdictions.choose(codes, next(known, None)), end


def _by_bare_name(text: str, chain: tuple[Jurisdiction, ...], registry: Registry) -> tuple[Sense, ...]:
    """A name with no place: the document's own level's, else the next one's above that has it; never better than a variant."""
    for place in chain:
        if place.level != "nation" or len(chain) == 1:
            found = in_place(text, place, registry)
            if found:
                return tuple(_lesser(sense) for sense in found) if len(chain) > 1 else found
    return ()


def _lesser(sense: Sense) -> Sense:
    return Sense(sense.unit_id, "variant") if sense.grade == "exact" else sense
