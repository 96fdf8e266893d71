"""The pages of a PDF → their text from the first to the last: what goes on in the next column or on the next page is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from documents.formats.grid import lines_of_rows
from documents.formats.pdf_edges import Page, running_lines
from documents.formats.pdf_lines import Line
from documents.formats.pdf_paragraphs import Margins, goes_on, joined, margins_of, paragraphs_of
from documents.formats.pdf_tables import continued

# Columns whose widths differ by more, in sizes of a character, are no parts of one text.
ALIKE = 3.0


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
    running = running_lines(pages)
    across = [line for page in pages for column in page.columns if column.full for line in column.lines]
    body = [line for line in across if id(line) not in running]
    margins = margins_of(body, max((page.width for page in pages), default=0.0))
    flow = _Flow()
    for page in pages:
        for column in page.columns:
            of_column = margins if column.full else margins_of(column.lines)
            begins = True
            for run, lines in groupby(column.lines, lambda line: id(line) in running):
                for part in ([line] for line in lines) if run else paragraphs_of(list(lines), of_column):
                    flow.take(Item(part, page.number, of_column, run, begins))
                    begins &= run
    return flow.items


def _adjoins(before: Item, item: Item) -> bool:
    """Whether the first paragraph of a column goes on with the last one of the column before."""
    first, above, here = item.lines[0], before.margins, item.margins
    if abs((here.right - here.left) - (above.right - above.left)) > ALIKE * first.size:
        return False
    shift, top = above.left - here.left, before.lines[-1].bottom
    moved = replace(first, x0=first.x0 + shift, x1=first.x1 + shift, top=top, bottom=top + first.bottom - first.top)
    return goes_on(before.lines, moved, above)
