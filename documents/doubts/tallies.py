"""What a text says that it counts, against what it lists: （74项） and its rows, 分三个阶段 and its phases, 二是 without 一是."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.model import Problem, Span
from documents.structure.block import Block
from documents.structure.tree import Node
from documents.tables.sheets import Record, records_of
from documents.text.numerals import number_of
from documents.text.passage import Passage
from documents.vocabulary import CN

COUNT = re.compile(r"（(?:共)?(?P<n>\d{1,4})(?:项|条|个|件|家)）")
# A sentence that says how many items follow it, at the end of what it stands in.
ANNOUNCED = re.compile(
    rf"(?:分(?:为|成)?(?P<steps>{CN}|\d{{1,2}})个?(?:阶段|步骤|步)(?:进行|实施|推进|组织实施|开展)?"
    rf"|(?:以下|下列|如下)(?P<items>{CN}|\d{{1,2}})(?:个方面|方面|项|条|点|个)[\u4e00-\u9fff]{{0,8}})[：。]$"
)
SERIES = ("cn_paren", "arabic", "arabic_paren", "cn", "circled")
# What counts the sentences of one paragraph, in their order.
ORDINALS = re.compile("(?:^|(?<=[。；：，]))(?P<n>[一二三四五六七八九十])(?:是|要)(?!否|般|定|要)")
# The one before it in other words.
FIRST = re.compile(r"首先|第一|一方面|一[是要为]|(?<=.)(?:一、|（一）|(?<!\d)1[.．、](?!\d))")
# A number within a cell, behind the end of the item before it.
FIRST_IN_CELL = re.compile(r"(?:^|[；。])[1（①](?:[.．、]|1）)?")
IN_CELL = re.compile(r"(?:^|(?<=[；。;]))(?P<n>\d{1,2})[.．、](?=[^\d])")


def tallies_of(key: str, root: Node, blocks: Sequence[Block]) -> Iterator[Problem]:
    """Counts and numbers that do not agree with what they count, in a document with the key given."""
    yield from _counts(key, root)
    for node in root.walk():
        yield from _announced(key, node)
    for block in blocks:
        if block.kind == "row":
            cells = [cell for line in block.lines for cell in line.cells]
            yield from (p for cell in cells for p in _in_cell(key, cell))
        else:
            yield from _ordinals(key, block.passage)


def _counts(key: str, root: Node) -> Iterator[Problem]:
    """A heading that says how many items follow (（74项）) against the rows that do."""
    for node in root.walk():
        if not node.rows:
            continue
        records = list(records_of([line for b in node.rows for line in b.lines], ""))
        yield from _row_gaps(key, records)
        sections = {r.section.source_of(0): r.section for r in records if r.section}
        for at, section in sections.items():
            counted = sum(1 for r in records if r.section and r.section.source_of(0) == at)
            yield from _count(key, section.folded, section.span(), counted, section.text)
        head = node.passage.folded[-60:] if node.block else ""
        yield from _count(key, head, node.passage.span(), len(records), node.heading)


def _row_gaps(key: str, records: Sequence[Record]) -> Iterator[Problem]:
    """Numbers that a table leaves out between two rows of a section, as where a page was lost."""
    for above, below in pairwise(records):
        if above.section != below.section or not (above.number.isdecimal() and below.number.isdecimal()):
            continue
        if int(below.number) > int(above.number) + 1:
            chapter = below.section.text if below.section else ""
            detail = f"表格序号 {above.number} 之后是 {below.number}，中间缺少 {int(below.number) - int(above.number) - 1} 行。"
            span = below.line.passage.span()
            yield Problem("numbering_gap", key, below.task.text, detail, span, chapter, below.number)


def _count(key: str, folded: str, span: Span, counted: int, chapter: str) -> Iterator[Problem]:
    if (m := COUNT.search(folded)) and int(m["n"]) != counted:
        detail = f"标题写明 {m['n']} 项，实际读到 {counted} 项。"
        yield Problem("count_mismatch", key, m.group(), detail, span, chapter)


def _announced(key: str, node: Node) -> Iterator[Problem]:
    """A heading's or its last paragraph's 分三个阶段进行。, against the items that follow right under it."""
    said = node.paragraphs[-1].passage if node.paragraphs else node.passage
    kinds = [child.kind for child in node.children if child.kind in SERIES]
    m = ANNOUNCED.search(said.folded[-60:])
    if not m or not kinds or len({*kinds}) > 1 or len(kinds) != len(node.children):
        return
    count = number_of(m["steps"] or m["items"])
    if count and count != len(kinds):
        end = len(said.folded)
        span = said.span(end - min(60, end) + m.start(), end)
        words = m.group().rstrip("：。")
        detail = f"前文写明“{words}”，其后列出 {len(kinds)} 项。"
        yield Problem("count_mismatch", key, words, detail, span, node.heading)


def _ordinals(key: str, passage: Passage) -> Iterator[Problem]:
    """二是 where nothing before it in the paragraph says 一是, and 三是 right behind 一是."""
    last = 0
    for m in ORDINALS.finditer(passage.folded):
        value = number_of(m["n"]) or 0
        if value > last + 1 and not (last == 0 and FIRST.search(passage.folded, 0, m.start())):
            words = passage.text[m.start() : m.start() + 10]
            missing = f"{'一二三四五六七八九十'[last]}是"
            detail = f"“{words}”之前没有“{missing}”。"
            yield Problem("numbering_gap", key, words, detail, passage.span(m.start(), m.start() + len(words)))
        last = value


def _in_cell(key: str, cell: Passage) -> Iterator[Problem]:
    """A cell that counts on from 2 and has no 1, though words stand where it was."""
    numbers = [(int(m["n"]), m.start()) for m in IN_CELL.finditer(cell.folded)]
    if numbers and numbers[0][0] == 2 and numbers[0][1] > 0 and not FIRST_IN_CELL.search(cell.folded):
        at = numbers[0][1]
        words = cell.text[:12]
        detail = f"单元格里的编号从 2 开始，“{words}”前面缺少 1。"
        yield Problem("numbering_gap", key, words, detail, cell.span(0, min(at, len(words))))
