"""The standard institutions of party and government at every level, from `tables/institutions.csv`.

A form is a name behind the place's (财政局 for 山亭区财政局), or a whole name with places in braces: {名} the place's full
name, {干} its stem, {上} the name or class of the place above, {上干} that one's stem, {称} the place's class (区, 市).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from warehouse.registry.jurisdictions import MUNICIPALITIES, Jurisdiction, table
from warehouse.registry.units import Grade

Rank = Literal["nation", "province", "municipality", "city", "county", "district", "municipal district"]

RANKS: tuple[Rank, ...] = ("nation", "province", "municipality", "city", "county", "district", "municipal district")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an institution's name; `last_year` is the last year in which a former name was the right one."""

    text: str
    grade: Grade
    last_year: int = 0


@dataclass(frozen=True, slots=True)
class Institution:
    """A row of the table: `key` (事项), `kind` (类别), `names` by rank, and the other forms."""

    key: str
    kind: str
    names: Mapping[str, str]
    national: tuple[str, ...]
    short: tuple[str, ...]
    customary: tuple[str, ...]
    former: tuple[Form, ...]


def rank(place: Jurisdiction) -> Rank:
    """Which column of the table a place takes its names from. A town or zone takes those of a county."""
    if place.level in ("nation", "city"):
        return "nation" if place.level == "nation" else "city"
    if place.level == "province":
        return "municipality" if place.code[:2] in MUNICIPALITIES else "province"
    if place.name.endswith("区") and place.level == "county":
        return "municipal district" if place.code[:2] in MUNICIPALITIES else "district"
    return "county"


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by 、."""
    return tuple(part for part in cell.split("、") if part)


@lru_cache(maxsize=1)
def institutions() -> Mapping[str, Institution]:
    """All institutions by key, in the order of the table."""
    return {row["事项"]: _institution(row) for row in table("institutions.csv")}


def _institution(row: dict[str, str]) -> Institution:
    former = tuple(_dated(part, "variant") for part in several(row["曾用名"]))
    return Institution(
        row["事项"], row["类别"], _names(row), several(row["国家"]), several(row["简称"]), several(row["别称"]), former
    )


def _dated(text: str, grade: Grade) -> Form:
    """A name as the table writes it: 名@年 was the right one until that year."""
    name, _, year = text.partition("@")
    return Form(name, "former", int(year)) if year else Form(name, grade)


def _names(row: dict[str, str]) -> dict[str, str]:
    """The canonical form by rank: municipalities have 局 where provinces have 厅, their districts 委员会 where cities do."""
    province, city, county = row["省"], row["市"], row["县"]
    district = row["区"] or county
    return {
        "nation": several(row["国家"])[0] if row["国家"] else "",
        "province": province,
        "municipality": city if province.endswith("厅") else province,
        "city": city,
        "county": county,
        "district": district,
        "municipal district": city if city.endswith("委员会") and district else district,
    }


def shortened(name: str) -> tuple[str, ...]:
    """The regular short forms of a name: without 和, 委 for 委员会, 办 for 办公室, 监管 for 监督管理, and combinations."""
    found = [name]
    for long, short in (("和", ""), ("委员会办公室", "办"), ("委员会", "委"), ("办公室", "办"), ("监督管理", "监管")):
        found += [text.replace(long, short) for text in found if long in text]
    return tuple(dict.fromkeys(text for text in found[1:] if len(text) >= 3))


@lru_cache(maxsize=len(RANKS))
def forms_by_name(of: Rank) -> Mapping[str, tuple[tuple[str, Form], ...]]:
    """For a rank: name without its place → the institutions (their keys) that it may mean, each with the form."""
    index: dict[str, list[tuple[str, Form]]] = defaultdict(list)
    for institution in institutions().values():
        for form in forms(institution, of):
            if "{" not in form.text:
                index[form.text].append((institution.key, form))
    return {text: tuple(entries) for text, entries in index.items()}


@lru_cache(maxsize=len(RANKS))
def patterns(of: Rank) -> tuple[tuple[str, Form], ...]:
    """For a rank: the forms with places in braces, each with its institution's key."""
    rows = ((row.key, form) for row in institutions().values() for form in forms(row, of))
    return tuple((key, form) for key, form in rows if "{" in form.text)


@lru_cache(maxsize=len(RANKS))
def named_by_stem(of: Rank) -> Mapping[str, tuple[str, Form]]:
    """For a rank: what stands behind a place's stem alone (海关 in 青岛海关) → the institution's key and the form."""
    behind = ((key, form, form.text.removeprefix("{干}")) for key, form in patterns(of) if form.text.startswith("{干}"))
    return {text: (key, form) for key, form, text in behind if "{" not in text}


def forms(institution: Institution, of: Rank) -> tuple[Form, ...]:
    """Every way to write an institution of one rank, the best grade of each; () where that rank has none."""
    if not institution.names[of]:
        return ()
    best: dict[str, Form] = {}
    for form in _written(institution, of):
        best.setdefault(form.text, form)
    return tuple(best.values())


def _written(institution: Institution, of: Rank) -> Iterator[Form]:
    if of == "nation":
        yield from (_dated(name, "exact") for name in institution.national)
        return
    own = institution.names[of]
    for name in (own, *shortened(own), *(short for short in institution.short if not _foreign(short, of))):
        yield Form(name, "exact")
    others = [name for level, name in institution.names.items() if level != "nation" and name and "{" not in name]
    for name in (*others, *institution.short, *institution.customary):
        yield from (Form(text, "variant") for text in (name, *shortened(name)))
    yield from institution.former
    if own.startswith("委") and institution.key not in ("党委", "党委办公室"):
        yield from (Form(name[1:], "variant") for name in (own, *shortened(own)) if len(name) > 3)


def _foreign(short: str, of: Rank) -> bool:
    """Whether a short form is another rank's: 厅 is the province's alone."""
    return short.endswith("厅") and of != "province"
