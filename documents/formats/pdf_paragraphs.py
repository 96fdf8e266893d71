"""Lines of a PDF's page → paragraphs: a line that reaches the margin goes on in the next one, by where the two stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.formats.pdf_lines import Line
from documents.outline import numbering_of
from documents.passage import passage_of

# In sizes of a character: what a full line may lack of the margin (punctuation may not begin a line, GB/T 15834), what
# counts as an indent, how far a hanging number may stand out, and how much wider than usual the gap between paragraphs is.
LACKING, INDENT, HANGING, WIDER = 2.1, 0.7, 4.0, 0.5
# Lines of a paragraph stand closer than its neighbours: the gap that a fifth of all lines do not exceed is theirs.
CLOSEST = 5
# Latin words are not broken: a line may lack the first word of the next one, so many halves of a character.
LATIN_WORD = re.compile(r"[A-Za-z0-9./:_-]+")
# The right margin may be wider than the left one by so much of the page's width.
ASKEW = 0.08
# So many lines must reach a margin for it to be one.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Margins:
    """The edges between which a column's text runs, in points, and the gap between its lines, in sizes of a character."""

    left: float
    right: float
    gap: float


def margins_of(lines: Iterable[Line], width: float = 0.0) -> Margins:
    """The edges that several lines share; those of the widest line where none do.

    On a page of `width` points the text reaches about as near to its right edge as to its left: short lines of one length
    fill nothing.
    """
    shown = [line for line in lines if not line.rows]
    if not shown:
        return Margins(0.0, 0.0, 0.0)
    lefts, rights = Counter(round(x.x0 / 4) for x in shown), Counter(round(x.x1 / 4) for x in shown)
    shared_left = [x for x, n in lefts.items() if n >= FEWEST]
    shared_right = [x for x, n in rights.items() if n + rights[x - 1] + rights[x - 2] >= FEWEST]
    left = min(shared_left) * 4.0 if shared_left else min(x.x0 for x in shown)
    right = max(shared_right) * 4.0 if shared_right else max(x.x1 for x in shown)
    right = max(right, (1 - ASKEW) * width - left)
    gaps = sorted((b.top - a.bottom) / b.size for a, b in pairwise(shown) if 0 <= b.top - a.bottom < 3 * b.size)
    return Margins(left, right, gaps[len(gaps) // CLOSEST] if gaps else 0.0)


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
    if line.top - before.bottom > (margins.gap + WIDER) * size or not _full(before, line, margins):
        return False
    step = (line.x0 - before.x0) / size
    if step < -INDENT:  # the first line is indented, or this one goes back to the margin
        return len(paragraph) == 1 and line.x0 < margins.left + INDENT * size
    if step > INDENT:
        return len(paragraph) == 1 and step < HANGING and _numbered(before)
    indented = before.x0 > margins.left + INDENT * size
    if len(paragraph) == 1 and indented:
        return False  # each paragraph begins so
    return not _numbered(line) or (not indented and paragraph[0].x0 > margins.left + INDENT * size)


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
