"""A passage of a text by its words, so that it is found again in a corrected source.

W3C Web Annotation Data Model (2017), 4.2.4 Text Quote Selector: the words themselves and some of what stands before and
after. Blanks, line ends and widths never count: a source that is printed again keeps its passages. Nothing is guessed: where
two places fit as well as each other, or none well enough, that is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from documents.passage import Passage, passage_of

# Characters kept on each side: as many as W3C's examples and common annotators keep. Where they do not tell the place apart
# from all others, each side grows, up to the last of these.
CONTEXT = (32, 64, 128, 256)
# A side of so few characters proves nothing by itself.
LEAST_PROOF = 8
# Shares of common text, 0 to 100: of what stands around words that are there as quoted, and of the whole where they were
# edited; seen on revised plans, where an edit keeps above 80 and another passage of the same chapter stays below 55. Two
# places are told apart where their shares differ by the margin.
AROUND, EDITED, MARGIN = 70.0, 80.0, 8.0
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
    """The quote of `text[start:end]`: as much around it, within CONTEXT, as each side needs to tell the place alone.

    Raises ValueError where that is no passage: empty, of blanks alone, or outside of the text.
    """
    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise ValueError(f"no passage: {start}–{end} of {len(text)} characters")
    exact = text[start:end]
    before = next((n for n in CONTEXT if _is_alone(text, text[max(0, start - n) : end])), CONTEXT[-1])
    after = next((n for n in CONTEXT if _is_alone(text, text[start : end + n])), CONTEXT[-1])
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
        before, exact, after = _bare(quote)
        if not exact:
            return MISSING
        folded = self._words.folded
        whole = list(_places(folded, before + exact + after, 2))
        if whole:
            return self._found(whole[0] + len(before), len(exact)) if len(whole) == 1 else AMBIGUOUS
        if found := self._by_one_side(exact, before, after):
            return found
        found = self._by_likeness(exact, before, after)
        return self._edited(exact, before, after) if edited and found.why == "missing" else found

    def _found(self, at: int, length: int) -> Found:
        return Found(self._words.source_of(at), self._words.source_of(at + length - 1) + 1)

    def _by_one_side(self, exact: str, before: str, after: str) -> Found | None:
        """The place where one side stands as quoted, whatever became of the other; None where neither tells one place."""
        if not before and not after:
            places = list(_places(self._words.folded, exact, 2))
            return None if not places else self._found(places[0], len(exact)) if len(places) == 1 else AMBIGUOUS
        sides = [(before + exact, len(before)), (exact + after, 0)]
        proofs = [(words, skip) for words, skip in sides if len(words) >= len(exact) + LEAST_PROOF]
        told = [[at + skip for at in _places(self._words.folded, words, 2)] for words, skip in proofs]
        alone = {places[0] for places in told if len(places) == 1}
        if len(alone) > 1:
            return AMBIGUOUS
        return self._found(alone.pop(), len(exact)) if alone else None

    def _by_likeness(self, exact: str, before: str, after: str) -> Found:
        """The place of the same words around which most is as quoted."""
        folded = self._words.folded
        places = list(_places(folded, exact, MOST_PLACES))
        ranked = sorted(((self._likeness(at, exact, before, after), at) for at in places), reverse=True)
        if not ranked or ranked[0][0] < AROUND or len(places) == MOST_PLACES:
            return MISSING
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN:
            return AMBIGUOUS
        return self._found(ranked[0][1], len(exact))

    def _likeness(self, at: int, exact: str, before: str, after: str) -> float:
        folded, end = self._words.folded, at + len(exact)
        around = folded[max(0, at - len(before)) : at], folded[end : end + len(after)]
        shares = [fuzz.ratio(*pair) for pair in zip((before, after), around, strict=True) if pair[0]]
        return sum(shares) / len(shares) if shares else 0.0

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


def _bare(quote: Quote) -> tuple[str, str, str]:
    """What stands before, the words themselves and what stands after, without blanks and widths."""
    whole = passage_of([(quote.prefix + quote.exact + quote.suffix, 0, 1)])
    start, end = place_in(whole, len(quote.prefix), len(quote.prefix) + len(quote.exact))
    return whole.folded[:start], whole.folded[start:end], whole.folded[end:]


def place_in(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Which of a passage's characters stand between two places of the source: the first, and the one after the last."""
    before = within = 0
    for first, last in passage.ranges():
        before += max(0, min(last, start) - first)
        within += max(0, min(last, end) - max(first, start))
    return before, before + within


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
