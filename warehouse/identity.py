"""Which measure and which deadline of a new reading is which of the old one: identities survive renumbering and edits.

An id is given once, from the facts first seen, and stored; it is never recomputed from later text. So a new date, a new
number or a small edit keeps it, and a rewritten task gets a new one (DESIGN.md, identity).
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

NAMESPACE = uuid.UUID("6d1f3c52-7c39-5f0e-9f0b-51c2a6b1d0e4")
# Below these shares of common text (0–100) two measures, or two steps, are different tasks: seen on real revisions, where
# an edit keeps above 80 and another measure of the same chapter stays below 55.
SAME_MEASURE, SAME_STEP = 72.0, 60.0
NEVER = 101.0  # no text is that much like another: only what is equal matches


@dataclass(frozen=True, slots=True)
class Facts:
    """What a thing is recognised by: `place` (chapter and number), `name` (title or surface) and its `text`."""

    place: str
    name: str
    text: str


def new_id(taken: set[str], *facts: str) -> str:
    """A fresh id of 32 hex digits for a thing first seen with these facts, not among `taken`, to which it is added.

    The same things read in the same order into an empty warehouse get the same ids, so a lost one can be made again.
    """
    occurrence = 0
    while (identity := uuid.uuid5(NAMESPACE, "\x1f".join((*facts, str(occurrence)))).hex) in taken:
        occurrence += 1
    taken.add(identity)
    return identity


def words(text: str) -> str:
    """The words of a text alone: width folded, blanks and punctuation dropped, as two prints of one text compare."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def match(old: Mapping[str, Facts], new: Sequence[Facts], threshold: float) -> dict[int, str]:
    """New positions → old ids, surest first: all alike; name and place; name alone, where it is the only one; text.

    `threshold` is the least share of common text, 0 to 100, at which two texts are still the same thing.
    """
    matched: dict[int, str] = {}
    left_old, left_new = dict(old), dict(enumerate(new))
    for key in _KEYS:
        for position, identity in unique_pairs(left_old, left_new, key):
            matched[position] = identity
            del left_old[identity], left_new[position]
    return matched | dict(_alike(left_old, left_new, threshold))


_KEYS: tuple[Callable[[Facts], Hashable], ...] = (
    lambda facts: (facts.place, facts.name, facts.text),
    lambda facts: (facts.name, facts.text),
    lambda facts: (facts.place, facts.name),
    lambda facts: facts.name or None,
)


def unique_pairs(
    old: Mapping[str, Facts], new: Mapping[int, Facts], key: Callable[[Facts], Hashable]
) -> Iterable[tuple[int, str]]:
    """Pairs with the same key; among several of one key only as many on both sides, in order, can be told apart."""
    olds, news = defaultdict(list), defaultdict(list)
    for identity, facts in old.items():
        olds[key(facts)].append(identity)
    for position, facts in new.items():
        news[key(facts)].append(position)
    for value, positions in news.items():
        if value is not None and len(olds.get(value, ())) == len(positions):
            yield from zip(positions, olds[value], strict=True)


def _alike(old: Mapping[str, Facts], new: Mapping[int, Facts], threshold: float) -> list[tuple[int, str]]:
    if not old or not new:
        return []
    identities, positions = list(old), list(new)
    scores = process.cdist(
        [new[position].text for position in positions],
        [old[identity].text for identity in identities],
        scorer=fuzz.ratio,
        score_cutoff=threshold,
    )
    ranked = sorted((-float(scores[i][j]), i, j) for i, j in zip(*scores.nonzero(), strict=True))
    pairs, used_new, used_old = [], set(), set()
    for _, i, j in ranked:
        if i not in used_new and j not in used_old:
            used_new.add(i)
            used_old.add(j)
            pairs.append((positions[i], identities[j]))
    return pairs
