"""Marked words of a source → what a reader needs to make a measure of them: their paragraphs, cells and heading."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from documents.outlining import lines_read, outlines_of
from documents.structure.block import Block
from documents.structure.items import CHAPTERS, HEADINGS, chapter_of, heading_of
from documents.structure.making import Setting
from documents.structure.tree import Node, tree_of
from documents.text.passage import EMPTY, Passage, join
from documents.text.quoting import place_in


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked words: where their paragraphs after the first begin, the cells where they are of one row, the heading above."""

    passage: Passage
    breaks: tuple[int, ...]
    cells: tuple[Passage, ...]
    chapter: str


def marked_words(text: str, furniture: Collection[int], setting: Setting, start: int, end: int) -> Marked:
    """What is marked of the document that `setting` is of; `furniture` are the beginnings of heads and feet of pages."""
    outlined = next((one for one in outlines_of(lines_read(text, furniture)) if one.key == setting.key), None)
    if outlined is None:
        return Marked(EMPTY, (), (), "")
    blocks = [block for block in outlined.blocks if _holds(block, start, end)]
    if not blocks:
        lines = [line.passage for line in outlined.part.lines]
        return Marked(join(_cut(passage, start, end) for passage in lines), (), (), setting.title)
    chapter = next((_chapter(node, blocks[0], setting, start) for node in tree_of(outlined.blocks).walk()
                    if _is_of(node, blocks[0])), "")  # fmt: skip
    if all(block.kind == "row" for block in blocks):
        cells = tuple(
            c for b in blocks for line in b.lines for cell in line.cells if (c := _cut(cell, start, end)).text
        )
        return Marked(join(sorted(cells, key=lambda c: c.sources)), (), cells, chapter)
    parts = list(_paragraphs(blocks, start, end))
    breaks, at = [], 0
    for part in parts[:-1]:
        at += len(part.text)
        breaks.append(at)
    return Marked(join(parts), tuple(breaks), (), chapter)


def _paragraphs(blocks: Collection[Block], start: int, end: int) -> Iterator[Passage]:
    for block in blocks:
        bounds = [0, *(b for b in block.breaks if 0 < b < len(block.passage.text)), len(block.passage.text)]
        for first, last in pairwise(bounds):
            if (part := _cut(block.passage.cut(first, last), start, end)).text:
                yield part


def _holds(block: Block, start: int, end: int) -> bool:
    return bool(_cut(block.passage, start, end).text)


def _cut(passage: Passage, start: int, end: int) -> Passage:
    first, last = place_in(passage, start, end)
    return passage.cut(first, last)


def _is_of(node: Node, block: Block) -> bool:
    return node.block is block or any(b is block for b in (*node.paragraphs, *node.rows))


def _chapter(node: Node, block: Block, setting: Setting, start: int) -> str:
    """The heading above marked words: an item's own is that of what stands under it, not of itself."""
    if node.block is not block:
        return heading_of(node) if node.block else setting.title
    heads = node.kind in (*HEADINGS, *CHAPTERS) and place_in(block.passage, start, start)[0] >= node.title_end
    return heading_of(node) if heads else chapter_of(node, setting)
