"""Which of two wordings is a misprint of the other, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.doubts.likeness import alike
from documents.doubts.slips import interchangeable, is_han, passes

# Both wordings so long at most: in as many documents the rarer one is a usage, no slip.
MOST_DOCUMENTS = 1
NUMBER = "〔"


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the wordings that stand in the same context: the character (or none) and the rows where it stands."""

    character: str
    rows: Sequence[int]
    documents: int


@dataclass(frozen=True, slots=True)
class Rivals:
    """Wordings between the same characters before and behind."""

    before: str
    behind: str
    wordings: Sequence[Wording]


Counts = Mapping[str, int]
"""How often two neighbouring characters stand in all documents."""


def misprints(rivals: Rivals, pairs: Counts) -> list[tuple[Wording, Wording]]:
    """The wordings that are probable misprints, each with the one that is right."""
    found = []
    for wrong in rivals.wordings:
        if wrong.documents > MOST_DOCUMENTS:
            continue
        rights = [right for right in rivals.wordings if right is not wrong and _misprints(wrong, right, rivals, pairs)]
        if rights:
            found.append((wrong, max(rights, key=_weight)))
    # Where each may be a slip of the other, the one that stands more often is the right one.
    return [
        pair
        for pair in found
        if not any(other[0] is pair[1] and _weight(pair[0]) > _weight(pair[1]) for other in found)
    ]


def _weight(wording: Wording) -> tuple[int, int, str]:
    return wording.documents, len(wording.rows), wording.character


def _misprints(wrong: Wording, right: Wording, rivals: Rivals, pairs: Counts) -> bool:
    left, follower = rivals.before[-1], rivals.behind[0]
    # Numbers of documents are compared by the titles beside them.
    if not (is_han(left) and is_han(follower)) or NUMBER in rivals.before + rivals.behind:
        return False
    if wrong.character and right.character:
        return _changed(wrong, right, left, follower, pairs)
    if right.character:
        return _lost(wrong, right, left, follower, pairs)
    return _put_in(wrong, right, left, follower, pairs)


def _changed(wrong: Wording, right: Wording, left: str, follower: str, pairs: Counts) -> bool:
    """A character for another: the words that it makes with its neighbours stand nowhere else."""
    w, r = wrong.character, right.character
    if (
        not (is_han(w) and is_han(r))
        or interchangeable(w, r)
        or right.documents < wrong.documents
        or (passes(w) and passes(r))
    ):
        return False
    own = len(wrong.rows)
    if alike(w, r):
        rarer = min(pairs[left + w], pairs[w + follower]) <= own < min(pairs[left + r], pairs[r + follower])
        return rarer or (right.documents > 1 and min(pairs[left + w], pairs[w + follower]) <= own)
    return right.documents > 1 and max(pairs[left + w], pairs[w + follower]) <= own


def _lost(wrong: Wording, right: Wording, left: str, follower: str, pairs: Counts) -> bool:
    """A character that is missing: its neighbours never stand side by side elsewhere, and with it they make known words."""
    r = right.character
    if not is_han(r) or passes(r) or pairs[left + follower] > len(wrong.rows):
        return False
    return min(pairs[left + r], pairs[r + follower]) > 1


def _put_in(wrong: Wording, right: Wording, left: str, follower: str, pairs: Counts) -> bool:
    """A character too many: with neither neighbour does it make a word that stands elsewhere."""
    w = wrong.character
    if not is_han(w) or passes(w) or right.documents < wrong.documents:
        return False
    own = len(wrong.rows)
    if w in (left, follower):
        return pairs[w + w] <= own
    return max(pairs[left + w], pairs[w + follower]) <= own
