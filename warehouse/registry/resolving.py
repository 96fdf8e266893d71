"""Say which unit a mention means, along its document's chain of jurisdiction.

What is not known is said, never guessed: a name that is nearly another's stays undefined, with the nearest known names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from warehouse.registry import jurisdictions
from warehouse.registry.collectives import Collective, collective_named
from warehouse.registry.designations import county_designations, designations, not_designations
from warehouse.registry.frames import Registry
from warehouse.registry.gathering import collective_id
from warehouse.registry.jurisdictions import NATION, table
from warehouse.registry.meaning import in_place, local_senses, senses
from warehouse.registry.names import normalise, pinyin
from warehouse.registry.nearest import nearest_names
from warehouse.registry.placing import unit_of_id
from warehouse.registry.units import Sense, Unit

Outcome = Literal["exact", "variant", "child", "collective", "open", "ambiguous", "undefined"]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a mention stands: its document's place (code, "" unknown), the issuer's unit where known, the day of issue."""

    jurisdiction: str
    issuer_unit: str | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention means. `unit_id` is None where it is ambiguous or undefined; `nearest` then names known units.

    `new_unit` is a row of the table `units` where the registry does not hold the unit yet: a bureau's section, an open
    collective, an institution of a place that was not met.
    """

    unit_id: str | None
    resolution: Outcome
    nearest: tuple[str, ...] = ()
    new_unit: Mapping[str, Any] | None = None


def resolve(surface: str, role: str, group: bool, context: Context, registry: Registry) -> Resolution:  # noqa: ARG001
    """The unit that a mention means in its document.

    `surface` is the name as printed; `group` says that the reader took it for a collective. `role` (`documents.model.Role`)
    decides nothing: a name means the same unit in every role. The same question is worked out once a registry.
    """
    question = (surface, group, context)
    answer: Resolution | None = registry.memory.get(question)
    if answer is None:
        answer = registry.memory[question] = _resolve(normalise(surface), group, context, registry)
    return answer


_ALL = ("各", "全体", "所有")


def _resolve(text: str, group: bool, context: Context, registry: Registry) -> Resolution:
    found = _meant(text, group, context, registry)
    if found:
        return _judge(found, context, registry)
    collective = collective_named(text)
    if collective is not None:
        return _collective(text, collective, context, registry)
    if group and text:
        return _open(text, _owner(text, context, registry), registry)
    return _section(text, context, registry) or _unknown(text, context, registry)


def _meant(text: str, group: bool, context: Context, registry: Registry) -> tuple[Sense, ...]:
    """What a name means; a group's only by a steward's own addition, so that 各镇（街） is not read as one town's."""
    if group or text.startswith(_ALL):
        return local_senses(text, context.jurisdiction, registry)
    found = senses(text, context.jurisdiction, registry)
    head, bracket, _ = text.partition("（")
    if not found and bracket:  # 区政府办公室（大数据局）: the unit with its other name
        found = senses(head, context.jurisdiction, registry)
    return found


def _unknown(text: str, context: Context, registry: Registry) -> Resolution:
    several_counties = _in_many_counties(text, context, registry)
    if several_counties:
        return Resolution(None, "ambiguous", several_counties)
    return Resolution(None, "undefined", nearest_names(text, context.jurisdiction, registry))


_COLLECTIVE_KINDS: Mapping[str, Outcome] = {"collective": "collective", "open_collective": "open"}


def _judge(found: Sequence[Sense], context: Context, registry: Registry) -> Resolution:
    """Exact before variant; several units equally good are ambiguous. A former name is exact in its time."""
    exact, variant = set[str](), set[str]()
    for sense in found:
        in_time = context.issued is not None and context.issued.year <= sense.last_year
        (exact if sense.grade == "exact" or in_time else variant).add(sense.unit_id)
    best = exact or variant
    if len(best) > 1:
        return Resolution(None, "ambiguous", tuple(sorted(_unit(unit_id, registry).name for unit_id in best)))
    unit = _unit(next(iter(best)), registry)
    outcome: Outcome = "exact" if exact else "variant"
    return _found(unit, _COLLECTIVE_KINDS.get(unit.kind, outcome), registry)


def _found(unit: Unit, outcome: Outcome, registry: Registry) -> Resolution:
    return Resolution(unit.unit_id, outcome, (), None if unit.unit_id in registry.entries else unit.row())


def _unit(unit_id: str, registry: Registry) -> Unit:
    """A unit of the registry, or one of a place that was not met, made from its id."""
    return registry.entries.get(unit_id) or unit_of_id(unit_id, registry.chain(unit_id.partition("-")[0]))


def _collective(text: str, row: Collective, context: Context, registry: Registry) -> Resolution:
    """Of the place of the chain that has such members; open where none has."""
    if row.members == "股室":
        return _sections(row, context, registry)
    for place in registry.chain(context.jurisdiction):
        wanted = collective_id(place.code, row.name)
        if not row.open and wanted in registry.entries:
            return Resolution(wanted, "collective")
    return _open(row.name, _owner(text, context, registry), registry)


def _sections(row: Collective, context: Context, registry: Registry) -> Resolution:
    """各股室 of the bureau that issued the document; without a bureau they are open."""
    bureau = _bureau(context, registry)
    if bureau is None:
        return _open(row.name, context.jurisdiction or NATION, registry)
    wanted = collective_id(bureau.unit_id, row.name)
    unit = Unit(wanted, bureau.name + row.name, (), bureau.jurisdiction, "collective", "attested", bureau.unit_id)
    return _found(unit, "collective", registry)


def _open(name: str, code: str, registry: Registry) -> Resolution:
    place = next(iter(registry.chain(code)), jurisdictions.divisions()[NATION])
    wanted = collective_id(place.code, name)
    unit = Unit(wanted, place.name + name, (name,), place.code, "open_collective", "presumed")
    return _found(unit, "open", registry)


def _owner(text: str, context: Context, registry: Registry) -> str:
    """Whose an open collective is: 市有关部门 in a district's document is the city's."""
    for place in registry.chain(context.jurisdiction):
        if text.startswith(designations(place)):
            return place.code
    return context.jurisdiction or NATION


def _bureau(context: Context, registry: Registry) -> Unit | None:
    unit = registry.entries.get(context.issuer_unit or "")
    return unit if unit is not None and unit.kind in ("institution", "town") else None


@lru_cache(maxsize=1)
def _section_endings() -> tuple[str, ...]:
    """The endings of sections' names."""
    return tuple(row["尾字"] for row in table("sections.csv"))


def _section(text: str, context: Context, registry: Registry) -> Resolution | None:
    """A section that a bureau's own plan names: 政策法规室 of the bureau that issued it. 区…中心 is nobody's section."""
    bureau = _bureau(context, registry)
    if bureau is None or not 2 <= len(text) <= 16 or not text.endswith(_section_endings()):
        return None
    if text.startswith(tuple(_classes(context, registry))) and not text.startswith(not_designations()):
        return None
    wanted = f"{bureau.unit_id}-{pinyin(text)}"
    unit = Unit(wanted, bureau.name + text, (text,), bureau.jurisdiction, "section", "attested", bureau.unit_id)
    return _found(unit, "child", registry)


def _classes(context: Context, registry: Registry) -> Iterator[str]:
    for place in registry.chain(context.jurisdiction):
        yield from designations(place)


def _in_many_counties(text: str, context: Context, registry: Registry) -> tuple[str, ...]:
    """区财政局 in a city's document may be any district's: the first few of them, () where it is none's."""
    place = next(iter(registry.chain(context.jurisdiction)), None)
    word = next((word for word in county_designations() if text.startswith(word)), "")
    if place is None or place.level not in ("province", "city") or not word:
        return ()
    counties = [below for below in jurisdictions.children(place.code, "county") if below.name.endswith(word)]
    found = [sense for county in counties[:5] for sense in in_place(text[len(word) :], county, registry)]
    return tuple(dict.fromkeys(_unit(sense.unit_id, registry).name for sense in found))
