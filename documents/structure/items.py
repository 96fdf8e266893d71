"""What of an outline's item is its heading, its steps, its sentences, and what it says for others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from documents.structure.block import Block
from documents.structure.making import Setting
from documents.structure.tree import Node
from documents.text.passage import Passage, join
from documents.units.mentions import label_at
from documents.units.unit_lists import end_without_list, lists_in
from documents.vocabulary import table

# Numbers in brackets, circled ones and 一是 are steps of the item above them, as long as nobody is named for each.
BRACKETED = ("arabic_paren", "arabic_close")
ABSORBED = (*BRACKETED, "circled", "listed", "letter")
# Headings of sections, which state no task themselves; CHAPTERS may, where their text follows at once.
CHAPTERS = ("cn", "whole", "roman")
HEADINGS = ("title", "part", "chapter", "section", "banner", "heading", "duty")
# How a paragraph of a list begins; any other that follows a ； goes on with the sentence.
LISTED = re.compile(r"[—●•·○■◆※]|（?[一二三四五六七八九十\d]{1,3}[）、.．是]|[①-⑳]|第[一二三四五六七八九十]{1,2}")
# A field of an item, with nothing after it: 整改措施：
FIELD = re.compile(r"[\u4e00-\u9fff]{2,8}：")


def breaks_of(node: Node) -> list[int]:
    """Where the paragraphs of an item's own text begin, after the first."""
    return list(node.block.breaks) if node.block else []


def heading_of(node: Node) -> str:
    """A heading with its number, as printed, without the list of units that may stand at its end."""
    return node.passage.text[: node.label_end] + without_list(node.passage.cut(node.label_end, node.title_end))


def chapter_of(node: Node, setting: Setting) -> str:
    """The nearest heading above; the document's title where there is none."""
    above = next(node.ancestors(), None)
    return heading_of(above) if above else setting.title if node.parent and node.parent.kind == "root" else ""


def lead_in(node: Node) -> int:
    """Where the sentence begins that ends a heading's text in a colon and heads the items under it: 6月底前完成以下任务："""
    folded = node.passage.folded
    if not folded.endswith("：") or node.title_end == len(folded):
        return len(folded)
    return max(folded.rfind("。", node.title_end) + 1, node.title_end)


def lead_above(node: Node) -> tuple[Block, int] | None:
    """The paragraph under a title whose last sentence heads the items or the table below it, and where that begins."""
    block = node.paragraphs[-1] if node.paragraphs else None
    below = node.children[0].block if node.children else node.rows[0] if node.rows else None
    if block is None or below is None or not block.passage.folded.endswith("："):
        return None
    if block.lines[0].number > below.lines[0].number:
        return None
    begins = max((b for b in block.breaks), default=0)
    return block, max(block.passage.folded.rfind("。") + 1, begins)


def steps_of(node: Node) -> list[Node]:
    """The items under a node that are only its steps; none where they are tasks of their own."""
    children = node.children
    if not children or node.kind in HEADINGS or (node.kind in CHAPTERS and not _at_once(node)):
        return []
    listed = [bool(lists_in(n.passage, breaks_of(n)).spans) for n in children]
    if all(n.kind in ABSORBED for n in children):
        apart = any(listed[:-1]) and 2 * sum(listed) > len(listed)
        return [] if apart or (not any(listed) and _are_tasks(node)) else children
    return children if not any(listed[:-1]) and _is_form(node) else []


def _at_once(node: Node) -> bool:
    return node.title_end not in breaks_of(node) and node.title_end < len(node.passage.text)


def _are_tasks(node: Node) -> bool:
    """Whether a heading only names a matter, and whole sentences numbered （1） under it state the tasks."""
    if not node.heading_only or lists_in(node.passage).spans:
        return False
    return all(n.kind in BRACKETED and n.passage.folded.endswith("。") for n in node.children)


def _is_form(node: Node) -> bool:
    """Whether an item is a form of fields (整改目标：… 整改措施：1. 2. 3. 责任单位：…): its numbers are lines of one field."""
    start = max(breaks_of(node), default=-1)
    if start < 0 or not FIELD.fullmatch(node.passage.folded, start):
        return False
    *_, last = node.walk()
    return any(label_at(last.passage.folded, b) for b in breaks_of(last))


def whole_of(node: Node, steps: Sequence[Node]) -> tuple[Passage, list[int]]:
    """The item's text with that of its steps, and where its paragraphs begin."""
    breaks, parts, at = breaks_of(node), [node.passage], len(node.passage.text)
    for part in (n for step in steps for n in step.walk()):
        breaks += [at, *(at + b for b in breaks_of(part))]
        parts.append(part.passage)
        at += len(part.passage.text)
    return (join(parts) if steps else node.passage), breaks


def said_for_all(node: Node) -> Passage | None:
    """The list under the last of several items that stands by itself, where no other names units: it is that of all."""
    if len(node.children) < 2 or node.children[-1].children:
        return None
    last = node.children[-1]
    spans = lists_in(last.passage, breaks_of(last)).spans
    start = next((b for b in breaks_of(last) if spans and b <= spans[0][0] <= b + 1), None)
    if start is None and not (spans and (start := _label_before(last, spans[0][0]))):
        return None
    if any(lists_in(n.passage, breaks_of(n)).spans or n.children for n in node.children[:-1]):
        return None
    return last.passage.cut(start)


def _label_before(node: Node, at: int) -> int | None:
    """Where the paragraph begins that is nothing but a labelled list at a place."""
    start = max((b for b in breaks_of(node) if b <= at), default=0)
    return start if start and label_at(node.passage.folded, start) else None


def sentence_bounds(folded: str, start: int, breaks: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where each sentence from `start` begins and ends: at a 。 and at the end of a paragraph."""
    at = start
    stops = {i + 1 for i, c in enumerate(folded) if c == "。" and i >= start}
    stops |= {b for b in breaks if b > start and (folded[b - 1] != "；" or LISTED.match(folded, b))}
    for stop in sorted(stops | {len(folded)}):
        if stop > at and folded[at:stop].strip("。"):
            yield at, stop
        at = max(at, stop)


def closing_paragraph(node: Node, passage: Passage) -> int | None:
    """Where a paragraph begins that follows an item's text and list: it closes the section and is no part of the item."""
    breaks = breaks_of(node) if not node.children else []
    if not breaks:
        return None
    if _ends_series(node):
        return next((b for b in breaks if not label_at(passage.folded, b) and passage.folded[b : b + 1] != "（"), None)
    spans = lists_in(passage, breaks).spans
    if not spans or "。" not in passage.folded[: spans[0][0]]:
        return None
    at = next((b for b in breaks if b >= spans[-1][1]), None)
    return None if at is None or label_at(passage.folded, at) else at


def _ends_series(node: Node) -> bool:
    """Whether an item is the last of several that have one paragraph each: what stands below it is no part of it."""
    breaks = breaks_of(node)
    if node.parent is None or node.parent.children[-1] is not node or node.title_end in breaks:
        return False
    before = _before(node)
    alone = before and not any(breaks_of(n) or n.children for n in before)
    return bool(alone) and node.passage.folded[breaks[0] - 1] == "。"


def _before(node: Node) -> list[Node]:
    """Up to three items before one in its series, which may have begun under the heading before."""
    parent = node.parent
    if parent is None:
        return []
    chapters = parent.parent.children if parent.parent else []
    at = bisect_left(chapters, _line_of(parent), key=_line_of)
    series = [*(chapters[at - 1].children if at else []), *parent.children[:-1]]
    return [n for n in series[-3:] if n.kind == node.kind]


def _line_of(node: Node) -> int:
    return node.block.lines[0].number if node.block else 0


def fields_of(node: Node) -> list[tuple[int, int]]:
    """The paragraphs of a heading's text that are fields of it (责任单位：… 完成时限：…): where each begins and ends."""
    folded = node.passage.folded
    bounds = [*breaks_of(node), len(folded)]
    return [(start, end) for start, end in pairwise(bounds) if label_at(folded, start)]


def own_end(passage: Passage, breaks: Sequence[int]) -> int:
    """Where the item itself ends: a later paragraph stands in the section, no more in its last item."""
    stop = passage.folded.find("。")
    return next((b for b in breaks if b > stop >= 0), len(passage.text))


def sentence_title(part: Passage) -> str:
    """A paragraph's first sentence."""
    stop = part.folded.find("。")
    return part.text[: stop if stop >= 0 else len(part.text)].strip("：: ")


def without_list(title: Passage) -> str:
    """A heading without the list of units in brackets at its end."""
    end = end_without_list(title)
    return title.text[: end if end > 1 else None].strip("：: ")


@cache
def _duties() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("outline")["duty"].items()}


def named_for(title: str) -> int:
    """Where the unit's name ends that a heading consists of: the items under it are that unit's; 0 where it is none."""
    named = _duties()["heading"].fullmatch(title.rstrip("：。"))
    return named.end() if named else 0


def charged(text: str) -> int:
    """Where the unit's name ends with which an item begins that says what it is in charge of: 县公安局：负责…; else 0."""
    named = _duties()["item"].match(text)
    return named.end("unit") if named else 0
