"""What was read otherwise than it is printed: lines that were joined, blanks, marks and page furniture left out, widths folded."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from documents.model import Repair, Span
from documents.structure.block import Block
from documents.text.passage import Passage, fold

# Digits and letters of full width, which are read as narrow ones.
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋]+")
# A bracket that opens in one width and closes in the other.
MIXED = re.compile(r"（[^（）()]{0,200}\)|\([^（）()]{0,200}）")
# After one of these a line has ended, whether or not its paragraph has.
STOPS = "。；：！？"
# A blank behind one of these is no mistake.
SPACED = "。；：！？，、.．,;:)）"
# How many characters on either side of a join are shown.
AROUND = 4
# Characters shown of a line that was mended as a whole.
LONGEST_SHOWN = 60


def repairs_of(text: str, blocks: Sequence[Block], furniture: Sequence[int]) -> Iterator[Repair]:
    """The repairs of a document, block by block; `furniture` are the numbers of the lines that are page furniture, rising."""
    for block in blocks:
        yield from _of_lines(block)
        passages = [cell for line in block.lines for cell in line.cells] if block.kind == "row" else [block.passage]
        breaks = set(block.breaks)
        for passage in passages:
            if len(passage.starts) > 1:
                yield from _joins(text, passage, breaks, furniture)
            if passage.folded != passage.text:
                yield from _widths(passage)


def _of_lines(block: Block) -> Iterator[Repair]:
    """What was done to whole lines before they were read: items parted, rows made one again, columns set right."""
    for line in block.lines:
        if line.repair:
            shown = "｜".join(cell.text for cell in line.cells if cell.text) if line.cells else line.passage.text
            yield Repair(line.repair, shown[:LONGEST_SHOWN], line.passage.span())


def _joins(text: str, passage: Passage, breaks: set[int], furniture: Sequence[int]) -> Iterator[Repair]:
    """What was left out between the runs of a passage."""
    for i in range(1, len(passage.starts)):
        at, source = passage.starts[i], passage.sources[i]
        before, line = passage.lines[i - 1], passage.lines[i]
        end = passage.sources[i - 1] + at - passage.starts[i - 1]
        read = passage.text[max(0, at - AROUND) : at + AROUND]
        if before == line:
            if not text[end:source].isspace():
                yield Repair("marks_removed", read, Span(line, end, source))
            elif passage.text[at - 1] not in SPACED:
                yield Repair("blank_removed", read, Span(line, end, source))
            continue
        if bisect_left(furniture, before) < bisect_left(furniture, line):
            yield Repair("furniture_removed", read, Span(before, end, source))
        elif at not in breaks and passage.text[at - 1] not in STOPS:
            yield Repair("line_joined", read, Span(before, end, source))


def _widths(passage: Passage) -> Iterator[Repair]:
    for m in WIDE.finditer(passage.text):
        yield Repair("width_folded", fold(m.group()), passage.span(m.start(), m.end()))
    for m in MIXED.finditer(passage.text):
        yield Repair("bracket_mixed", fold(m.group()), passage.span(m.start(), m.end()))
