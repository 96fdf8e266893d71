"""The outline of a document → its measures, each with deadlines and units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from documents.model import Deadline
from documents.structure.block import Block
from documents.structure.governing import Governing
from documents.structure.items import (
    CHAPTERS,
    HEADINGS,
    breaks_of,
    chapter_of,
    closing_paragraph,
    fields_of,
    heading_of,
    lead_above,
    lead_in,
    own_end,
    sentence_bounds,
    sentence_title,
    steps_of,
    whole_of,
    without_list,
)
from documents.structure.making import Heading, Setting, Taken, governs, measure_of
from documents.structure.table_measures import measures_of_records
from documents.structure.tree import Node
from documents.tables.sheets import header_of, records_of
from documents.text.outline import announces, opens_frame, section_class, tells_targets
from documents.text.passage import Passage
from documents.times.deadlines import Found, deadlines_in
from documents.units.mentions import Listed, mentions_in
from documents.units.unit_lists import lists_in

# Kinds of items whose numbers may run on under the next heading.
RUNNING = ("arabic", "cn_paren", "article")


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
        self.governing = Governing(setting)
        self.absorbed: set[int] = set()
        self.run_on: set[int] = set()  # headings under which a series goes on
        self.highest: dict[str, int] = {}  # of the series that run on through the document, by kind
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
        steps = steps_of(node)
        if node.kind in HEADINGS or (node.children and not steps) or (node.rows and node.heading_only):
            self._heading(node)
            return
        self.absorbed.update(id(n) for step in steps for n in step.walk())
        passage, breaks = whole_of(node, steps)
        section = "tasks" if runs_on else node.section_class()
        if node.kind == "article" and section == "tasks":
            self._article(node, passage, breaks)
        elif node.kind in CHAPTERS:
            self._leaf_heading(node, passage, breaks)
        elif (section == "frame" or (opens_frame(node.title) and not runs_on)) and not _shared_out(
            node, passage, breaks
        ):
            self._frame(node, passage, breaks)
        else:
            self._whole_item(node, passage, breaks, telling_only=section == "phases")

    def _runs_on(self, node: Node) -> bool:
        """Whether an item goes on with a series that began under an earlier heading (GUIDELINES: taken whole)."""
        before, value = self.highest.get(node.kind, 0), node.value or 0
        first = node.parent is None or node is next((n for n in node.parent.children if n.kind == node.kind), None)
        if node.kind in RUNNING:
            self.highest[node.kind] = value
        if not first:
            return node.parent is not None and id(node.parent) in self.run_on
        runs_on = node.kind in ("arabic", "cn_paren") and value == before + 1 > 1
        if runs_on and node.parent is not None:
            self.run_on.add(id(node.parent))
        return runs_on

    def _article(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """An article of a regulation is a measure where it says who or by when."""
        if self._tells(node, passage, breaks):
            self._whole_item(node, passage, breaks, telling_only=False)
        else:
            self.taken.dismissed.extend(self._found(node, passage).dismissed)

    def _tells(self, node: Node, passage: Passage, breaks: Sequence[int]) -> bool:
        """Whether a passage says who is to do something, or by when."""
        return bool(lists_in(passage, breaks).spans or self._found(node, passage).deadlines)

    def _leaf_heading(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """A 一、 with nothing numbered under it: a section's prose, or the task itself where its text follows at once."""
        section = (
            node.section_class() if node.parent and node.parent.kind not in ("root", "title") else _own_class(node)
        )
        at_once = node.title_end not in breaks and node.title_end < len(passage.text)
        answered = not at_once and _answered_for(passage, breaks)
        if section == "tasks" and (at_once or answered) and self._tells(node, passage, breaks):
            self._whole_item(node, passage, breaks, telling_only=False)
        elif section == "tasks" and not at_once:
            self._prose(node, passage, breaks)
        else:
            self._sentences(node, passage, breaks, node.title_end, heading_of(node), within=at_once)

    def _frame(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """An item of aims or safeguards: its sentences stand in it; （一）工作目标, alone on its line, is a section of them."""
        if node.title_end in breaks and opens_frame(node.title) and node.section_class() != "frame":
            self._sentences(node, passage, breaks, node.title_end, heading_of(node))
        else:
            self._sentences(node, passage, breaks, node.label_end, chapter_of(node, self.setting), within=True)

    def _heading(self, node: Node) -> None:
        if node.kind not in (*HEADINGS, *CHAPTERS) and node.section_class() == "phases":
            self._phase(node)
        if node.title_end < len(node.passage.text):
            self._prose(node, node.passage, breaks_of(node))

    def _phase(self, node: Node) -> None:
        """A phase with its own period is a measure although its steps are numbered (GUIDELINES, Decisions)."""
        title = node.passage.cut(node.label_end, node.title_end)
        if deadlines := tuple(self.governing.in_heading(title).deadlines):
            heading = Heading(title.text, node.number, chapter_of(node, self.setting))
            self._append(node.passage.cut(0, node.title_end), heading, deadlines, mentions_in(title))

    def _prose(self, node: Node, passage: Passage, breaks: Sequence[int]) -> None:
        """Paragraphs under a heading: one that names units is a measure, of the others the sentences with a deadline."""
        end = lead_in(node) if node.children else len(passage.text)
        bounds = [node.title_end, *(b for b in breaks if node.title_end < b < end), max(end, node.title_end)]
        fields = dict(fields_of(node)) if node.children else {}
        for start, end in pairwise(bounds):
            if start in fields:
                continue  # of the heading itself, for the items under it
            part = passage.cut(start, end)
            lists = lists_in(part).spans
            if lists and node.section_class() != "frame" and _own_class(node) != "frame":
                if lists[0][0] < 8:
                    continue  # the heading's own list, which the items under it inherit
                self._add(node, part, sentence_title(part), heading_of(node))
            else:
                self._sentences(node, part, (), 0, heading_of(node))

    def _paragraph(self, node: Node, block: Block) -> None:
        heading = heading_of(node) if node.block else ""
        passage = block.passage
        if (lead := lead_above(node)) and lead[0] is block and self.governing.own(node):
            passage = passage.cut(0, lead[1])  # what heads a list is no task beside those of the list
        breaks = [b for b in block.breaks if b < len(passage.text)]
        self._sentences(node, passage, breaks, 0, heading or self.setting.title)

    def _sentences(
        self, node: Node, passage: Passage, breaks: Sequence[int], start: int, chapter: str, within: bool = False
    ) -> None:
        """Each sentence with a calendar deadline is a measure of its own; `within` where they stand in a numbered item."""
        found = self._found(node, passage, start)
        self.taken.dismissed.extend(found.dismissed)
        own = len(passage.text) if node.children else own_end(passage, breaks)
        bounds = list(sentence_bounds(passage.folded, start, breaks))
        dated = [d for d in found.deadlines if d.kind != "ongoing"]
        for (first, last), following in zip(bounds, [*bounds, None][1:], strict=True):
            begins, ends = (bisect_left(dated, at, key=lambda d: d.at) for at in (first, last))
            deadlines = tuple(dated[begins:ends])
            if deadlines and not announces(passage.folded[first:last]):
                number = node.number if within and first < own else ""
                part = passage.cut(first, last)
                title = part.text.strip("。；，,;：: ")
                until = following[1] if following and passage.folded[following[0]] == "（" else last
                listed = mentions_in(passage.cut(first, until), (), self.setting.first_leads)
                if not (listed.mentions or within):
                    listed = self.governing.beside(node)
                self._append(part, Heading(title, number, chapter), deadlines, listed)

    def _whole_item(self, node: Node, passage: Passage, breaks: Sequence[int], telling_only: bool) -> None:
        start, chapter = node.label_end, chapter_of(node, self.setting)
        if (end := closing_paragraph(node, passage)) is not None:
            self._sentences(node, passage.cut(end), (), 0, chapter)
            passage, breaks = passage.cut(0, end), [b for b in breaks if b < end]
        text, later = passage.cut(start), [b - start for b in breaks]
        found = self._found(node, text)
        self.taken.dismissed.extend(found.dismissed)
        listed = mentions_in(text, later, self.setting.first_leads)
        if telling_only and not found.deadlines and not listed.mentions:
            return
        deadlines = tuple(found.deadlines) or self.governing.deadlines(node)
        title = without_list(passage.cut(start, node.title_end)).rstrip("；;")
        units = listed if listed.mentions else self.governing.units(node)
        self._append(passage, Heading(title, node.number, chapter), deadlines, units, text.text)

    def _add(self, node: Node, part: Passage, title: str, chapter: str) -> None:
        found = self._found(node, part)
        self.taken.dismissed.extend(found.dismissed)
        listed = mentions_in(part, (), self.setting.first_leads)
        self._append(part, Heading(title, "", chapter), tuple(found.deadlines), listed)

    def _append(
        self, whole: Passage, heading: Heading, deadlines: tuple[Deadline, ...], listed: Listed, text: str = ""
    ) -> None:
        self.taken.measures.append(measure_of(self.setting, whole, heading, deadlines, listed, text))

    def _rows(self, node: Node) -> None:
        lines = [line for block in node.rows for line in block.lines]
        heading = heading_of(node) if node.block else self.setting.title
        title = node.passage.cut(node.label_end, node.title_end)
        above = tuple(d for d in self.governing.in_heading(title).deadlines if governs(d))
        above = above or self.governing.own(node) or self.governing.deadlines(node)
        records = records_of(lines, self.setting.level, self.header)
        setting = replace(self.setting, basis=self.governing.basis(node, own=True))
        taken = measures_of_records(records, heading, above, setting)
        self.header = header_of(lines) or self.header
        self.taken.measures += taken.measures
        self.taken.dismissed += taken.dismissed

    def _found(self, node: Node, passage: Passage, start: int = 0) -> Found:
        """The times of a passage of an item or heading, from `start` on."""
        says_year = bool(node.children) or node.kind in (*HEADINGS, *CHAPTERS) or node.section_class() == "phases"
        found = deadlines_in(passage, self.governing.basis(node, own=says_year))
        if not start:
            return found
        at = passage.source_of(min(start, len(passage.text) - 1)) if passage.text else 0
        return Found([d for d in found.deadlines if d.at >= start], [d for d in found.dismissed if d.span.start >= at])


def _answered_for(passage: Passage, breaks: Sequence[int]) -> bool:
    """Whether the last paragraph of a heading's text, and no other, is a list of units: they answer for the whole of it."""
    bounds = [*breaks, len(passage.text)]
    listed = [
        (start, spans[0][0]) for start, end in pairwise(bounds) if (spans := lists_in(passage.cut(start, end)).spans)
    ]
    return len(bounds) > 2 and listed == [(bounds[-2], 0)]


def _own_class(node: Node) -> str:
    return section_class(node.title[:40]) or "tasks"


def _shared_out(node: Node, passage: Passage, breaks: Sequence[int]) -> bool:
    """Whether an item is a target that units answer for: 1.生产总值增长6%左右。（牵头单位：…）."""
    return (
        node.parent is not None
        and node.kind == "arabic"
        and tells_targets(node.parent.title)
        and bool(lists_in(passage, breaks).spans)
    )
