"""A stretch of repaired text that knows, character by character, where in the source it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, chain
from typing import NamedTuple

from documents.model import Span

# What extractors leave between characters and nobody reads: blanks, Markdown's bold marks, the tags of HTML cells.
NOISE = re.compile(
    r"\s+|\*\*+|</?(?:p|br|b|i|u|strong|em|span|div|td|th|tr|sub|sup)\s{0,2}/?>|&nbsp;|\ufeff|\u200b", re.IGNORECASE
)
# What noise can begin with: most texts hold none of it, and this is looked for much faster.
NOISY = re.compile("[\\s*<&\ufeff\u200b]")
LATIN = re.compile(r"[A-Za-z]")
_WIDE = {
    i: i - 0xFEE0 for i in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0B)
}
FOLDING = str.maketrans("():;,<>｛｝﹝﹞﹙﹚【】［］", "（）：；，〈〉（）〔〕（）（）（）") | _WIDE

# Most lines hold none of these, and looking for them is ten times as fast as translating.
FOLDABLE = re.compile(f"[{''.join(re.escape(chr(c)) for c in FOLDING)}]")


def fold(text: str) -> str:
    """Text of the same length with one width: digits and letters narrow, punctuation wide."""
    return text.translate(FOLDING) if FOLDABLE.search(text) else text


class Passage(NamedTuple):
    """Repaired text with its trace. A tuple, since there is one for every line, cell and cut.

    `text` has blanks, line breaks and marks removed; `starts[i]` is the place in `text` where the i-th unbroken run of
    source characters begins, `sources[i]` where that run begins in the source, `lines[i]` its line. `folded` is `text` in one
    width, character for character.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    lines: tuple[int, ...]
    folded: str = ""

    def source_of(self, at: int) -> int:
        """The place in the source of the character at `at`."""
        i = bisect_right(self.starts, at) - 1
        return self.sources[i] + at - self.starts[i]

    def line_of(self, at: int) -> int:
        """The source line, from 1, of the character at `at`."""
        return self.lines[max(bisect_right(self.starts, at) - 1, 0)] if self.lines else 1

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span of the source that `text[start:end]` was made from; an empty passage has an empty span."""
        end = len(self.text) if end is None else end
        if not self.text or end <= start:
            at = self.source_of(min(start, len(self.text) - 1)) if self.text else 0
            return Span(self.line_of(start), at, at)
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        begins = self.sources[first] + start - self.starts[first]
        return Span(self.lines[first], begins, self.sources[last] + end - self.starts[last])

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The runs of source characters that it was made of, in its own order: start and end, end exclusive."""
        if len(self.starts) == 1:
            return ((self.sources[0], self.sources[0] + len(self.text)),)
        bounds = zip(self.starts, self.sources, (*self.starts[1:], len(self.text)), strict=False)
        return tuple([(source, source + until - start) for start, source, until in bounds])

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The part `text[start:end]` as a passage of its own."""
        end = len(self.text) if end is None else min(end, len(self.text))
        if end <= start:
            return EMPTY
        if start == 0 and end == len(self.text):
            return self
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)
        starts = (0, *[s - start for s in self.starts[first + 1 : last]])
        sources = (self.sources[first] + start - self.starts[first], *self.sources[first + 1 : last])
        return Passage(self.text[start:end], starts, sources, self.lines[first:last], self.folded[start:end])


EMPTY = Passage("", (), (), ())


def passage_of(pieces: Iterable[tuple[str, int, int]]) -> Passage:
    """Join pieces of the source, each (text, start in the source, line), without their noise."""
    parts = [_piece(*piece) for piece in pieces]
    return parts[0] if len(parts) == 1 else join(parts)


def _piece(text: str, source: int, line: int) -> Passage:
    bare = text.strip()
    if not bare:
        return EMPTY
    if not NOISY.search(bare):
        at = source if text[0] == bare[0] else source + len(text) - len(text.lstrip())
        return Passage(bare, (0,), (at,), (line,), fold(bare))
    runs = _runs(text)
    whole = "".join([text[start:end] for start, end in runs])
    starts = accumulate([end - start for start, end in runs[:-1]], initial=0)
    return (
        Passage(whole, tuple(starts), tuple([source + r[0] for r in runs]), (line,) * len(runs), fold(whole))
        if whole
        else EMPTY
    )


def _runs(text: str) -> list[tuple[int, int]]:
    """The stretches of a text between its noise."""
    runs: list[tuple[int, int]] = []
    at = after = 0  # where the run begins, and where the last noise ended
    for noisy in NOISY.finditer(text):
        start = noisy.start()
        if start < after or not (noise := NOISE.match(text, start)):
            continue
        after = noise.end()
        if _blank_in_latin(text, noise):
            continue
        if start > at:
            runs.append((at, start))
        at = after
    if at < len(text):
        runs.append((at, len(text)))
    return runs


def join(passages: Iterable[Passage]) -> Passage:
    """One passage from several, in order."""
    parts = [p for p in passages if p.text]
    if len(parts) < 2:
        return parts[0] if parts else EMPTY
    starts: list[int] = []
    length = 0
    for p in parts:
        starts += [s + length for s in p.starts] if len(p.starts) > 1 else [length]
        length += len(p.text)
    return Passage(
        "".join([p.text for p in parts]),
        tuple(starts),
        tuple(chain.from_iterable([p.sources for p in parts])),
        tuple(chain.from_iterable([p.lines for p in parts])),
        "".join([p.folded for p in parts]),
    )


def _blank_in_latin(text: str, noise: re.Match[str]) -> bool:
    """A blank between two Latin letters separates words and stays."""
    start, end = noise.span()
    if not (start > 0 and end < len(text) and LATIN.match(text[start - 1]) and LATIN.match(text[end])):
        return False
    return noise.group().isspace() and "\n" not in noise.group()
