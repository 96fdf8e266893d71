"""The pages of a PDF → their text from the first to the last: what goes on in the next column or on the next page is one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents.formats.grid import lines_of_rows
from documents.formats.pdf_columns import Column
from documents.formats.pdf_lines import Line
from documents.formats.pdf_paragraphs import Margins, goes_on, joined, margins_of, paragraphs_of
from documents.formats.pdf_tables import continued
from documents.vocabulary import table

# Running heads and feet stand in the first or last lines of a page, and on another page again but for their digits.
EDGE = 2
# Columns whose widths differ by more, in sizes of a character, are no parts of one text.
ALIKE = 3.0


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its width in points, its columns in reading order, and its flaw (a key of pdf.FLAWS) if it has one."""

    number: int
    width: float = 0.0
    columns: tuple[Column, ...] = ()
    flaw: str = ""


@dataclass
class Item:
    """A paragraph or a table, with the page that it begins on; `running` where it is the head or foot of a page.

    `turns` are the pages that it goes on upon, each with how many lines stand before it.
    """

    lines: list[Line]
    page: int
    margins: Margins
    running: bool = False
    begins: bool = False  # it is the first of its column
    turns: list[tuple[int, int]] = field(default_factory=list)

    def text(self) -> list[str]:
        """The lines of the rendered text."""
        if self.lines[0].rows:
            return [line for _, line in lines_of_rows(self.lines[0].rows[0].rows)]
        return [joined(self.lines)]

    def turned(self) -> Iterator[tuple[int, int]]:
        """The pages that it goes on upon, each with how many characters of its text stand before it."""
        for page, count in self.turns:
            yield page, len(joined(self.lines[: count + 1])) - len(self.lines[count].text)


@dataclass
class _Flow:
    items: list[Item] = field(default_factory=list)
    last: Item | None = None  # the last one that is no head or foot

    def take(self, item: Item) -> None:
        """One more item: a part of the last one, or one by itself."""
        if item.running:
            self.items.append(item)
            return
        before, self.last = self.last, item
        if before and item.begins and not before.lines[0].rows and not item.lines[0].rows and _adjoins(before, item):
            before.turns += [(item.page, len(before.lines))] if item.page > before.page else []
            before.lines += item.lines
            self.last = before
            return
        if before and item.page > before.page and before.lines[0].rows and item.lines[0].rows:
            above, below = continued(before.lines[0].rows[0], item.lines[0].rows[0])
            before.lines = [replace(before.lines[0], rows=(above,))]
            item.lines = [replace(item.lines[0], rows=(below,))]
        self.items.append(item)


def items_of(pages: Sequence[Page]) -> list[Item]:
    """The paragraphs and tables of all pages, in order, the heads and feet of pages between them."""
    running = _running([_texts(page) for page in pages])
    across = [line for page in pages for column in page.columns if column.full for line in column.lines]
    margins = margins_of(across, max((page.width for page in pages), default=0.0))
    flow = _Flow()
    for page in pages:
        for column in page.columns:
            of_column = margins if column.full else margins_of(column.lines)
            begins = True
            for lines in paragraphs_of(column.lines, of_column):
                is_running = len(lines) == 1 and _masked(lines[0].text) in running
                flow.take(Item(lines, page.number, of_column, is_running, begins))
                begins &= is_running
    return flow.items


def _texts(page: Page) -> list[str]:
    return [line.text for column in page.columns for line in column.lines if line.text]


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """The heads and feet: page numbers, and what stands at the edge of several pages; their digits are masked."""
    number = re.compile(table("documents")["page"])
    at_edges = [set(texts[:EDGE]) | set(texts[-EDGE:]) for texts in pages]
    times = Counter(masked for edge in at_edges for masked in {_masked(text) for text in edge})
    numbers = {_masked(text) for edge in at_edges for text in edge if number.search("".join(text.split()))}
    return numbers | {masked for masked, n in times.items() if n > 1}


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _adjoins(before: Item, item: Item) -> bool:
    """Whether the first paragraph of a column goes on with the last one of the column before."""
    first, above, here = item.lines[0], before.margins, item.margins
    if abs((here.right - here.left) - (above.right - above.left)) > ALIKE * first.size:
        return False
    shift, top = above.left - here.left, before.lines[-1].bottom
    moved = replace(first, x0=first.x0 + shift, x1=first.x1 + shift, top=top, bottom=top + first.bottom - first.top)
    return goes_on(before.lines, moved, above)
