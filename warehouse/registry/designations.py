"""What a place is called in its own documents and those below it: 区 for a district, 市 for its city, 州, 盟, 自治区."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from warehouse.registry.institutions import several
from warehouse.registry.jurisdictions import MUNICIPALITIES, Jurisdiction, stem, table


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((row["尾字"], row["层级"], several(row["称谓"])) for row in table("designations.csv"))


@lru_cache(maxsize=8192)
def designations(place: Jurisdiction) -> tuple[str, ...]:
    """The words that stand for a place by its class, longest first; () for the nation."""
    if place.level == "province" and place.code[:2] in MUNICIPALITIES:
        return ("市",)
    for ending, level, words in _rows():
        if level == place.level and place.name.endswith(ending):
            return words
    return ()


@lru_cache(maxsize=1)
def not_designations() -> tuple[str, ...]:
    """Words that begin with the word for a place and do not mean one: 市场, 区域, 县域."""
    return tuple(word for row in table("sections.csv") for word in several(row["非称谓"]))


def full_name(name: str, place: Jurisdiction) -> str:
    """A name as people of a place write it, written out: 区国有资产服务中心 of 东湖区 is 东湖区国有资产服务中心."""
    if name.startswith((place.name, *not_designations())):
        return name
    word = next((word for word in designations(place) if name.startswith(word) and len(name) >= len(word) + 2), None)
    return place.name + name[len(word) :] if word else name


@lru_cache(maxsize=1)
def county_designations() -> tuple[str, ...]:
    """The words by which a superior's document may mean any one of its counties, longest first."""
    found = {word for _, level, words in _rows() if level == "county" for word in words if word != "市"}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=64)
def presumed_zones(level: str) -> tuple[str, ...]:
    """The kinds of development zones that a place of a level is presumed to have, behind its stem."""
    return tuple(row["全称"] for row in table("zones.csv") if level in several(row["推定层级"]))


@lru_cache(maxsize=1)
def _zone_endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["全称"], several(row["简称"])) for row in table("zones.csv"))


def zone_names(name: str, above: Jurisdiction) -> Iterator[str]:
    """What a development zone is called: 山亭经济开发区, 山亭开发区, 经济开发区, 开发区, with its place's stem or without."""
    bare = name.removesuffix("管理委员会").removesuffix("管委会")
    yield bare
    short = [bare]
    for ending, words in _zone_endings():
        if bare.endswith(ending):
            short += [bare.removesuffix(ending) + word for word in words]
            break
    yield from short[1:]
    for text in short:
        for prefix in (above.name, stem(above.name)):
            if text.startswith(prefix) and len(text) - len(prefix) >= 3:
                yield text.removeprefix(prefix)
            elif not text.startswith(stem(above.name)):
                yield prefix + text
