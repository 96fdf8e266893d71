"""The administrative divisions of the country (GB/T 2260), down to towns (GB/T 10114), and how texts name them.

Codes have six digits for province, city and county, nine for a town; 000000 is the nation. See `tables/SOURCES.md`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import polars as pl

Level = Literal["nation", "province", "city", "county", "town", "zone"]

NATION = "000000"
MUNICIPALITIES = ("11", "12", "31", "50")
LONGEST_NAME = 16

# The peoples (GB/T 3304) whose names stand between a place's stem and 自治州 or 自治县: 恩施土家族苗族自治州 is also 恩施州.
PEOPLES = tuple(
    "蒙古族 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克 傣族 黎族 傈僳族 "
    "佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 "
    "锡伯 阿昌族 普米族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 "
    "赫哲族 门巴族 珞巴族 基诺族 各族 蒙古 回 朝鲜".split()
)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A division: `code`, `name` as last in force, `level`, `parent` code ("" for the nation), `ended` (last year) or None."""

    code: str
    name: str
    level: Level
    parent: str
    ended: int | None = None


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package, by the names of its columns."""
    text = files(__package__).joinpath(f"tables/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def divisions() -> Mapping[str, Jurisdiction]:
    """All divisions from nation to county and functional zone, by code."""
    latest: dict[str, tuple[str, int | None]] = {}
    for row in table("divisions.csv"):
        ended = int(row["停用年"]) if row["停用年"] else None
        known = latest.get(row["代码"])
        if known is None or (known[1] is not None and (ended is None or ended > known[1])):
            latest[row["代码"]] = (row["名称"], ended)
    found = {NATION: Jurisdiction(NATION, "国家", "nation", "")}
    for code, (name, ended) in latest.items():
        found[code] = Jurisdiction(code, name, _level(code), _parent(code, latest), ended)
    return found


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "city"
    return "zone" if code[4] == "7" else "county"


def _parent(code: str, known: Mapping[str, object]) -> str:
    if code.endswith("0000"):
        return NATION
    province, city = code[:2] + "0000", code[:4] + "00"
    if code == city or code[:2] in MUNICIPALITIES or city not in known:
        return province
    return city


@lru_cache(maxsize=4096)
def towns(county: str) -> tuple[Jurisdiction, ...]:
    """The towns, subdistricts and town-level zones of a county as of June 2023; of 东莞市 and its like the city's own."""
    area = _town_frame().filter(pl.col("代码").str.starts_with(county))
    return tuple(
        Jurisdiction(code, name, "town" if name.endswith(TOWN_ENDINGS) else "zone", county)
        for code, name in area.iter_rows()
    )


TOWN_ENDINGS = ("镇", "乡", "街道", "街道办事处", "苏木")


@lru_cache(maxsize=1)
def _town_frame() -> pl.DataFrame:
    with files(__package__).joinpath("tables/towns.csv").open("rb") as source:
        return pl.read_csv(source, schema={"代码": pl.String, "名称": pl.String})


@lru_cache(maxsize=1)
def _children() -> Mapping[str, tuple[str, ...]]:
    below: dict[str, list[str]] = defaultdict(list)
    for place in divisions().values():
        if place.ended is None:
            below[place.parent].append(place.code)
    return {parent: tuple(sorted(codes)) for parent, codes in below.items()}


def children(code: str, level: Level | None = None) -> tuple[Jurisdiction, ...]:
    """The divisions in force directly below one, in the order of their codes, of one level only where it is given."""
    below = (divisions()[child] for child in _children().get(code, ()))
    return tuple(place for place in below if level is None or place.level == level)


def chain(code: str) -> tuple[Jurisdiction, ...]:
    """A division and all above it, from itself up to the nation. KeyError where the code is unknown."""
    return tuple(_upwards(code))


def _upwards(code: str) -> Iterator[Jurisdiction]:
    while code:
        place = _town(code) if len(code) == 9 else divisions()[code]
        yield place
        code = place.parent


def _town(code: str) -> Jurisdiction:
    for place in towns(code[:6]):
        if place.code == code:
            return place
    raise KeyError(code)


def within(code: str, ancestor: str) -> bool:
    """Whether a division is another one or lies in it."""
    return any(place.code == ancestor for place in chain(code))


def stem(name: str) -> str:
    """A place's name without its class and people: 山亭区 → 山亭, 恩施土家族苗族自治州 → 恩施; 泗县 stays (泗 says nothing)."""
    bare = name
    for ending in (
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "特别行政区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
    ):
        if bare.endswith(ending):
            bare = _without_peoples(bare.removesuffix(ending))
            break
    else:
        bare = bare[:-1] if bare.endswith(("省", "市", "区", "县", "旗", "盟")) else bare
    return bare if len(bare) >= 2 else name


def _without_peoples(name: str) -> str:
    shorter = True
    while shorter:
        shorter = False
        for people in PEOPLES:
            if name.endswith(people) and len(name) - len(people) >= 2:
                name, shorter = name.removesuffix(people), True
                break
    return name


def short_names(name: str) -> tuple[str, ...]:
    """Names in use beside the official one: 恩施州 and 长阳县 for autonomous places, 内蒙古 for a region; () for others."""
    for ending, short in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "")):
        if name.endswith(ending):
            return (stem(name) + short,)
    return ()


@lru_cache(maxsize=1)
def _names() -> Mapping[str, tuple[str, ...]]:
    """Every name that a division has or had, and its short forms, with the codes that it may mean."""
    index: dict[str, set[str]] = defaultdict(set)
    for row in table("divisions.csv"):
        for name in (row["名称"], *short_names(row["名称"])):
            index[name].add(row["代码"])
    return {name: tuple(sorted(codes)) for name, codes in index.items()}


@lru_cache(maxsize=1)
def stems() -> Mapping[str, tuple[str, ...]]:
    """The stems of the names of provinces, cities and counties in force, with the codes that each may mean."""
    index: dict[str, set[str]] = defaultdict(set)
    for place in divisions().values():
        if place.level in ("province", "city", "county") and place.ended is None:
            index[stem(place.name)].add(place.code)
    return {name: tuple(sorted(codes)) for name, codes in index.items()}


def leading(text: str, above: tuple[str, ...] = ()) -> tuple[tuple[str, ...], int]:
    """The divisions that a text may begin with, as codes, and where their name ends; ((), 0) where it begins with none.

    The longest path counts (枣庄市市中区 before 枣庄市); a stem counts only before a name that lies in it (淄博周村区).
    """
    best: tuple[tuple[str, ...], int] = ((), 0)
    for length in range(min(LONGEST_NAME, len(text)), 1, -1):
        full = _inside(_names().get(text[:length], ()), above)
        upper = full or _inside(stems().get(text[:length], ()), above)
        deeper, end = leading(text[length:], upper) if upper else ((), 0)
        if deeper and length + end > best[1]:
            best = (deeper, length + end)
        elif full and length > best[1]:
            best = (full, length)
    return best


def _inside(codes: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    if not above:
        return codes
    return tuple(code for code in codes if any(code != upper and within(code, upper) for upper in above))


def find(text: str, hint: str | None = None) -> Jurisdiction | None:
    """The first division that a text names, from its left; None where it names none or the name means several.

    Anywhere but at the beginning a name counts only with three characters or more (城区 and 郊区 are common words too).
    `hint` is the code of a division that the text belongs near: of several, the ones nearest to it are preferred.
    """
    for start in range(len(text)):
        codes, length = leading(text[start:])
        if codes and (start == 0 or length >= 3):
            return choose(codes, hint)
    return None


def choose(codes: tuple[str, ...], hint: str | None = None) -> Jurisdiction | None:
    """The one division that several codes mean near `hint`, or None. One that ended yields to one of its province in force."""
    places = [divisions()[code] for code in codes]
    alive = {place.code[:2] for place in places if place.ended is None}
    places = [place for place in places if place.ended is None or place.code[:2] not in alive]
    if len(places) > 1 and hint:
        for upper in chain(hint)[:-1]:
            near = [place for place in places if within(place.code, upper.code) or place.code == upper.code]
            if near:
                places = near
                break
    return places[0] if len(places) == 1 else None
