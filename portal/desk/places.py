"""Where words that the warehouse keeps without blanks stand in the text of their source."""

from __future__ import annotations

from itertools import islice

from warehouse.decisions import DecisionError

MOST_LINES = 200
"""Lines after the one told in which the words are sought: a measure's text may be long, not a whole source."""


def place_of(text: str, words: str, line: int) -> tuple[int, int]:
    """From where to where, in characters of `text`, the first place at or after a line (counted from one) says `words`.

    Blanks and line ends do not count. Raises DecisionError where they are not there.
    """
    wanted = "".join(words.split())
    begin = _start(text, line)
    end = _start(text, line + MOST_LINES)
    kept = [at for at in range(begin, end) if not text[at].isspace()]
    found = "".join(text[at] for at in kept).find(wanted) if wanted else -1
    if found < 0:
        raise DecisionError("原文已经变动，找不到这段话。请先运行一次，再处置。")
    return kept[found], kept[found + len(wanted) - 1] + 1


def _start(text: str, line: int) -> int:
    """Where a line begins; the end of the text for one that is not there."""
    ends = (at for at, character in enumerate(text) if character == "\n")
    before = next(islice(ends, line - 2, None), None) if line > 1 else -1
    return len(text) if before is None else before + 1
