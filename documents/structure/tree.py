"""Blocks → the outline of a document: which item stands under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from documents.structure.block import Block
from documents.tables.columns import is_header
from documents.text.outline import RANK, names_table, section_class
from documents.text.passage import Passage

# A heading without a sentence is no longer.
LONGEST_HEADING = 45
# Kinds of which no series stands within another.
DEEPEST = ("circled", "listed", "letter")
# Kinds of items that no table stands under.
NO_HEADINGS = ("arabic", "arabic_paren", "arabic_close", "decimal", "caption", *DEEPEST)
# The line that names a table is no longer, and holds none of these.
LONGEST_CAPTION = 45
STOPS = re.compile("[。；：，！？]")


@dataclass
class Node:
    """A heading or item, what stands under it, and the rows of a table in it."""

    kind: str
    block: Block | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    paragraphs: list[Block] = field(default_factory=list)
    rows: list[Block] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number as printed, `` where there is none."""
        return self.block.numbering.printed if self.block and self.block.numbering else ""

    @property
    def value(self) -> int | None:
        """The number's value."""
        return self.block.numbering.value if self.block and self.block.numbering else None

    @property
    def label_end(self) -> int:
        """Where in the passage the text after the number begins."""
        if not self.block or not self.block.numbering:
            return 0
        return self.block.numbering.end

    @property
    def passage(self) -> Passage:
        """The item's text with its number."""
        return self.block.passage if self.block else Passage("", (), (), ())

    @cached_property
    def title_end(self) -> int:
        """Where the heading of the item ends: at its first 。 or the end of its first paragraph."""
        folded = self.passage.folded
        paragraph = next((b for b in self.block.breaks if b > 0), len(folded)) if self.block else len(folded)
        stop = folded.find("。", self.label_end, paragraph)
        return stop if stop > 0 else paragraph

    @property
    def title(self) -> str:
        """The heading without its number."""
        return self.passage.text[self.label_end : self.title_end].strip("：: ")

    @property
    def heading(self) -> str:
        """The heading as printed, with its number."""
        return self.passage.text[: self.title_end].strip("：: ")

    def ancestors(self) -> Iterator[Node]:
        """The headings above, nearest first, the root left out."""
        node = self.parent
        while node is not None and node.parent is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """Itself and all under it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def section_class(self) -> str:
        """What the headings above say: tasks, phases or frame; tasks where they say nothing."""
        for node in self.ancestors():
            if node.kind == "duty":
                continue
            if node.kind == "title":
                return "tasks"
            if found := section_class(re.sub(r"（[^）]*）", "", node.title)[:40]):
                return found
        return "tasks"

    @property
    def heading_only(self) -> bool:
        """Whether it is a heading and nothing else: no sentence ends in it and no paragraph stands below."""
        return bool(self.block) and self.title_end == len(self.passage.text) and self.title_end <= LONGEST_HEADING


def tree_of(blocks: Sequence[Block]) -> Node:
    """The outline of a document; its root holds what stands before any heading."""
    outline = _Outline()
    for block in blocks:
        outline.take(block)
    return outline.root


class _Outline:
    def __init__(self) -> None:
        self.root = Node("root")
        self.stack = [self.root]
        self.before: Block | None = None
        self.under: set[tuple[str, str]] = set()  # kinds that this text puts above and below, against their rank

    def take(self, block: Block) -> None:
        """The next block."""
        self._take(block)
        self.before = block

    def _take(self, block: Block) -> None:
        if block.kind in ("annex", "closing", "attachments", "title"):
            del self.stack[1:]
            if block.kind in ("annex", "title"):
                self._push(Node("title", block))
        elif block.kind == "note":
            return  # under a table; what follows stands under the same heading
        elif block.kind == "paragraph":
            self.stack[-1].paragraphs.append(block)
        elif block.kind == "row":
            if self.before is None or self.before.kind != "row":
                self._begin_table(block)
            self.stack[-1].rows.append(block)
        else:
            kind = (block.numbering.kind if block.numbering else "item") if block.kind == "item" else block.kind
            self._place(Node(kind, block))

    def _begin_table(self, row: Block) -> None:
        caption = self._caption(row)
        self._above_rows()
        if caption:
            self._push(Node("caption", caption))

    def _caption(self, row: Block) -> Block | None:
        """The line that names the table which a heading row begins: a short one right before it, that ends in no stop."""
        above = self.stack[-1].paragraphs[-1:]
        if not above or self.before is not above[0] or not is_header(row.lines[0].cells):
            return None
        text = above[0].passage.folded
        if len(text) > LONGEST_CAPTION or STOPS.search(text) or len(above[0].lines) > 2 or not names_table(text):
            return None
        return self.stack[-1].paragraphs.pop()

    def _push(self, node: Node) -> None:
        node.parent = self.stack[-1]
        node.parent.children.append(node)
        self.stack.append(node)

    def _place(self, node: Node) -> None:
        """Put a node under the headings open at its place: beside the one that it goes on from, else below the nearest above."""
        top, kinds = self.stack[-1], [n.kind for n in self.stack]
        if node.kind == "heading":
            del self.stack[self._beside_heading(node, kinds) :]
        elif node.kind == "decimal" and (above := self._prefixed(node)):
            del self.stack[above + 1 :]
        elif node.value == 1 and top.kind == node.kind and top.heading_only and self._may_hold(kinds, node.kind):
            pass  # a series within one of its own kind
        elif node.kind in kinds:
            del self.stack[self._sibling(node, kinds) :]
        elif self._begins_below(node, top):
            self.under.add((top.kind, node.kind))
        else:
            while len(self.stack) > 1 and RANK.get(self.stack[-1].kind, 0) > RANK.get(node.kind, 6):
                self.stack.pop()
        self._push(node)

    def _may_hold(self, kinds: Sequence[str], kind: str) -> bool:
        return kind not in DEEPEST and kinds.count(kind) == 1

    def _beside_heading(self, node: Node, kinds: Sequence[str]) -> int:
        """The place in the stack of a heading without a number: by the # before it, else beside the last of a section's."""
        level = node.block.lines[0].level if node.block else 0
        marked = [i for i, n in enumerate(self.stack) if n.block and n.block.lines[0].level]
        if level and marked:
            return next((i for i in marked if self.stack[i].block.lines[0].level >= level), len(self.stack))  # type: ignore[union-attr]
        siblings = [
            i for i, kind in enumerate(kinds) if kind in ("cn", "whole", "roman", "banner", "chapter", "heading")
        ]
        return siblings[-1] if siblings else len([k for k in kinds if RANK.get(k, 0) < RANK["heading"]])

    def _sibling(self, node: Node, kinds: Sequence[str]) -> int:
        """Whose place a node takes: of the deepest of its kind that it goes on from, else of the first."""
        same = [i for i, kind in enumerate(kinds) if kind == node.kind]
        if node.kind == "decimal":
            deep = node.number.count(".")
            return next((i for i in same if self.stack[i].number.count(".") >= deep), len(self.stack))
        return next((i for i in reversed(same) if node.value == (self.stack[i].value or 0) + 1), same[0])

    def _prefixed(self, node: Node) -> int | None:
        """The place in the stack of the number that a decimal goes on from: 2.1 of 2.1.3, 2 of 2.1."""
        prefix = node.number.rpartition(".")[0]
        named = [i for i, n in enumerate(self.stack) if n.kind in ("decimal", "arabic", "whole") and n.number == prefix]
        return named[-1] if named else None

    def _begins_below(self, node: Node, top: Node) -> bool:
        """Whether a series begins below a heading of a lower rank: 1. with nothing but its name, and then （一）."""
        if RANK.get(top.kind, 0) <= RANK.get(node.kind, 6):
            return False
        return node.value == 1 and top.heading_only and (top.value == 1 or (top.kind, node.kind) in self.under)

    def _above_rows(self) -> None:
        """A table stands under a heading, not under the item before it."""
        while len(self.stack) > 1 and self.stack[-1].kind in NO_HEADINGS:
            self.stack.pop()
