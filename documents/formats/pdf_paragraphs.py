"""Lines of a PDF's page → paragraphs: a line that reaches the margin goes on in the next one, by where the two stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.formats.pdf_lines import Line
from documents.text.outline import numbering_of
from documents.text.passage import passage_of

# In sizes of a character: what a full line may lack of the margin (punctuation may not begin a line, GB/T 15834), what
# counts as an indent, how far a hanging number may stand out, and how much wider than usual the gap between paragraphs is.
LACKING, INDENT, HANGING, WIDER = 2.1, 0.7, 4.0, 0.5
# Lines of a paragraph stand closer than its neighbours: the gap that a fifth of all lines do not exceed is theirs.
CLOSEST = 5
# Latin words are not broken: a line may lack the first word of the next one, so many halves of a character.
LATIN_WORD = re.compile(r"[A-Za-z0-9./:_-]+")
# On a page the right margin is wider than the left one by no more than this share of its width.
ASKEW = 0.08
# So many lines of so many characters must end at one place for it to be the edge of the text, and so few reach beyond it.
FEWEST, LONG, BEYOND = 3, 12, 0.1


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges between which a column's text runs, in points, and the gap between its lines, in sizes of a character.

    `shared` where so many lines end at the right edge that the text is wrapped there, and not just as wide as its longest line.
    """

    left: float
    right: float
    gap: float
    shared: bool


def margins_of(lines: Iterable[Line], width: float = 0.0) -> Margins:
    """The edges of lines, on a page of `width` points."""
    shown = [line for line in lines if not line.rows]
    if not shown:
        return Margins(0.0, 0.0, 0.0, shared=False)
    lefts = Counter(round(line.x0 / 4) for line in shown)
    left = min((x * 4.0 for x, n in lefts.items() if n >= FEWEST), default=min(line.x0 for line in shown))
    gaps = sorted((b.top - a.bottom) / b.size for a, b in pairwise(shown) if 0 <= b.top - a.bottom < 3 * b.size)
    gap = gaps[len(gaps) // CLOSEST] if gaps else 0.0
    right = _shared_edge([line.x1 for line in shown if len(line.text) >= LONG])
    if right is not None:
        return Margins(left, right, gap, shared=True)
    return Margins(left, max(*(line.x1 for line in shown), (1 - ASKEW) * width - left), gap, shared=False)


def _shared_edge(ends: list[float]) -> float | None:
    """Where several lines end, and hardly one ends beyond."""
    times = Counter(round(end) for end in ends)
    edges = [x for x, n in times.items() if n + times[x - 1] >= FEWEST]
    if not edges or sum(end > max(edges) + 2 for end in ends) > BEYOND * len(ends):
        return None
    return float(max(edges))


def paragraphs_of(lines: Sequence[Line], margins: Margins) -> Iterator[list[Line]]:
    """The lines of a column by paragraphs, in order; a table is one by itself."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not goes_on(paragraph, line, margins):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def goes_on(paragraph: Sequence[Line], line: Line, margins: Margins) -> bool:
    """Whether a line goes on with the paragraph above it."""
    before = paragraph[-1]
    size = max(before.size, line.size)
    if before.rows or line.rows or abs(before.size - line.size) > 0.15 * size:
        return False
    if line.top - before.bottom > (margins.gap + WIDER) * size:
        return False
    step = (line.x0 - before.x0) / size
    if step < -INDENT:  # back from the indent of a first line
        return len(paragraph) == 1 and line.x0 < margins.left + INDENT * size and _full(before, line, margins)
    if len(paragraph) > 1:
        indented = paragraph[0].x0 > before.x0 + INDENT * size  # a number at the margin then stands within the text
        return step <= INDENT and _full(before, line, margins) and (indented or not _numbered(line))
    # Neither has an indent, or both: as paragraphs of one line do, too. Only the edge of a wrapped text tells.
    if not margins.shared or before.x1 < margins.right - INDENT * before.size or _numbered(line):
        return False
    return step < HANGING and _numbered(before) if step > INDENT else before.x0 <= margins.left + INDENT * size


def _full(before: Line, line: Line, margins: Margins) -> bool:
    word = LATIN_WORD.match(line.text)
    lacking = LACKING + (len(word[0]) / 2 if word else 0)
    return before.x1 >= margins.right - lacking * before.size


def _numbered(line: Line) -> bool:
    return numbering_of(passage_of([(line.text, 0, 1)])) is not None


def joined(paragraph: Sequence[Line]) -> str:
    """The text of a paragraph; a blank parts two Latin words that a line end parted."""
    text = paragraph[0].text
    for line in paragraph[1:]:
        latin = text[-1:].isascii() and text[-1:].isalnum() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += (" " if latin else "") + line.text
    return text
