"""What a unit's name looks like: where one ends and the next begins, which are collective, what is printed beside one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from documents.text.passage import Passage
from documents.units.role_words import mark_of
from documents.vocabulary import table

# No unit's name is longer, in characters; what is longer is prose.
LONGEST_NAME = 60
# Two names in one part are together no longer.
LONGEST_PAIR = 80
# What is longer and does not end as a unit's name does is a clause.
LONGEST_SHORT = 10
# A narrow cell breaks a name into no more pieces.
MOST_PIECES = 3


@cache
def _unit() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("roles")["unit"].items()}


@cache
def _separators() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("roles")["separators"].items()}


@cache
def _groups() -> dict[str, re.Pattern[str]]:
    entry = table("roles")["group"]
    patterns = {"sure": entry["sure"], "unless": entry["unless"], "pattern": "|".join(entry["patterns"])}
    patterns["aside"] = "（[^（）]*）$"
    return {k: re.compile(v) for k, v in patterns.items()}


@cache
def _no_names() -> dict[str, re.Pattern[str]]:
    roles = table("roles")
    remarks = {"remark" if k == "part" else k: re.compile(v) for k, v in roles["remark"].items()}
    return remarks | {k: re.compile(v) for k, v in roles["time"].items()}


@cache
def _continued() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(row["last"]), re.compile(row["next"])) for row in table("roles")["continued"])


@lru_cache(maxsize=8192)
def is_group(name: str) -> bool:
    """Whether a name is collective and names no single unit."""
    p = _groups()
    return bool(p["sure"].search(p["aside"].sub("", name))) or bool(
        p["pattern"].search(name) and not p["unless"].search(name)
    )


@lru_cache(maxsize=8192)
def is_remark(part: str) -> bool:
    """Whether a part of a list says something about it, or that there is nobody (下同, 无, 详见附件)."""
    return bool(_no_names()["remark"].search(part))


@lru_cache(maxsize=8192)
def is_remark_on(part: str) -> bool:
    """Whether a part of a list begins a remark that goes on to the end of its sentence."""
    return bool(_no_names()["sentence"].search(part))


@lru_cache(maxsize=8192)
def is_time(part: str) -> bool:
    """Whether a part of a list says when, not who."""
    return bool(_no_names()["part"].search(part)) and not _unit()["suffix"].search(_no_names()["tail"].sub("", part))


@lru_cache(maxsize=8192)
def is_person(part: str) -> bool:
    """Whether a part of a list is an office that somebody holds."""
    return bool(_unit()["person"].search(part))


def is_clause(part: str) -> bool:
    """Whether a part of a list is no name but words of a sentence: 各地可结合实际出台政策."""
    return len(part) > LONGEST_SHORT and not _unit()["suffix"].search(part)


@lru_cache(maxsize=8192)
def may_be_unit(name: str) -> bool:
    """Whether a name ends as a unit's does and holds no words of a sentence."""
    p = _unit()
    sound = 1 < len(name) <= 40 and p["suffix"].search(name) and not p["prose"].search(name)
    return bool(sound) and not (p["bare"].search(name) or p["person"].search(name))


def stands_alone(name: str) -> bool:
    """Whether a name alone in a bracket is a unit that acts: 市政务服务中心, 人事科, and not 社区服务中心."""
    p = _unit()
    return bool(p["level"].search(name) or p["alone"].search(name)) or is_group(name)


def says_whose(name: str) -> bool:
    """Whether a name is a unit's, or a collective's that says whose: 各区县, 市直部门, and not 用人单位."""
    return not is_group(name) or bool(_unit()["whose"].search(name))


@lru_cache(maxsize=8192)
def certainty(name: str) -> int:
    """How surely words that no role word marks are a unit: 2 by themselves, 1 beside another, 0 not at all."""
    p = _unit()
    if len(name) > 30 or p["not"].search(name) or p["prose"].search(name) or p["person"].search(name) or "：" in name:
        return 0
    if is_group(name) and p["suffix"].search(name):
        return 2 if re.search("各|有关|相关|直属|所属|驻", name) else 1
    if len(name) > 1 and p["plain"].search(name):
        return 1 if len(name) == 2 or p["kind"].search(name) else 2
    if not p["also"].search(name) or p["kind"].search(name):
        return 0
    return 2 if len(name) > 3 and p["level"].search(name) and not re.search("[区县市旗镇乡村]$", name) else 1


@lru_cache(maxsize=8192)
def led(text: str) -> int:
    """How many characters only lead to a name: 由, 以上任务由, 以及, the number in a list."""
    p, start = _unit(), 0
    for pattern in ("mark_before", "leading", "mark_before"):
        if m := p[pattern].match(text[start:]):
            start += m.end()
    return start


@lru_cache(maxsize=8192)
def trimmed(text: str) -> tuple[int, int, str]:
    """Where a name begins and ends without what is printed beside it: marks, quotes, a time, its role in a bracket.

    That role is the third, "" where there is none.
    """
    start = led(text)
    name = _no_names()["behind"].sub("", text[start:])
    name = _no_names()["tail"].sub("", _unit()["mark_after"].sub("", name).rstrip("：∶"))
    for opening, closing in ("（）", "〈〉", "《》"):
        if name.endswith(closing) and name.count(closing) > name.count(opening):
            name = name[:-1]
    role, at = mark_of(name)
    name = name[:at]
    name = _no_names()["doing"].sub("", name) if not role else name
    before, colon, _ = name.partition("：")
    if colon and may_be_unit(before):
        name = before
    if name[:1] == "“" and name[-1:] == "”":
        start, name = start + 1, name[1:-1]
    return start, start + len(name), role


def continues(before: str, name: str) -> bool:
    """Whether a name is one with the one before it: 各镇政府、街道办事处."""
    return any(last.search(before) and following.search(name) for last, following in _continued())


@lru_cache(maxsize=8192)
def others_in(text: str) -> tuple[int, str, int] | None:
    """Where 等 ends a list, what follows it, and where in that a collective is joined (-1 where none is)."""
    p = _separators()
    others = p["others"].search(text)
    if not others:
        return None
    rest = text[others.end() :]
    joined = re.search("(?:和|及|以及|、)(?=[^（）]*$)", rest) if len(rest) <= LONGEST_PAIR else None
    dropped = not joined or p["dropped"].match(rest)
    return others.start(), rest, -1 if dropped or not joined else others.end() + joined.end()


def says_nobody_more(part: str) -> bool:
    """Whether a part behind an open list only goes on with it: 等部门、单位."""
    return part in ("部门", "单位")


def names_apart(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of a part, which holds two where 和 joins them, or where their separator is lost or none elsewhere."""
    at = start
    for first, last in (*_blank_cuts(passage, start, end), (end, end)):
        text, since = passage.folded[at:first], at
        for cut, until in _joints_in(text) if len(text) <= LONGEST_PAIR else ():
            if since + cut >= at:
                yield at, since + cut
                at = since + until
        yield at, first
        at = last


@lru_cache(maxsize=8192)
def _joints_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where words part two names of a part, and where their separator is lost."""
    p = _separators()
    cuts = [(m.start(), m.end()) for m in p["joined"].finditer(text)]
    cuts += [(m.start(), m.end()) for m in p["weak"].finditer(text) if _unit()["suffix"].search(text[: m.start()])]
    cuts += [(m.start(), m.end()) for m in re.finditer("：", text) if _both_units(text, m)]
    cuts += [(m.start(), m.end()) for m in p["level"].finditer(text) if m["level"] in (None, text[0])]
    cuts += [(m.start(), m.start()) for m in p["missing_each"].finditer(text) if not is_group(text[: m.start()])]
    for m in p["missing"].finditer(text) if 8 <= len(text) <= LONGEST_NAME else ():
        right = text[m.start() :]
        if text[0] == m["level"] and not p["branch"].search(right):
            cuts.append((m.start(), m.start()))
    return tuple(sorted(set(cuts)))


def _both_units(text: str, parting: re.Match[str]) -> bool:
    return may_be_unit(text[: parting.start()]) and may_be_unit(text[parting.end() :])


def _blank_cuts(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    """Where a blank within a line parted two units and was removed: 省商务厅 省市场监管局. A line's end parts nothing."""
    first, last = bisect_right(passage.starts, start), bisect_left(passage.starts, end)
    blanks = [at for at in passage.starts[first:last] if passage.line_of(at) == passage.line_of(at - 1)]
    cuts: list[tuple[int, int]] = []
    since, ends = start, [*blanks, end]
    for i, at in enumerate(blanks):
        left, piece = passage.folded[max(since, at - LONGEST_PAIR) : at], passage.folded[at : ends[i + 1]]
        rights = (passage.folded[at:until] for until in ends[i + 1 : i + 1 + MOST_PIECES])
        if _ends_name(left) and len(piece) > 1 and _unit()["surname"].match(piece) and not may_be_unit(piece):
            cuts.append((at, ends[i + 1]))  # a person behind a unit
        elif 1 < len(left) <= LONGEST_NAME and any(len(right) > 1 and _stand_apart(left, right) for right in rights):
            cuts.append((at, at))
        since = cuts[-1][1] if cuts else start
    return cuts


def _ends_name(text: str) -> bool:
    return bool(_unit()["plain"].search(text)) or text.endswith(("）", "〕"))


def _stand_apart(left: str, right: str) -> bool:
    """Whether what stands on either side of a blank is a unit of its own, and no half of a name."""
    p = _separators()
    numbered = _unit()["mark_before"].match(right)
    if (numbered and right[numbered.end() :] and _ends_name(left)) or (is_person(left) and may_be_unit(right)):
        return True
    bare = re.sub("（[^（）]{1,24}）$", "", right[: mark_of(right)[1]])
    if is_group(bare) and len(left) > 2 and p["blank_right"].match(right) and (_ends_name(left) or is_group(left)):
        return True
    units = _ends_name(left) and (right.startswith("各") or _unit()["plain"].search(bare))
    if units and (
        p["blank_right_sure"].search(bare) or (p["blank_left_leaf"].search(left) and not p["branch"].search(right))
    ):
        return True
    if not units or p["blank_right_not"].search(right):
        return False
    return bool(p["blank_right"].match(right)) or not (p["blank_right"].match(left) or p["blank_left_not"].search(left))
