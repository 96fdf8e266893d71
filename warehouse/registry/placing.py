"""Put an institution in a place: its unit, and the names with the place inside (国家税务总局周村区税务局)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from warehouse.registry.designations import designations
from warehouse.registry.institutions import RANKS, Rank, forms, institutions, patterns, rank
from warehouse.registry.jurisdictions import Jurisdiction, short_names, stem
from warehouse.registry.names import pinyin, unique
from warehouse.registry.units import Sense, Unit

GOVERNMENT, COMMITTEE = "政府", "党委"


@lru_cache(maxsize=len(RANKS))
def slugs(of: Rank) -> Mapping[str, str]:
    """For a rank: the part of an id that stands for each institution, by key; unique within the rank."""
    taken: set[str] = set()
    found = {}
    for institution in institutions().values():
        name = institution.names[of]
        if name:
            found[institution.key] = unique(pinyin(_bare(name)), taken)
    return found


def _bare(name: str) -> str:
    for brace in ("{名}", "{干}", "{上}", "{上干}", "{称}"):
        name = name.replace(brace, "")
    return name


def unit_id(place: Jurisdiction, key: str) -> str:
    """The id of an institution of a place: its code and the institution's canonical name in pinyin."""
    return f"{place.code}-{slugs(rank(place))[key]}"


def institution_unit(place: Jurisdiction, key: str, above: Jurisdiction | None) -> Unit:
    """The presumed unit of an institution in a place; KeyError where a place of this rank has no such institution."""
    institution, of = institutions()[key], rank(place)
    name = institution.names[of]
    if of != "nation":
        name = _filled(name, place, above)[0] if "{" in name else place.name + name
    return Unit(
        unit_id(place, key),
        name,
        _aliases(key, of),
        place.code,
        "government" if key == GOVERNMENT else "institution",
        "presumed",
        _parent(place, key, institution.kind),
    )


@lru_cache(maxsize=4096)
def _aliases(key: str, of: Rank) -> tuple[str, ...]:
    own = institutions()[key].names[of]
    return tuple(form.text for form in forms(institutions()[key], of) if form.text != own and "{" not in form.text)


def _parent(place: Jurisdiction, key: str, kind: str) -> str | None:
    if key in (GOVERNMENT, COMMITTEE):
        return None
    above = {"党委部门": COMMITTEE, "政府部门": GOVERNMENT, "直属事业": GOVERNMENT}.get(kind)
    return unit_id(place, above) if above else None


def placed_names(place: Jurisdiction, above: Jurisdiction | None) -> Iterator[tuple[str, Sense]]:
    """The names of a place's institutions that have the place inside, each with what it means."""
    for key, form in patterns(rank(place)):
        sense = Sense(unit_id(place, key), form.grade, form.last_year)
        for text in _filled(form.text, place, above):
            yield text, sense


def unit_of_id(wanted: str, chain: tuple[Jurisdiction, ...]) -> Unit:
    """The presumed unit with this id, of the first place of a chain; KeyError where that place has none such."""
    place, *above = chain
    for key, slug in slugs(rank(place)).items():
        if wanted == f"{place.code}-{slug}":
            return institution_unit(place, key, above[0] if above else None)
    raise KeyError(wanted)


def _filled(pattern: str, place: Jurisdiction, above: Jurisdiction | None) -> tuple[str, ...]:
    values = _values(place, above)
    braces = [brace for brace in values if brace in pattern]
    texts = []
    for choice in product(*(values[brace] for brace in braces)):
        text = pattern
        for brace, value in zip(braces, choice, strict=True):
            text = text.replace(brace, value)
        texts.append(text)
    return tuple(texts)


@lru_cache(maxsize=4096)
def _values(place: Jurisdiction, above: Jurisdiction | None) -> Mapping[str, tuple[str, ...]]:
    names = (place.name, *short_names(place.name))
    upper: tuple[str, ...] = ("",)
    upper_stem = ""
    if above is not None and above.level != "nation":
        names += (above.name + place.name,)
        upper = (above.name, *short_names(above.name), *designations(above))
        upper_stem = stem(above.name)
    return {
        "{名}": names,
        "{干}": (stem(place.name),),
        "{上}": upper,
        "{上干}": (upper_stem,),
        "{称}": designations(place) or ("",),
    }
