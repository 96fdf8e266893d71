"""Say whose a document is: the place of its issuer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from warehouse.registry import jurisdictions
from warehouse.registry.frames import Registry
from warehouse.registry.institutions import forms_by_name, named_by_stem, several
from warehouse.registry.jurisdictions import NATION, Jurisdiction, table
from warehouse.registry.names import normalise

_FORWARDED = re.compile(r"(?:转发|批转)[《关]")
_NATIONAL_NUMBER = re.compile(r"^(?:国发|国办|国函|国令|中发|中办|中共中央)")
_PROVINCIAL_NUMBER = re.compile(r"^(.)(?:政|政办|发|办|府|府办)(?:发|字|函|规|办发|办字|〔|\[)")
_VERTICAL = ("国家税务总局", "中国人民银行", "国家统计局", "国家金融监督管理总局", "国家外汇管理局", "国网", "共青团")


def jurisdiction_of(
    number: str,
    title: str,
    issuer: str,
    addressees: Iterable[str],
    registry: Registry | None = None,
    text: str = "",
) -> tuple[str, str]:
    """The code and the level of the place that issued a document, ("", "") where nothing says it for sure.

    The issuer decides (周村区人民政府, 山亭区行政审批服务局), else the title up to what it forwards, else the number of the
    nation's or a province's government. Where a name means several places (市中区), the one counts that the other texts, the
    whole text (枣庄市市中区 in its letterhead, else only one of the cities above named in it), or the places that the registry
    holds leave over; otherwise nobody is chosen.
    """
    texts = [normalise(text) for text in (issuer, _own_title(title))]
    hints = [place.code for text in (*texts, *map(normalise, addressees)) if (place := _place(text, None, registry))]
    for name in texts:
        place = _place(name, hints[0] if hints else None, registry) or _named_with_its_city(name, text)
        place = place or _only_met(name, registry)
        if place is not None:
            return place.code, place.level
    return _by_number(normalise(number))


def _own_title(title: str) -> str:
    forwarded = _FORWARDED.search(title)
    return title[: forwarded.start()] if forwarded else title


def _place(text: str, hint: str | None, registry: Registry | None) -> Jurisdiction | None:
    if not text:
        return None
    for vertical in _VERTICAL:
        text = text.removeprefix(vertical)
    local = _local_place(text, registry)
    if local is not None:
        return local
    if text.startswith(_national_names()):
        return jurisdictions.divisions()[NATION]
    return jurisdictions.find(text, hint) or _by_stem(text, hint)


def _by_stem(text: str, hint: str | None) -> Jurisdiction | None:
    """The place whose stem a body that takes its name from it begins with: 滕州经济开发区管委会, 青岛海关, 枣庄供电公司."""
    for length in range(6, 1, -1):
        codes = jurisdictions.stems().get(text[:length], ())
        if codes and text[length:].startswith(_stem_bodies()):
            return jurisdictions.choose(codes, hint)
    return None


@lru_cache(maxsize=1)
def _stem_bodies() -> tuple[str, ...]:
    zones = tuple(name for row in table("zones.csv") for name in (row["全称"], *several(row["简称"])))
    return (*zones, *named_by_stem("city"))


def _local_place(text: str, registry: Registry | None) -> Jurisdiction | None:
    """The first place of the local additions that a text names, by the longest path (示例市东湖区 is the district)."""
    names = registry.place_names if registry is not None else {}
    found = [(text.index(name), -len(name), code) for name, code in names.items() if name in text]
    return registry.places[min(found)[2]] if registry is not None and found else None


@lru_cache(maxsize=1)
def _national_names() -> tuple[str, ...]:
    """The names that only national bodies bear; 发展改革委 alone may be any place's."""
    alone = (name for name in forms_by_name("nation") if len(name) >= 3 and name not in forms_by_name("city"))
    return (*alone, "中共中央", "中央")


def _named_with_its_city(name: str, text: str) -> Jurisdiction | None:
    """Of several places of one name, the one that the whole text writes behind its city's name, or whose city alone it names."""
    codes, _ = jurisdictions.leading(name)
    places = [jurisdictions.divisions()[code] for code in codes]
    above = {place: jurisdictions.divisions()[place.parent].name for place in places}
    for written in ([p for p in places if above[p] + p.name in text], [p for p in places if above[p] in text]):
        if written:
            return written[0] if len(written) == 1 else None
    return None


def _only_met(text: str, registry: Registry | None) -> Jurisdiction | None:
    """Of several places of one name, the one that the registry holds because other documents were met there."""
    codes, _ = jurisdictions.leading(text)
    met = [code for code in codes if registry is not None and code in registry.places]
    return jurisdictions.divisions()[met[0]] if len(met) == 1 else None


def _by_number(number: str) -> tuple[str, str]:
    if _NATIONAL_NUMBER.match(number):
        return NATION, "nation"
    provincial = _PROVINCIAL_NUMBER.match(number)
    if provincial:
        for row in table("provinces.csv"):
            if row["代字"] == provincial.group(1):
                return row["代码"], "province"
    return "", ""
