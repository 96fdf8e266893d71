"""The width that a text was wrapped at: a line that fills it may run on into the next, a shorter one ends its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.text.line import Line

# Widths count in halves of a Chinese character. Pages hold between 14 and 60 characters a line; short lists, and paragraphs
# that each stand on one line, are not wrapped.
NARROWEST, WIDEST = 28, 120
# A wrapped line lacks up to so much of the width: punctuation may not begin a line, Latin words are not broken.
RAGGED = 4
# A text is wrapped where at least so many lines, and so large a share of them, fill the width.
FEWEST, SHARE = 4, 0.2
# So many of a hundred lines may be longer: a running head, a line that a table left.
LONGER = 2
# Of the lines that fill the width so large a share ends within a sentence; paragraphs that happen to be as long end in a stop.
BROKEN = 0.5
STOPS = "。！？；：…）”"


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines of at least `width` halves of a character, or of `length` characters, fill the page; 0 says neither does."""

    width: int = 0
    length: int = 0
    indents: bool = False  # the first line of a paragraph, and no other, begins with blanks

    @property
    def wrapped(self) -> bool:
        """Whether the text was wrapped at some width."""
        return bool(self.width or self.length)

    def fills(self, line: Line) -> bool:
        """Whether a line reaches the end of the page's width, so that its text may run on into the next line."""
        return bool(self.width and line.width >= self.width) or bool(self.length and line.length >= self.length)

    def begins_paragraph(self, before: Line, line: Line) -> bool:
        """Whether a line begins a paragraph although the one before fills the width: it is indented or stands apart."""
        return (self.indents and line.indented) or line.number == before.number + 2


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout of a text; one that is not wrapped has no width, and no line of it fills one.

    Programs count characters, typesetters their widths: whichever more lines agree on is taken.
    """
    shown = [x for x in lines if x.kind == "text"]
    broken = [x.text[-1:] not in STOPS for x in shown]
    length, of_length = _shared([x.length for x in shown], broken, NARROWEST // 2, WIDEST // 2, 0)
    width, of_width = _shared([x.width for x in shown], broken, NARROWEST, WIDEST, RAGGED)
    layout = Layout(0, length) if of_length >= of_width else Layout(width)
    going_on = [b for a, b in pairwise(shown) if layout.fills(a) and "\u4e00" <= a.text[-1:] <= "\u9fff"]
    return replace(layout, indents=10 * sum(b.indented for b in going_on) < len(going_on))


def _shared(sizes: Sequence[int], broken: Sequence[bool], least: int, most: int, ragged: int) -> tuple[int, int]:
    """The size, less what it may lack, that a good share of lines reach and hardly one exceeds, and how many do; else 0.

    `broken` says of each line whether it ends within a sentence.
    """
    if len(sizes) < FEWEST:
        return 0, 0
    longest = sorted(sizes)[-1 - len(sizes) * LONGER // 100]
    full = [within for size, within in zip(sizes, broken, strict=True) if size >= longest - ragged]
    enough = len(full) >= max(FEWEST, SHARE * len(sizes)) and sum(full) >= BROKEN * len(full)
    return (longest - ragged, len(full)) if enough and least <= longest <= most else (0, 0)
