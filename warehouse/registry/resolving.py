"""Say which unit a mention means, along its document's chain of jurisdiction; what is not known is said, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from warehouse.registry import jurisdictions
from warehouse.registry.collectives import Collective, collective_named
from warehouse.registry.designations import county_designations, designations
from warehouse.registry.frames import Registry
from warehouse.registry.gathering import collective_id
from warehouse.registry.institutions import forms_by_name, rank
from warehouse.registry.jurisdictions import NATION, Jurisdiction, table
from warehouse.registry.names import normalise, pinyin
from warehouse.registry.nearest import nearest_names
from warehouse.registry.placing import GOVERNMENT, institution_unit, unit_id
from warehouse.registry.units import Sense, Unit

Outcome = Literal["exact", "variant", "child", "collective", "open", "ambiguous", "undefined"]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a mention stands: its document's place (code, "" unknown), the issuer's unit where it is known, the day of issue."""

    jurisdiction: str
    issuer_unit: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention means. `unit_id` is None where ambiguous or undefined; `nearest` then names known units.

    `new_unit` is the unit itself where the registry does not hold it yet: a bureau's section, an open collective, an institution
    of a place that was not met.
    """

    unit_id: str | None
    resolution: Outcome
    nearest: tuple[str, ...] = ()
    new_unit: Unit | None = None


def resolve(surface: str, role: str, group: bool, context: Context, registry: Registry) -> Resolution:
    """The unit that a mention means in its document.

    `surface` as printed; `role` as in `documents.model.Role` (it decides nothing: a name means the same unit in every role);
    `group` where the reader took it for a collective. The same question is answered once a registry.
    """
    question = (surface, group, context)
    answer: Resolution | None = registry.memory.get(question)
    if answer is None:
        answer = registry.memory[question] = _resolve(normalise(surface), group, context, registry)
    return answer


def _resolve(text: str, group: bool, context: Context, registry: Registry) -> Resolution:
    collective = collective_named(text) if text else None
    if collective is not None and (group or collective.open or text[:1] in "各全所"):
        return _collective(text, collective, context, registry)
    senses = _senses(text, context, registry)
    head, bracket, _ = text.partition("（")
    if not senses and bracket:
        senses = _senses(head, context, registry)
    if senses:
        return _judge(senses, context, registry)
    if collective is not None:
        return _collective(text, collective, context, registry)
    if group and text:
        return _open(text, _owner(text, context, registry), registry)
    section = _section(text, context, registry)
    if section is not None:
        return section
    several = _in_many_counties(text, context, registry)
    if several:
        return Resolution(None, "ambiguous", several)
    return Resolution(None, "undefined", nearest_names(text, context.jurisdiction, registry))


def _senses(text: str, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """What a name means, by the first way of reading it that means anything."""
    for reading in (_by_own_name, _by_class, _by_place, _by_nation, _by_bare_name):
        senses = reading(text, context, registry)
        if senses:
            return senses
    return ()


def _by_own_name(text: str, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """A name that one place of the chain has for itself: a town, a zone, a local unit, a name with the place inside."""
    for place in registry.chain(context.jurisdiction):
        senses = registry.own.get(place.code, {}).get(text)
        if senses:
            return senses
    return ()


def _by_class(text: str, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """A name behind the class of a place: 区财政局 in a district's document is the district's, 市财政局 its city's."""
    for place in registry.chain(context.jurisdiction):
        for word in designations(place):
            if text.startswith(word):
                senses = _in_place(text[len(word) :], place, registry)
                if senses:
                    return senses
    return ()


def _by_place(text: str, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """A name behind a place's: 枣庄市财政局, 淄博市周村区财政局; the place's name alone is its government."""
    place, end = _leading_place(text, context, registry)
    if place is None:
        return ()
    if end == len(text):
        return (Sense(unit_id(place, GOVERNMENT), "variant"),) if place.level != "town" else ()
    return _in_place(text[end:], place, registry)


def _leading_place(text: str, context: Context, registry: Registry) -> tuple[Jurisdiction | None, int]:
    for place in sorted(registry.places.values(), key=lambda place: -len(place.name)):
        if place.code not in jurisdictions.divisions() and text.startswith(place.name):
            return place, len(place.name)
    codes, end = jurisdictions.leading(text)
    hint = next((p.code for p in registry.chain(context.jurisdiction) if p.code in jurisdictions.divisions()), None)
    return (jurisdictions.choose(codes, hint), end) if codes else (None, 0)


def _by_nation(text: str, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """A national body: 财政部, 国家税务总局."""
    return _in_place(text, jurisdictions.divisions()[NATION], registry)


def _by_bare_name(text: str, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """A name with no place: the document's own level's, else the next one's above that has it."""
    for place in registry.chain(context.jurisdiction):
        senses = _in_place(text, place, registry)
        if senses:
            return tuple(Sense(s.unit_id, "variant" if s.grade == "exact" else s.grade, s.last_year) for s in senses)
    return ()


def _in_place(base: str, place: Jurisdiction, registry: Registry) -> tuple[Sense, ...]:
    own = registry.own.get(place.code, {}).get(base)
    if own:
        return own
    if place.level == "town":
        return ()
    known = forms_by_name(rank(place)).get(base, ())
    return tuple(Sense(unit_id(place, key), form.grade, form.last_year) for key, form in known)


def _judge(senses: Sequence[Sense], context: Context, registry: Registry) -> Resolution:
    """Exact before variant; several units equally good are ambiguous. A former name is exact in its time."""
    graded = {"exact": set[str](), "variant": set[str]()}
    for sense in senses:
        in_time = context.issued is not None and context.issued.year <= sense.last_year
        exact = sense.grade == "exact" or (sense.grade == "former" and in_time)
        graded["exact" if exact else "variant"].add(sense.unit_id)
    outcome: Outcome = "exact" if graded["exact"] else "variant"
    units = graded[outcome]
    if len(units) > 1:
        return Resolution(None, "ambiguous", tuple(sorted(_name(unit, registry) for unit in units)))
    found = units.pop()
    return Resolution(found, outcome, (), None if found in registry.entries else _unmet(found, registry))


def _name(wanted: str, registry: Registry) -> str:
    unit = registry.entries.get(wanted) or _unmet(wanted, registry)
    return unit.name


def _unmet(wanted: str, registry: Registry) -> Unit:
    """The unit of a place that was not met, made from its id."""
    code = wanted.partition("-")[0]
    place, *above = registry.chain(code)
    for key in _keys(place):
        if unit_id(place, key) == wanted:
            return institution_unit(place, key, above[0] if above else None)
    raise KeyError(wanted)


@lru_cache(maxsize=256)
def _keys(place: Jurisdiction) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for known in forms_by_name(rank(place)).values() for key, _ in known))


def _collective(text: str, row: Collective, context: Context, registry: Registry) -> Resolution:
    if row.open:
        return _open(row.name, _owner(text, context, registry), registry)
    if row.members == "股室":
        return _sections(row, context, registry)
    for place in registry.chain(context.jurisdiction):
        wanted = collective_id(place.code, row.name)
        if wanted in registry.entries:
            return Resolution(wanted, "collective")
    return _open(row.name, _owner(text, context, registry), registry)


def _sections(row: Collective, context: Context, registry: Registry) -> Resolution:
    """各股室 of the bureau that issued the document; without a bureau they are open."""
    bureau = _bureau(context, registry)
    if bureau is None:
        return _open(row.name, context.jurisdiction or NATION, registry)
    wanted = collective_id(bureau.unit_id, row.name)
    unit = Unit(wanted, bureau.name + row.name, (), bureau.jurisdiction, "collective", "attested", bureau.unit_id)
    return Resolution(wanted, "collective", (), None if wanted in registry.entries else unit)


def _open(name: str, code: str, registry: Registry) -> Resolution:
    place = next(iter(registry.chain(code)), jurisdictions.divisions()[NATION])
    wanted = collective_id(place.code, name)
    unit = Unit(wanted, f"{place.name}{name}", (), place.code, "open_collective", "presumed")
    return Resolution(wanted, "open", (), None if wanted in registry.entries else unit)


def _owner(text: str, context: Context, registry: Registry) -> str:
    """Whose an open collective is: 市有关部门 in a district's document is the city's."""
    for place in registry.chain(context.jurisdiction):
        if any(text.startswith(word) for word in designations(place)):
            return place.code
    return context.jurisdiction or NATION


def _bureau(context: Context, registry: Registry) -> Unit | None:
    unit = registry.entries.get(context.issuer_unit or "")
    return unit if unit is not None and unit.kind in ("institution", "town") else None


@lru_cache(maxsize=1)
def _section_endings() -> tuple[str, ...]:
    return tuple(row["尾字"] for row in table("sections.csv"))


_NOT_A_CLASS = (
    "市场",
    "市政",
    "市容",
    "市民",
    "市域",
    "区域",
    "区划",
    "区块",
    "县域",
    "省域",
    "州级",
    "乡村",
    "镇域",
    "街面",
)


def _section(text: str, context: Context, registry: Registry) -> Resolution | None:
    """A section that a bureau's own plan names: 政策法规室 of the bureau that issued it."""
    bureau = _bureau(context, registry)
    if bureau is None or not 2 <= len(text) <= 16 or not text.endswith(_section_endings()):
        return None
    if not text.startswith(_NOT_A_CLASS) and any(text.startswith(word) for word in _classes(context, registry)):
        return None
    wanted = f"{bureau.unit_id}-{pinyin(text)}"
    unit = Unit(wanted, bureau.name + text, (text,), bureau.jurisdiction, "section", "attested", bureau.unit_id)
    return Resolution(wanted, "child", (), None if wanted in registry.entries else unit)


def _classes(context: Context, registry: Registry) -> Iterator[str]:
    for place in registry.chain(context.jurisdiction):
        yield from designations(place)


def _in_many_counties(text: str, context: Context, registry: Registry) -> tuple[str, ...]:
    """区财政局 in a city's document may be any district's: the first few of them, () where it is none's."""
    place = next(iter(registry.chain(context.jurisdiction)), None)
    word = next((word for word in sorted(county_designations(), key=len, reverse=True) if text.startswith(word)), "")
    if place is None or place.level not in ("nation", "province", "city") or not word:
        return ()
    counties = [below for below in jurisdictions.children(place.code, "county") if below.name.endswith(word)]
    found = [sense for county in counties[:5] for sense in _in_place(text[len(word) :], county, registry)]
    return tuple(dict.fromkeys(_name(sense.unit_id, registry) for sense in found))[:5]
