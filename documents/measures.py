"""The outline of a document → its measures, each with deadlines and units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from documents.blocks import Block, duty_of
from documents.deadlines import Found, deadlines_in
from documents.making import Heading, Setting, Taken, governs, measure_of
from documents.mentions import Listed, label_at, mentions_in, mentions_of_cell
from documents.model import Deadline
from documents.outline import opens_frame, section_class
from documents.passage import Passage, join
from documents.sheets import header_of, records_of
from documents.table_measures import measures_of_records
from documents.tree import Node
from documents.unit_lists import lists_in

ABSORBED = ("arabic_paren", "circled")
HEADINGS = ("title", "part", "chapter", "section", "banner", "heading", "duty")

# How a paragraph of a list begins; any other that follows a ； goes on with the sentence.
LISTED = re.compile(r"[—●•·○■◆※]|（?[一二三四五六七八九十\d]{1,3}[）、.．是]|[①-⑳]|第[一二三四五六七八九十]{1,2}")
# A sentence that announces what follows states no task.
ANNOUNCES = re.compile(r"如下[：。]?$|(?:印发|转发|下达|下发)给你们")


def measures_of(root: Node, setting: Setting) -> Taken:
    """The measures of a document in text order (GUIDELINES: which items are measures)."""
    taken = Taken()
    reader = _Reader(setting, taken)
    for node in root.walk():
        reader.node(node)
    taken.measures.sort(key=lambda m: m.span.start)
    return taken


class _Reader:
    def __init__(self, setting: Setting, taken: Taken) -> None:
        self.setting = setting
        self.taken = taken
        self.absorbed: set[int] = set()
        self.run_on: set[int] = set()  # headings under which a series goes on
        self.highest: dict[str, int] = {}  # of the series that run on through the document, by kind
        self.governing: dict[int, tuple[Deadline, ...]] = {}  # by heading, as far as asked for
        self.header: tuple[Passage, ...] = ()  # of the table that a line of text parted

    def node(self, node: Node) -> None:
        if id(node) in self.absorbed:
            return
        if node.block and node.block.kind in ("item", "heading", "duty", "title"):
            self._item(node)
        for block in node.paragraphs:
            self._paragraph(node, block)
        if node.rows:
            self._rows(node)

    def _item(self, node: Node) -> None:
        runs_on = self._runs_on(node)
        passage, breaks = self._whole(node)
        if node.children and not self.absorbed.issuperset(id(c) for c in node.children):
            self._heading(node)
            return
        section = "tasks" if runs_on else node.section_class()
        if node.kind in HEADINGS:
            self._heading(node)
        elif node.kind == "article" and section == "tasks":
            self._article(node, passage, breaks)
        elif node.kind == "cn":
            self._leaf_heading(node, passage, breaks)
        elif section == "frame":
            self._sentences(passage, breaks, node.label_end, node.number, _chapter(node, self.setting))
        elif node.kind == "cn_paren" and not runs_on and opens_frame(node.title):
            self._frame(node, passage, breaks)
        else:
            self._whole_item(node, passage, breaks, dated_only=section == "phases")

    def _runs_on(self, node: Node) -> bool:
        """Whether an item goes on with a series that began under an earlier heading (GUIDELINES: taken whole)."""
        before, value = self.highest.get(node.kind, 0), node.value or 0
        first = node.parent is None or node is next((n for n in node.parent.children if n.kind == node.kind), None)
        if node.kind in ("arabic", "cn_paren", "article"):
            self.highest[node.kind] = value
        if not first:
            return node.parent is not None and id(node.parent) in self.run_on
        runs_on = node.kind in ("arabic", "cn_paren") and value == before + 1 > 1
        if runs_on and node.parent is not None:
            self.run_on.add(id(node.parent))
        return runs_on

    def _article(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """An article of a regulation is a measure where it says who or by when."""
        if lists_in(passage, breaks).spans or self._found(passage).deadlines:
            self._whole_item(node, passage, breaks, dated_only=False)
        else:
            self.taken.dismissed.extend(self._found(passage).dismissed)

    def _whole(self, node: Node) -> tuple[Passage, list[int]]:
        """The item's text with that of the sub-items that are only its steps."""
        own, breaks = node.passage, list(node.block.breaks if node.block else ())
        steps = node.children
        if node.kind in ("title", *HEADINGS) or not steps or any(n.kind not in ABSORBED for n in steps):
            return own, breaks
        if 2 * sum(bool(lists_in(n.passage).spans) for n in steps) > len(steps):
            return own, breaks
        parts, at = [own], len(own.text)
        for step in steps:
            breaks += [at, *(at + b for b in (step.block.breaks if step.block else ()))]
            self.absorbed.update(id(n) for n in step.walk())
            parts.extend(n.passage for n in step.walk())
            at += sum(len(n.passage.text) for n in step.walk())
        return join(parts), breaks

    def _leaf_heading(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """A 一、 with nothing numbered under it: a section's prose, or the task itself where its text follows at once."""
        section = (
            node.section_class() if node.parent and node.parent.kind not in ("root", "title") else _own_class(node)
        )
        at_once = node.title_end not in breaks and node.title_end < len(passage.text)
        if section == "tasks" and at_once and (lists_in(passage, breaks).spans or self._found(passage).deadlines):
            self._whole_item(node, passage, breaks, dated_only=False)
        elif section == "tasks" and not at_once:
            self._prose(node, passage, breaks)
        else:
            number = node.number if at_once else ""
            self._sentences(passage, breaks, node.title_end, number, _heading(node))

    def _frame(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """（一）工作目标 that stands where tasks do: its sentences stand in it, or under it where it is a heading alone."""
        if node.title_end in breaks:
            self._sentences(passage, breaks, node.title_end, "", _heading(node))
        else:
            self._sentences(passage, breaks, node.label_end, node.number, _chapter(node, self.setting))

    def _heading(self, node: Node) -> None:
        if node.kind == "cn_paren" and node.section_class() == "phases":
            self._phase(node)
        if node.title_end < len(node.passage.text):
            self._prose(node, node.passage, node.block.breaks if node.block else ())

    def _phase(self, node: Node) -> None:
        """A phase with its own period is a measure although its steps are numbered (GUIDELINES, Decisions)."""
        title = node.passage.cut(node.label_end, node.title_end)
        if deadlines := tuple(self._in_heading(title).deadlines):
            heading = Heading(title.text, node.number, _chapter(node, self.setting))
            self._append(node.passage.cut(0, node.title_end), heading, deadlines, mentions_in(title))

    def _prose(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """Paragraphs under a heading: one that names units is a measure, of the others the sentences with a deadline."""
        end = _lead_in(node) if node.children else len(passage.text)
        bounds = [node.title_end, *(b for b in breaks if node.title_end < b < end), max(end, node.title_end)]
        for start, end in pairwise(bounds):
            part = passage.cut(start, end)
            lists = lists_in(part).spans
            if lists and node.section_class() != "frame" and _own_class(node) != "frame":
                if lists[0][0] < 8:
                    continue  # the heading's own list, which the items under it inherit
                self._add(part, (), _sentence_title(part), "", _heading(node))
            else:
                self._sentences(part, (), 0, "", _heading(node))

    def _paragraph(self, node: Node, block: Block) -> None:
        heading = _heading(node) if node.block else ""
        self._sentences(block.passage, block.breaks, 0, "", heading or self.setting.title)

    def _sentences(self, passage: Passage, breaks: Sequence[int], start: int, number: str, chapter: str) -> None:
        """Each sentence with a calendar deadline is a measure of its own."""
        found = self._found(passage, start)
        self.taken.dismissed.extend(found.dismissed)
        own = _own_end(passage, breaks)
        bounds = list(_sentence_bounds(passage.folded, start, breaks))
        for (first, last), following in zip(bounds, [*bounds, None][1:], strict=True):
            deadlines = tuple(d for d in found.deadlines if first <= d.at < last and d.kind != "ongoing")
            if deadlines and not ANNOUNCES.search(passage.folded[first:last]):
                within = number if first < own else ""
                part = passage.cut(first, last)
                title = part.text.strip("。；，,;：: ")
                until = following[1] if following and passage.folded[following[0]] == "（" else last
                listed = mentions_in(passage.cut(first, until), (), self.setting.first_leads)
                self._append(part, Heading(title, within, chapter), deadlines, listed)

    def _whole_item(self, node: Node, passage: Passage, breaks: Sequence[int], dated_only: bool) -> None:
        start = node.label_end
        if (end := _closing_paragraph(node, passage)) is not None:
            self._sentences(passage.cut(end), (), 0, "", _chapter(node, self.setting))
            passage, breaks = passage.cut(0, end), [b for b in breaks if b < end]
        text, later = passage.cut(start), [b - start for b in breaks]
        found = self._found(text)
        if dated_only and not found.deadlines:
            self.taken.dismissed.extend(found.dismissed)
            return
        self.taken.dismissed.extend(found.dismissed)
        deadlines = tuple(found.deadlines) or self._governing(node)
        listed = mentions_in(text, later, self.setting.first_leads)
        if not listed.mentions:
            listed = self._inherited(node)
        title = _without_list(passage.cut(start, node.title_end)).rstrip("；;")
        self._append(passage, Heading(title, node.number, _chapter(node, self.setting)), deadlines, listed, text.text)

    def _add(self, part: Passage, breaks: Sequence[int], title: str, number: str, chapter: str) -> None:
        found = self._found(part)
        self.taken.dismissed.extend(found.dismissed)
        listed = mentions_in(part, breaks, self.setting.first_leads)
        self._append(part, Heading(title, number, chapter), tuple(found.deadlines), listed)

    def _append(
        self, whole: Passage, heading: Heading, deadlines: tuple[Deadline, ...], listed: Listed, text: str = ""
    ) -> None:
        self.taken.measures.append(measure_of(self.setting, whole, heading, deadlines, listed, text))

    def _rows(self, node: Node) -> None:
        lines = [line for block in node.rows for line in block.lines]
        heading = _heading(node) if node.block else self.setting.title
        above = [d for d in self._in_heading(node.passage.cut(node.label_end, node.title_end)).deadlines if governs(d)]
        records = records_of(lines, self.setting.level, self.header)
        taken = measures_of_records(records, heading, tuple(above) or self._governing(node), self.setting)
        self.header = header_of(lines) or self.header
        self.taken.measures += taken.measures
        self.taken.dismissed += taken.dismissed

    def _in_heading(self, passage: Passage) -> Found:
        return deadlines_in(passage, self.setting.basis, "heading")

    def _found(self, passage: Passage, start: int = 0) -> Found:
        found = deadlines_in(passage, self.setting.basis)
        if not start:
            return found
        at = passage.source_of(min(start, len(passage.text) - 1)) if passage.text else 0
        return Found([d for d in found.deadlines if d.at >= start], [d for d in found.dismissed if d.span.start >= at])

    def _governing(self, node: Node) -> tuple[Deadline, ...]:
        """The deadline of the nearest heading that names one: it governs all that stands under it (GUIDELINES, rule 3)."""
        for above in node.ancestors():
            if id(above) not in self.governing:
                self.governing[id(above)] = self._governed_by(above)
            if governing := self.governing[id(above)]:
                return governing
        return ()

    def _governed_by(self, above: Node) -> tuple[Deadline, ...]:
        """The deadlines that a heading itself, or the sentence at its end that heads a list, sets for all under it."""
        parts = above.passage.cut(above.label_end, above.title_end), above.passage.cut(_lead_in(above))
        found = (tuple(d for d in self._in_heading(part).deadlines if governs(d)) for part in parts if part.text)
        return next((deadlines for deadlines in found if deadlines), ())

    def _inherited(self, node: Node) -> Listed:
        """The units of the heading above, or those whose duties it says follow, where an item names none."""
        for above in node.ancestors():
            title = above.passage.cut(above.label_end, above.title_end)
            if duty := duty_of(title.folded):
                return mentions_of_cell(title.cut(0, duty), "responsible")
            listed = mentions_in(above.passage.cut(above.label_end), (), self.setting.first_leads)
            if listed.mentions:
                return listed
        return Listed((), False)


def _heading(node: Node) -> str:
    """A heading with its number, as printed, without the list of units that may stand at its end."""
    return node.passage.text[: node.label_end] + _without_list(node.passage.cut(node.label_end, node.title_end))


def _own_class(node: Node) -> str:
    return section_class(node.title[:40]) or "tasks"


def _chapter(node: Node, setting: Setting) -> str:
    above = next(node.ancestors(), None)
    return _heading(above) if above else setting.title if node.parent and node.parent.kind == "root" else ""


def _lead_in(node: Node) -> int:
    """Where the sentence begins that ends a heading's text in a colon and heads the items under it: 6月底前完成以下任务："""
    folded = node.passage.folded
    if not folded.endswith("：") or node.title_end == len(folded):
        return len(folded)
    return max(folded.rfind("。", node.title_end) + 1, node.title_end)


def _sentence_bounds(folded: str, start: int, breaks: Iterable[int]) -> Iterator[tuple[int, int]]:
    at = start
    stops = {i + 1 for i, c in enumerate(folded) if c == "。" and i >= start}
    stops |= {b for b in breaks if b > start and (folded[b - 1] != "；" or LISTED.match(folded, b))}
    for stop in sorted(stops | {len(folded)}):
        if stop > at and folded[at:stop].strip("。"):
            yield at, stop
        at = max(at, stop)


def _closing_paragraph(node: Node, passage: Passage) -> int | None:
    """Where a paragraph begins that follows an item's text and list: it closes the section and is no part of the item."""
    breaks = node.block.breaks if node.block and not node.children else []
    if not breaks:
        return None
    spans = lists_in(passage, breaks).spans
    if not spans or "。" not in passage.folded[: spans[0][0]]:
        return None
    at = next((b for b in breaks if b >= spans[-1][1]), None)
    return None if at is None or label_at(passage.folded, at) else at


def _own_end(passage: Passage, breaks: Sequence[int]) -> int:
    """Where the item itself ends: a later paragraph stands in the section, no more in its last item."""
    stop = passage.folded.find("。")
    return next((b for b in breaks if b > stop >= 0), len(passage.text))


def _sentence_title(part: Passage) -> str:
    stop = part.folded.find("。")
    return part.text[: stop if stop >= 0 else len(part.text)].strip("：: ")


def _without_list(title: Passage) -> str:
    """A heading without the list of units in brackets at its end."""
    text = title.text.strip("：: ")
    spans = lists_in(title).spans
    if spans and spans[-1][0] > 4 and spans[-1][1] >= len(title.text) - 2:
        return title.text[: spans[-1][0]].rstrip("（( ")
    return text
