"""Blocks → the outline of a document: which item stands under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from documents.blocks import Block
from documents.outline import RANK, section_class
from documents.passage import Passage


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


def tree_of(blocks: Sequence[Block]) -> Node:
    """The outline of a document; its root holds what stands before any heading."""
    root = Node("root")
    stack = [root]
    for block in blocks:
        if block.kind in ("annex", "closing", "attachments"):
            del stack[1:]
            if block.kind == "annex":
                _push(stack, Node("title", block))
        elif block.kind == "title":
            del stack[1:]
            _push(stack, Node("title", block))
        elif block.kind == "note":
            continue  # under a table; what follows stands under the same heading
        elif block.kind == "paragraph":
            stack[-1].paragraphs.append(block)
        elif block.kind == "row":
            _above_rows(stack)
            stack[-1].rows.append(block)
        else:
            kind = (block.numbering.kind if block.numbering else "item") if block.kind == "item" else block.kind
            _place(stack, Node(kind, block))
    return root


def _push(stack: list[Node], node: Node) -> None:
    node.parent = stack[-1]
    stack[-1].children.append(node)
    stack.append(node)


def _place(stack: list[Node], node: Node) -> None:
    """Put a node under the headings open at its place: beside the last of its kind, else under the nearest above it."""
    kinds = [n.kind for n in stack]
    if node.kind == "heading":
        siblings = [i for i, n in enumerate(stack) if n.kind in ("cn", "banner", "chapter", "heading")]
        del stack[(siblings[-1] if siblings else len([k for k in kinds if RANK.get(k, 0) < RANK["heading"]])) :]
    elif node.kind in kinds:
        del stack[kinds.index(node.kind) :]
    while len(stack) > 1 and RANK.get(stack[-1].kind, 0) > RANK.get(node.kind, 6):
        stack.pop()
    _push(stack, node)


def _above_rows(stack: list[Node]) -> None:
    """A table stands under a heading, not under the item before it."""
    while len(stack) > 1 and stack[-1].kind in ("arabic", "arabic_paren", "circled", "decimal"):
        stack.pop()
