"""Local additions in the registry: places, towns, zones, units and collectives that no general table can know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from warehouse.registry import jurisdictions
from warehouse.registry.collectives import collective_named
from warehouse.registry.designations import designations, full_name
from warehouse.registry.drafting import Draft
from warehouse.registry.gathering import collective_id
from warehouse.registry.institutions import forms_by_name, rank
from warehouse.registry.jurisdictions import NATION, Jurisdiction, Level
from warehouse.registry.local import LocalFileError
from warehouse.registry.names import normalise, pinyin
from warehouse.registry.placing import unit_id as unit_id_of
from warehouse.registry.towns import add_town, add_zone, committee_names, is_town, town_name
from warehouse.registry.units import LocalEntry, Sense, Unit, UnitKind

_KINDS: dict[str, UnitKind] = {"单位": "institution", "集合": "collective", "开放集合": "open_collective"}
_ADDRESSEE = re.compile(
    r"^[^各、，]{2,14}?(?:镇|乡|街道|苏木|开发区|园区|新区|示范区|管理区)(?:人民政府|政府|办事处|管理委员会|管委会)?$"
)


def addressed(addressees: Iterable[str], code: str) -> tuple[LocalEntry, ...]:
    """The towns and zones that a document's addressees name one by one, as entries of the place `code`."""
    found = []
    for text in dict.fromkeys(normalise(addressee) for addressee in addressees):
        if _ADDRESSEE.match(text):
            kind = ("街道" if "街道" in text else "乡镇") if is_town(text) else "开发区"
            found.append(LocalEntry(text, kind, parent=code))
    return tuple(found)


def add_local_places(draft: Draft, local: Sequence[LocalEntry]) -> None:
    """The divisions among the additions (区划, with a code of six digits), superiors before those below them."""
    for entry in sorted(local, key=lambda entry: entry.code):
        if entry.kind == "区划":
            parent = _parent_of_division(draft, entry)
            draft.add_places(parent)
            place = draft.places[entry.code] = Jurisdiction(entry.code, entry.name, _level(entry.code), parent)
            above = draft.above(place)
            paths = (above.name + entry.name,) if above is not None and parent != NATION else ()
            draft.place_names.update(dict.fromkeys((entry.name, *paths, *map(normalise, entry.aliases)), entry.code))


def _parent_of_division(draft: Draft, entry: LocalEntry) -> str:
    if len(entry.code) != 6:
        raise LocalFileError(f"区划“{entry.name}”：应填6位代码")
    return place_code(draft, entry.parent) if entry.parent else NATION


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def place_code(draft: Draft, text: str) -> str:
    """The code of a place given by code or name; LocalFileError where nothing or several are called so."""
    if text in draft.places or text in jurisdictions.divisions():
        return text
    called = [place.code for place in draft.places.values() if place.name == text]
    # A division of the local file is meant before one of the country that happens to have its name.
    local = [code for code in called if code not in jurisdictions.divisions()] or called
    found = jurisdictions.find(text) if not local else None
    if len(local) == 1 or found is not None:
        return local[0] if local else found.code if found else ""
    raise LocalFileError(f"上级“{text}”：没有这个区划，或同名的有几个；请改填6位区划代码")


def owners(draft: Draft, local: Sequence[LocalEntry]) -> set[str]:
    """The places that the additions belong to: their institutions may be what an addition's 上级 or 继任 names."""
    names = {entry.name for entry in local if entry.kind != "区划"}
    divisions = {entry.code for entry in local if entry.kind == "区划"}
    return divisions | {
        place.code for entry in local if entry.parent not in names and (place := _place_called(draft, entry.parent))
    }


def _place_called(draft: Draft, text: str) -> Jurisdiction | None:
    known = draft.places.get(text) or jurisdictions.divisions().get(text)
    return known or next((place for place in draft.places.values() if place.name == text), jurisdictions.find(text))


def add_local_units(draft: Draft, local: Sequence[LocalEntry]) -> None:
    """Towns, zones, units and collectives among the additions: attested. Members may stand later in the file."""
    ids: dict[str, str] = {}
    for entry in local:
        if entry.kind != "区划":
            ids[entry.name] = _add(draft, entry, ids)
    for entry in local:
        if entry.kind == "集合":
            place = _owner(draft, entry, ids)[0]
            draft.members[ids[entry.name]] = tuple(_member(draft, entry, name, place, ids) for name in entry.members)
        if entry.successor and entry.kind != "区划":
            _succeed(draft, entry, ids)


def _add(draft: Draft, entry: LocalEntry, ids: dict[str, str]) -> str:
    place, parent = _owner(draft, entry, ids)
    if entry.kind in ("乡镇", "街道"):
        unit_id = add_town(draft, place, entry.name, "attested")
    elif entry.kind == "开发区":
        unit_id = add_zone(draft, place, entry.name, "attested")
        draft.take_names(place.code, committee_names(entry.name), unit_id, "exact")
    else:
        unit_id = _add_unit(draft, entry, place, parent)
    unit = draft.entries[unit_id]
    draft.take_names(place.code, (*_local_names(entry.name, place), unit.name), unit_id, "exact")
    aliases = (text for alias in entry.aliases for text in _local_names(alias, place))
    draft.take_names(place.code, (text for text in aliases if text != entry.name), unit_id, "variant")
    known = tuple(text for text in (entry.name, *entry.aliases) if text != unit.name)
    draft.date(unit_id, entry.valid_from, entry.valid_to, known)
    return unit_id


def _add_unit(draft: Draft, entry: LocalEntry, place: Jurisdiction, parent: str | None) -> str:
    bare = normalise(_local_names(entry.name, place)[-1])
    collective = collective_named(bare) if entry.kind != "单位" else None
    standard = _standard(draft, bare, place) if entry.kind == "单位" else None
    if collective is not None and collective.open == (entry.kind == "开放集合"):
        unit_id = collective_id(place.code, collective.name)
    else:
        unit_id = standard or draft.new_id(f"{place.code}-{pinyin(bare)}")
    draft.taken.add(unit_id)
    name = full_name(entry.name, _home(draft, place, parent))
    draft.entries[unit_id] = Unit(unit_id, name, (), place.code, _KINDS[entry.kind], "attested", parent)
    return unit_id


def _home(draft: Draft, place: Jurisdiction, parent: str | None) -> Jurisdiction:
    """The place by whose name a unit is called: the town's under which it stands, else that of its addition."""
    above = draft.entries.get(parent or "")
    if above is None or above.kind != "town":
        return place
    return Jurisdiction(above.unit_id, town_name(above.name), "town", place.code)


def _standard(draft: Draft, bare: str, place: Jurisdiction) -> str | None:
    """The standard institution whose own name an addition bears: that unit, attested. Any other name makes another unit."""
    known = [sense for sense in draft.names[place.code].get(bare, ()) if sense.unit_id in draft.entries]
    shared = (Sense(unit_id_of(place, key), form.grade) for key, form in forms_by_name(rank(place)).get(bare, ()))
    exact = {sense.unit_id for sense in (*known, *shared) if sense.grade == "exact"} - draft.local
    return exact.pop() if len(exact) == 1 else None


def _local_names(name: str, place: Jurisdiction) -> tuple[str, ...]:
    """A name as given, and without its place or its place's class: 区审批中心 and 示例区审批中心 are both 审批中心."""
    for prefix in (place.name, *designations(place)):
        if name.startswith(prefix) and len(name) - len(prefix) >= 3:
            return (name, name.removeprefix(prefix))
    return (name,)


def _owner(draft: Draft, entry: LocalEntry, ids: dict[str, str]) -> tuple[Jurisdiction, str | None]:
    """The place that an addition belongs to, and the unit above it where 上级 names one."""
    unit_id = ids.get(entry.parent) or _unit_called(draft, entry.parent)
    code = draft.entries[unit_id].jurisdiction if unit_id else place_code(draft, entry.parent)
    draft.add_places(code)
    return draft.places[code], unit_id


def _unit_called(draft: Draft, name: str) -> str | None:
    return next((unit.unit_id for unit in draft.entries.values() if unit.name == name), None)


def _unit_at_home(name: str, place: Jurisdiction) -> str | None:
    """The one institution that people of the place call so: 区数据局 in 东湖区 is the bureau of data of 东湖区."""
    for designation in designations(place):
        keys = {key for key, _ in forms_by_name(rank(place)).get(normalise(name.removeprefix(designation)), ())}
        if name.startswith(designation) and len(keys) == 1:
            return unit_id_of(place, keys.pop())
    return None


def _member(draft: Draft, entry: LocalEntry, name: str, place: Jurisdiction, ids: dict[str, str]) -> str:
    senses = draft.names[place.code].get(normalise(name), ())
    own = senses[0].unit_id if len(senses) == 1 else None
    unit_id = ids.get(name) or _unit_called(draft, name) or own or _unit_at_home(name, place)
    if unit_id is None:
        raise LocalFileError(f"集合“{entry.name}”的成员“{name}”：没有这个单位；请先在表中加一行，或改填登记的名称")
    return unit_id


def _succeed(draft: Draft, entry: LocalEntry, ids: dict[str, str]) -> None:
    place = _owner(draft, entry, ids)[0]
    successor = (
        ids.get(entry.successor) or _unit_called(draft, entry.successor) or _unit_at_home(entry.successor, place)
    )
    if successor is None:
        raise LocalFileError(
            f"“{entry.name}”的继任“{entry.successor}”：没有这个单位；请先在表中加一行，或改填登记的名称"
        )
    draft.succeed(ids[entry.name], successor)
