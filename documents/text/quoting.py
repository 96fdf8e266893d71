"""A passage of a text by its words, so that it is found again in a corrected source.

W3C Web Annotation Data Model (2017), 4.2.4 Text Quote Selector: the words themselves and some of what stands before and
after. Blanks, line ends and widths never count: a source that is printed again keeps its passages. Nothing is guessed: where
two places fit as well as each other, or none well enough, that is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from documents.text.passage import Passage, passage_of

# Characters kept on each side: as many as W3C's examples and common annotators keep. Where they do not tell the place apart
# from all others with half of it, each side grows, up to the last of these.
CONTEXT = (32, 64, 128, 256)
# Fewer characters are like too many others.
LEAST_PROOF = 8
# Shares of common text, 0 to 100. Around words that are there as quoted: of one side at least, and of what stands on each
# side in their own paragraph. Where they were edited: of the whole; seen on revised plans, where an edit keeps above 80 and
# another passage of the same chapter stays below 55. Two places are told apart where their shares differ by the margin.
ONE_SIDE, NEAR, EDITED, MARGIN = 90.0, 85.0, 80.0, 8.0
# So many characters may have been added on a side.
ADDED = 8
# Characters of the beginning, and of the end, by which words that were edited are looked for.
PIECE = 100
# So many places of the same words are compared; words that stand more often (完成, 。) must stand with their surroundings.
MOST_PLACES = 500


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage by its words: `exact` as printed, with what stands before (`prefix`) and after it (`suffix`)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands (start and end, characters of the text), or why that cannot be said: missing or ambiguous."""

    start: int = 0
    end: int = 0
    why: str = ""


MISSING, AMBIGUOUS = Found(why="missing"), Found(why="ambiguous")


def quote_of(text: str, start: int, end: int) -> Quote:
    """The quote of `text[start:end]`: twice as much around it, within CONTEXT, as each side needs to tell the place.

    Raises ValueError where that is no passage: empty, of blanks alone, or outside of the text.
    """
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise ValueError(f"no passage: {start}–{end} of {len(text)} characters")
    exact = text[start:end]
    before = next((n for n in CONTEXT if _is_alone(text, text[max(0, start - n // 2) : end])), CONTEXT[-1])
    after = next((n for n in CONTEXT if _is_alone(text, text[start : end + n // 2])), CONTEXT[-1])
    return Quote(exact, text[max(0, start - before) : start], text[end : end + after])


def _is_alone(text: str, words: str) -> bool:
    at = text.find(words)
    return text.find(words, at + 1) < 0


class Searched:
    """A stretch of a text in which quotes are looked for; its words are taken apart once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    @cached_property
    def _words(self) -> Passage:
        return passage_of([(self.text[self.start : self.end], self.start, 1)])

    def find(self, quote: Quote, edited: bool = False) -> Found:
        """Where the quote stands; `edited` where its own words may have been edited too, not only what is around them."""
        words = _bare(quote)
        before, exact, after = words.before, words.exact, words.after
        if not exact:
            return MISSING
        whole = list(_places(self._words.folded, before + exact + after, 2))
        if whole:
            return self._found(whole[0] + len(before), len(exact)) if len(whole) == 1 else AMBIGUOUS
        found = self._by_surroundings(words) if before or after else MISSING
        return self._edited(exact, before, after) if edited and found.why == "missing" else found

    def _found(self, at: int, length: int) -> Found:
        return Found(self._words.source_of(at), self._words.source_of(at + length - 1) + 1)

    def _by_surroundings(self, words: _Bare) -> Found:
        """The place of the same words around which nearly all is as quoted, at least up to the ends of its paragraph."""
        folded, exact = self._words.folded, words.exact
        places = set(_places(folded, exact, MOST_PLACES))
        if len(places) == MOST_PLACES:
            sides = ((words.before + exact, len(words.before)), (exact + words.after, 0))
            places = {at + skip for side, skip in sides for at in _places(folded, side, 2)}
        likely = ((self._likeness(at, words), at) for at in places)
        ranked = sorted((one for one in likely if one[0]), reverse=True)
        if not ranked:
            return MISSING
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return AMBIGUOUS
        return self._found(ranked[0][1], len(exact))

    def _likeness(self, at: int, words: _Bare) -> float:
        """How much of what was quoted stands around a place; 0 where that does not show that it is the same.

        What stands beyond the paragraph shows nothing alone: where a paragraph is struck, the one before comes to stand there.
        """
        folded, end = self._words.folded, at + len(words.exact)
        before, after = words.before, words.after
        pairs = ((before, folded[max(0, at - len(before)) : at]), (after, folded[end : end + len(after)]))
        far = [fuzz.ratio(*pair) for pair in pairs if pair[0]]
        near_before, near_after = before[len(before) - words.near_before :], after[: words.near_after]
        near = (
            _kept(near_before, folded[max(0, at - len(near_before) - ADDED) : at]),
            _kept(near_after, folded[end : end + len(near_after) + ADDED]),
        )
        if max(far) < ONE_SIDE or min(near) < NEAR:
            return 0.0
        return sum(far) / len(far)

    def _edited(self, exact: str, before: str, after: str) -> Found:
        """The place whose words are most like the quoted ones, edits in them and around them taken together.

        Of long words the beginning and the end are looked for: whatever the text is, that takes no longer than it is long.
        """
        before, after = before[-CONTEXT[0] :], after[: CONTEXT[0]]
        if len(exact) <= 2 * PIECE:
            return self._told(self._most_alike(exact, before, after), exact)
        head = self._most_alike(exact[:PIECE], before, exact[PIECE : PIECE + CONTEXT[0]])
        tail = self._most_alike(exact[-PIECE:], exact[-PIECE - CONTEXT[0] : -PIECE], after)
        if isinstance(head, Found) or isinstance(tail, Found):
            return head if isinstance(head, Found) else tail if isinstance(tail, Found) else MISSING
        return self._told((head[0], tail[1]), exact)

    def _told(self, place: tuple[int, int] | Found, exact: str) -> Found:
        if isinstance(place, Found):
            return place
        start, end = place
        like = 2 * min(end - start, len(exact)) >= max(end - start, len(exact)) > 0
        return self._found(start, end - start) if like else MISSING

    def _most_alike(self, exact: str, before: str, after: str) -> tuple[int, int] | Found:
        """Where words like some stand, in the folded text; missing or ambiguous."""
        folded, quoted = self._words.folded, before + exact + after
        best = _alike(quoted, folded, 0, len(folded))
        if best is None:
            return MISSING
        share, start, end = best
        others = (_alike(quoted, folded, 0, start), _alike(quoted, folded, end, len(folded)))
        if any(other and share - other[0] < MARGIN for other in others):
            return AMBIGUOUS
        first, last = _mapped(quoted, folded[start:end], len(before), len(before) + len(exact))
        if first >= last or fuzz.ratio(exact, folded[start + first : start + last]) < EDITED:
            return MISSING
        return start + first, start + last


class _Bare(NamedTuple):
    """A quote without blanks and widths; how many characters on each side stand in the paragraph of the words."""

    before: str
    exact: str
    after: str
    near_before: int
    near_after: int


def _bare(quote: Quote) -> _Bare:
    whole = passage_of([(quote.prefix + quote.exact + quote.suffix, 0, 1)])
    first, last = len(quote.prefix), len(quote.prefix) + len(quote.exact)
    start, end = place_in(whole, first, last)
    begins = place_in(whole, quote.prefix.rfind("\n") + 1, first)
    ends = place_in(whole, last, last + len(quote.suffix.partition("\n")[0]))
    near = (begins[1] - begins[0], ends[1] - ends[0])
    return _Bare(whole.folded[:start], whole.folded[start:end], whole.folded[end:], *near)


def place_in(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Which of a passage's characters stand between two places of the source: the first, and the one after the last."""
    before = within = 0
    for first, last in passage.ranges():
        before += max(0, min(last, start) - first)
        within += max(0, min(last, end) - max(first, start))
    return before, before + within


def _kept(words: str, text: str) -> float:
    """How much of some words, in their order, a text holds: 0 to 100."""
    return 100 * LCSseq.similarity(words, text) / len(words) if words else 100.0


def _places(text: str, words: str, most: int) -> Iterator[int]:
    """The first `most` places of some words in a text, also where they overlap."""
    at = text.find(words)
    while at >= 0 and most > 0:
        yield at
        most -= 1
        at = text.find(words, at + 1)


def _alike(words: str, text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """The stretch of `text[start:end]` most like some words: share of common text, start and end; None where none is."""
    if end - start < len(words) // 2 or not words:
        return None
    shorter = min(len(words), end - start)
    found = fuzz.partial_ratio_alignment(words, text[start:end], score_cutoff=EDITED)
    if found is None or shorter < LEAST_PROOF:
        return None
    return found.score, start + found.dest_start, start + found.dest_end


def _mapped(quoted: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Where `quoted[start:end]` stands in a text that is nearly the quoted one; what was edited at its edges is of it."""
    before, after = 0, len(text)
    first = last = missed = lost = 0
    for step in (step for step in Indel.opcodes(quoted, text) if step.tag == "equal"):
        low, high = max(step.src_start, start), min(step.src_end, end)
        if step.src_start < start:
            before = step.dest_start + min(step.src_end, start) - step.src_start
        if step.src_end > end and after == len(text):
            after = step.dest_start + max(step.src_start, end) - step.src_start
        if low < high:
            first, missed = (first, missed) if last else (step.dest_start + low - step.src_start, low - start)
            last, lost = step.dest_start + high - step.src_start, end - high
    return (max(before, first - missed), min(after, last + lost)) if last else (0, 0)
