"""Whether one character is easily taken for another: by its sound, as on a pinyin keyboard, or by its look, as by a scanner."""

from __future__ import annotations

import re
from functools import cache

from pypinyin import Style, pinyin

from documents.vocabulary import table

# Sounds that many speakers, and fuzzy keyboards, do not tell apart: z/zh, c/ch, s/sh, n/ng.
RETROFLEX = re.compile("(?<=[zcs])h")
NASAL = re.compile("(?<=n)g$")


def alike(one: str, other: str) -> bool:
    """Whether two characters are easily taken for each other; a character is not taken for itself."""
    return one != other and (sounds_alike(one, other) or other in _looking_like().get(one, ""))


def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters share a reading, tones and z/zh, c/ch, s/sh, n/ng left aside."""
    return not _readings(one).isdisjoint(_readings(other))


@cache
def _readings(character: str) -> frozenset[str]:
    readings = pinyin(character, style=Style.NORMAL, heteronym=False, errors="ignore")
    return frozenset(NASAL.sub("", RETROFLEX.sub("", one)) for one in (readings[0] if readings else ()))


@cache
def _looking_like() -> dict[str, str]:
    """Each character of grammar/likeness.toml with those that look like it."""
    likes: dict[str, str] = {}
    for group in str(table("likeness")["looks"]).split():
        for character in group:
            likes[character] = likes.get(character, "") + group
    return likes
