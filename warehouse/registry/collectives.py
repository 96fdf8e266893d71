"""Collective mentions: 各镇街 has members that the registry knows, 相关部门 is open.

The vocabulary is `tables/collectives.csv`. A name is a collective when it is made of nothing but the words of one row, with at
least one core word of each group (groups stand between ；).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from warehouse.registry.institutions import several
from warehouse.registry.jurisdictions import table

LONGEST = 48
_SEPARATORS = re.compile(r"[（）、，/\-—·“”和及与]")
_STATIONED = re.compile(r"驻[^单部企机高各]{1,3}(?=[单部企机高各])")


@dataclass(frozen=True, slots=True)
class Collective:
    """A row of the table: `name`, whether it is `open`, which `members` it has, the core words by group, all words by initial."""

    name: str
    open: bool
    members: str
    core: tuple[frozenset[str], ...]
    words: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def collectives() -> tuple[Collective, ...]:
    """All collectives, in the order in which they are tried."""
    return tuple(_collective(row) for row in table("collectives.csv"))


def _collective(row: dict[str, str]) -> Collective:
    core = tuple(frozenset(several(group)) for group in row["核心词"].split("；"))
    words: dict[str, list[str]] = {}
    for word in sorted(set(several(row["可带词"])).union(*core), key=len, reverse=True):
        words.setdefault(word[0], []).append(word)
    return Collective(
        row["集合"], row["类型"] == "开放集合", row["成员"], core, {first: tuple(rest) for first, rest in words.items()}
    )


def collective_named(text: str) -> Collective | None:
    """The collective that a normalised name means, or None. Enumerable ones have an 各 (or 全体, 所有) near the beginning."""
    if not text or len(text) > LONGEST:
        return None
    bare = _SEPARATORS.sub("", _STATIONED.sub("驻", text))
    every = any(word in text[:4] for word in ("各", "全体", "所有"))
    for row in collectives():
        if (row.open or every) and _made_of(bare, row):
            return row
    return None


def _made_of(text: str, row: Collective) -> bool:
    """Whether some way of cutting the text into the row's words uses it up and has a core word of every group."""
    reached: dict[int, set[int]] = {0: {0}}  # place in the text → which groups were seen, a bit each
    for at in range(len(text)):
        for word in row.words.get(text[at], ()) if at in reached else ():
            if text.startswith(word, at):
                bits = sum(1 << index for index, group in enumerate(row.core) if word in group)
                reached.setdefault(at + len(word), set()).update(seen | bits for seen in reached[at])
    return (1 << len(row.core)) - 1 in reached.get(len(text), set())
