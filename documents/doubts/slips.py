"""Probable misprints in single words: set phrases with one character changed, lost or doubled, and words often misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from documents.doubts.likeness import alike
from documents.vocabulary import table

QUOTATION = "“”‘’\"'＂"
QUOTES = re.compile(f"[{QUOTATION}]")
HAN = re.compile("[\u4e00-\u9fff]")
# A phrase of as many characters or more is known again with one character changed to any other, or lost, or put in.
LONG = 6
# Shorter ones only where the wrong character sounds or looks like the right one; below this they are no phrases.
SHORT = 4
# As many characters of a phrase in one piece say which phrase was meant, whatever stands in the place of another one.
ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """A probable misprint: from `start` to `end` of the text stands `written` for `right`."""

    start: int
    end: int
    written: str
    right: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tables: phrases without their quotation marks, misspelt words with the right ones, and what is no slip."""

    phrases: tuple[str, ...]
    misspelt: tuple[tuple[str, str], ...]
    passing: frozenset[str]
    ending: frozenset[str]
    exchanged: tuple[str, ...]


@cache
def _vocabulary() -> Vocabulary:
    rows = table("phrases")
    phrases = {QUOTES.sub("", word) for row in rows["phrases"] for word in row["words"].split()}
    misspelt = {
        wrong: right
        for right, all_wrong in table("misspellings")["misspellings"].items()
        for wrong in all_wrong.split()
    }
    return Vocabulary(
        tuple(sorted((p for p in phrases if len(p) >= SHORT), key=lambda p: (-len(p), p))),
        tuple(misspelt.items()),
        frozenset(rows["passing"]),
        frozenset(rows["ending"]),
        tuple(rows["exchanged"]),
    )


def slips_in(text: str) -> list[Slip]:
    """The slips of a text in text order, none over another; a line end parts what is no one text.

    The text is indexed by its pairs of characters once; then the cost is that of looking the phrases' halves up.
    """
    bare, places = _without_quotes(text)
    known, words = _vocabulary(), Words.of(bare)
    found = [Slip(m, m + len(wrong), wrong, right) for wrong, right in known.misspelt for m in words.places(wrong)]
    for phrase in known.phrases:
        found += _bent(words, phrase, known)
    taken: list[Slip] = []
    for slip in sorted(found, key=lambda s: (s.start, s.end)):
        if not taken or slip.start >= taken[-1].end:
            taken.append(slip)
        elif len(slip.right) > len(taken[-1].right):
            taken[-1] = slip
    return [Slip(places[s.start], places[s.end - 1] + 1, s.written, s.right) for s in taken]


def _without_quotes(text: str) -> tuple[str, Sequence[int]]:
    """The text without quotation marks, which authors set and leave out, and where each character of it stood."""
    if not QUOTES.search(text):
        return text, range(len(text))
    places = [i for i, c in enumerate(text) if c not in QUOTATION]
    return "".join([text[i] for i in places]), places


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the places of each pair of its characters, by which a word is found without a search."""

    text: str
    pairs: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of `text`, indexed."""
        pairs: dict[str, list[int]] = {}
        for at, pair in enumerate(map(str.__add__, text, text[1:])):
            pairs.setdefault(pair, []).append(at)
        return cls(text, pairs)

    def places(self, word: str) -> list[int]:
        """Where a word of two characters or more stands."""
        text = self.text
        return [at for at in self.pairs.get(word[:2], ()) if text.startswith(word, at)]


def _bent(words: Words, phrase: str, known: Vocabulary) -> Iterator[Slip]:
    """Where a phrase stands with one slip: then one of its halves is whole, and stands there without the other."""
    text, middle = words.text, len(phrase) // 2
    first, second = phrase[:middle], phrase[middle:]
    for at in words.places(first):
        if not text.startswith(second, at + middle):
            yield from _slip_after(text, at, phrase, known)
    for at in words.places(second):
        if not text.startswith(first, max(0, at - middle)):
            yield from _slip_before(text, at, phrase, known)


def _slip_after(text: str, at: int, phrase: str, known: Vocabulary) -> Iterator[Slip]:
    """A slip in the second half of the phrase that begins at `at`."""
    for length in (len(phrase), len(phrase) - 1, len(phrase) + 1):
        ends_alike = text.startswith(phrase[-1], at + length - 1) or text.startswith(phrase[:-1], at)
        if ends_alike and _is_slip(text, at, at + length, phrase, known):
            yield Slip(at, at + length, text[at : at + length], phrase)
            return


def _slip_before(text: str, until: int, phrase: str, known: Vocabulary) -> Iterator[Slip]:
    """A slip in the first half of the phrase whose second half begins at `until`."""
    end = until + len(phrase) - len(phrase) // 2
    for length in (len(phrase), len(phrase) - 1, len(phrase) + 1):
        begins_alike = text.startswith(phrase[0], max(0, end - length)) or text.endswith(phrase[1:], 0, end)
        if begins_alike and _is_slip(text, end - length, end, phrase, known):
            yield Slip(end - length, end, text[end - length : end], phrase)
            return


def _is_slip(text: str, start: int, end: int, phrase: str, known: Vocabulary) -> bool:
    """Whether text[start:end] is the phrase with one character amiss, and no other words that happen to be like it."""
    written = text[max(start, 0) : end]
    if len(written) != end - start:
        return False
    k = next((i for i, (one, other) in enumerate(zip(written, phrase, strict=False)) if one != other), len(written))
    more = len(written) - len(phrase)
    if written[k + (more >= 0) :] != phrase[k + (more <= 0) :] or (more == 0 and k == len(phrase)):
        return False
    if not _amiss(written, phrase, k, more, known) or _is_known(text, start, start + k, end, known):
        return False
    before, behind = k, len(phrase) - 1 - k
    if more == 0:
        if behind == 0 and _is_han(text, end):
            return False
        return alike(written[k], phrase[k]) or (before > 0 and behind > 1 and max(before, behind) >= ENOUGH)
    # One character of the phrase left before or behind the slip may belong to the next word: 农药经营许可 lacks no 品.
    return (before > 1 or not _is_han(text, start - 1)) and (behind > 1 or not _is_han(text, end))


def _is_known(text: str, start: int, at: int, end: int, known: Vocabulary) -> bool:
    """Whether another phrase of the table stands there, over the character at `at`."""
    since = max(0, start - SHORT)
    around = text[since : end + SHORT]
    stands = ((around.find(phrase), len(phrase)) for phrase in known.phrases)
    return any(0 <= p <= at - since < p + length for p, length in stands)


def _is_han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and bool(HAN.match(text[at]))


def _amiss(written: str, phrase: str, k: int, more: int, known: Vocabulary) -> bool:
    """Whether the character at `k` is changed, lost (`more` is -1) or put in (1) by mistake."""
    if more == 0:
        return _changed(written[k], phrase[k], len(phrase) >= LONG, known)
    if len(phrase) < LONG or k == 0:
        return False
    if more > 0:
        doubled = written[k] == written[k - 1]
        return k < len(phrase) and (doubled or (_is_han(written, k) and written[k] not in known.passing))
    last = k == len(phrase) - 1
    return _is_han(phrase, k) and phrase[k] not in (known.ending if last else known.passing)


def interchangeable(one: str, other: str) -> bool:
    """Whether two characters rightly stand for each other: levels of government, numerals."""
    return any(one in group and other in group for group in _vocabulary().exchanged)


def passes(character: str) -> bool:
    """Whether a character comes and goes in right texts (的, 和, 各)."""
    return character in _vocabulary().passing


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return bool(HAN.match(character))


def _changed(wrong: str, right: str, long: bool, known: Vocabulary) -> bool:
    """Whether one character stands for another by mistake; in a short phrase only one that is easily taken for it."""
    if not (HAN.match(wrong) and HAN.match(right)) or interchangeable(wrong, right):
        return False
    return alike(wrong, right) or (long and wrong not in known.passing)
