"""The heads and feet of a PDF's pages: page numbers, running heads, what a browser prints around a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.formats.pdf_columns import Column
from documents.formats.pdf_lines import Line
from documents.formats.pdf_paragraphs import margins_of
from documents.vocabulary import table

# Heads and feet are among the first or last lines of a page, and but for their digits on so large a share of the pages again
# (left and right pages may have their own), at the same height (in steps of so many points).
EDGE, OFTEN, SAME_HEIGHT = 2, 0.4, 10
# They stand apart from the text: by so many sizes of a character more than its lines do, or are so much smaller or larger.
APART, OTHER_SIZE = 0.5, 0.1
# What browsers print is smaller than the text, and stands in the outermost part of the page.
SMALL, OUTER = 0.75, 0.045


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its size in points, its columns in reading order, and its flaw (a key of pdf.FLAWS) if it has one."""

    number: int
    width: float = 0.0
    height: float = 0.0
    columns: tuple[Column, ...] = ()
    flaw: str = ""

    @property
    def lines(self) -> list[Line]:
        """All lines and tables, in reading order."""
        return [line for column in self.columns for line in column.lines]


def running_lines(pages: Sequence[Page]) -> set[int]:
    """The lines (by id) that are the head or foot of a page."""
    number = re.compile(table("documents")["page"])
    every = [line for page in pages for line in page.lines if line.text]
    size = sorted(line.size for line in every)[len(every) // 2] if every else 0.0
    gap = margins_of(every).gap + APART
    times = Counter(key for page in pages for key in {_masked(line) for line, _ in _edges(page)})
    least = max(2, OFTEN * len(pages))
    found: set[int] = set()
    for page in pages:
        for line, inner in _edges(page):
            apart = (
                abs(line.size - size) > OTHER_SIZE * size or id(inner) in found or _distance(line, inner) > gap * size
            )
            outermost = page.height and not OUTER * page.height < line.top < (1 - OUTER) * page.height
            if (
                (apart and times[_masked(line)] >= least)
                or number.search("".join(line.text.split()))
                or (outermost and line.size < SMALL * size)
            ):
                found.add(id(line))
    return found


def _edges(page: Page) -> Iterator[tuple[Line, Line | None]]:
    """The lines at the edges of a page from within outwards, each with its neighbour towards the text."""
    lines = page.lines
    for i in reversed(range(min(EDGE, len(lines)))):
        if lines[i].text:
            yield lines[i], lines[i + 1] if i + 1 < len(lines) else None
    for i in range(max(len(lines) - EDGE, EDGE), len(lines)):
        if lines[i].text:
            yield lines[i], lines[i - 1]


def _distance(line: Line, inner: Line | None) -> float:
    if inner is None:
        return 0.0
    return max(inner.top - line.bottom, line.top - inner.bottom)


def _masked(line: Line) -> str:
    """What a head or foot has in common with that of other pages: its words, and about where it stands."""
    return re.sub(r"\d+", "0", line.text) + f"@{round(line.top / SAME_HEIGHT)}"
