"""The words that linking sets aside, and how names of documents and measures read without them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from warehouse.identity import words

NUMBERING = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十百]{1,4}[项章节条部分]{0,2}(?:配套措施)?[、.．—-]*|[（(][0-9一二三四五六七八九十]{1,3}[)）])"
)
YEAR = re.compile(r"(?:19|20)\d\d(?=年|[^\d]|$)")


@cache
def wording() -> Mapping[str, tuple[str, ...]]:
    """The lists of wording.toml by name, each with the longest words first; `synonyms` are in synonyms()."""
    return {name: tuple(sorted(rows, key=len, reverse=True)) for name, rows in _file().items() if name != "synonyms"}


@cache
def synonyms() -> Mapping[str, str]:
    """Each word that another one stands for, with that one."""
    return {word: row[0] for row in _file()["synonyms"] for word in row[1:]}


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("warehouse.linking").joinpath("wording.toml").read_text(encoding="utf8"))


@cache
def _any_of(*lists: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for name in lists for word in wording()[name]))


def core(title: str) -> str:
    """What a heading says besides the verbs that any heading has; the heading itself where nothing else is left."""
    bare = plain(words(title))
    left = _any_of("free", "levels").sub("", bare)
    return left if len(left) >= 2 else bare


def plain(text: str) -> str:
    """A text with one word for all that mean the same."""
    return _synonym().sub(lambda found: synonyms()[found[0]], text)


@cache
def _synonym() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(synonyms(), key=len, reverse=True)))


def chapter_core(chapter: str) -> str:
    """A heading of a chapter without its number."""
    return words(NUMBERING.sub("", chapter.strip()))


CHAPTER = re.compile(r"^(?:第([0-9]{1,3}|[一二三四五六七八九十]{1,3})[项章部]|([一二三四五六七八九十]{1,3})、)")
DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


NUMBERED = re.compile(
    r"^(?:第[0-9一二三四五六七八九十]{1,4}[项章部]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)


def numbering(chapter: str) -> str:
    """The numbering alone of a chapter's heading as printed (三、 or （二） or 第3项), "" where it has none."""
    found = NUMBERED.match(chapter)
    return found[0] if found else ""


def chapter_ordinal(chapter: str) -> int:
    """The number of a chapter (三、 or 第3项), 0 for a heading without one and for the lower levels."""
    found = CHAPTER.match(words(chapter) if chapter[:1] == "第" else chapter.strip())
    number = (found[1] or found[2]) if found else ""
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def number_key(number: str) -> str:
    """A document's number however it is written: brackets, blanks and 第 do not count."""
    return words(number).replace("第", "").casefold()


def inner_name(title: str) -> str:
    """The name of the plan that a notice issues: 市政府关于印发某方案的通知 → 某方案; the title where it issues none."""
    bare = words(title)
    for opening in wording()["forwards"]:
        before, found, after = bare.partition(opening)
        if found and after and len(before) <= LONGEST_ISSUER:
            bare = after
            break
    for ending in wording()["endings"]:
        bare = bare.removesuffix(ending)
    return bare


LONGEST_ISSUER = 40


def subject(title: str, place: str, issuer: str) -> str:
    """What a document is about: its plan's name without place, issuer and sort of plan."""
    bare = inner_name(title)
    for name in (words(issuer), words(place)):
        bare = bare.replace(name, "") if name else bare
    return _any_of("sorts").sub("", bare)


def is_plan(title: str) -> bool:
    """Whether a cited title is a plan's, not a law's."""
    return _any_of("plans").search(title) is not None


def years(title: str) -> frozenset[str]:
    """The years that a title names."""
    return frozenset(YEAR.findall(words(title)))
