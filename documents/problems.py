"""What a reader noticed and did not mend: gaps in numbering, wrong counts, days that cannot be read, suspect text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.blocks import Block
from documents.dates import Basis
from documents.gazette import Part
from documents.making import Taken
from documents.model import Document, Problem, Span
from documents.outline import numbering_of
from documents.sheets import Record, records_of
from documents.suspects import suspects_in
from documents.tree import Node
from documents.vocabulary import table

COUNT = re.compile(r"（(?:共)?(?P<n>\d{1,4})(?:项|条|个|件|家)）")
# A number that stands after the end of an item in its line, as the number of an item does.
GLUED = re.compile(r"(?<=）)(?P<n>\d{1,3})[.．、](?=[\u4e00-\u9fff]{2})")
NUMBERED = ("cn", "whole", "roman", "banner", "chapter")
SERIES = ("cn", "cn_paren", "arabic", "banner", "chapter", "arabic_paren", "decimal_")


def problems_of(
    document: Document, part: Part, blocks: Sequence[Block], root: Node, taken: Taken, basis: Basis
) -> list[Problem]:
    """The problems of one document, in text order."""
    found = [
        *_unrecognized(document, part, taken),
        *_issue_date(document, part, basis),
        *_gaps(document, root),
        *_glued(document, root),
        *_counts(document, root),
        *_unread(document, taken),
    ]
    found += suspects_in(document.key, blocks)
    return sorted(found, key=lambda p: p.span.start)


def _unrecognized(document: Document, part: Part, taken: Taken) -> Iterator[Problem]:
    """A text that shows no sign of an official document and states no task: a list, a letter, a web page's menu."""
    shown = document.number or document.issuer or part.issued or taken.measures or document.addressees
    if not shown and not any(numbering_of(x.passage) and "。" in x.text for x in part.lines):
        detail = "没有发文字号、发文机关、成文日期，也没有读到任务，可能不是公文。请确认文件是否放错。"
        yield Problem("not_a_document", document.key, document.title[:40], detail, document.span)


def _issue_date(document: Document, part: Part, basis: Basis) -> Iterator[Problem]:
    if part.issued is None:
        read_by = f"按指定的成文日期 {document.issued} 读取" if document.issued else (
            f"没有写明年份的时限按 {basis.year} 年读取" if basis.year else "没有写明年份的时限无法确定日期"
        )  # fmt: skip
        detail = f"未找到成文日期和印发日期，{read_by}。"
        yield Problem("issue_date_missing", document.key, document.title or document.number, detail, document.span)


def _gaps(document: Document, root: Node) -> Iterator[Problem]:
    last: dict[str, int] = {}
    for parent in root.walk():
        previous: Node | None = None
        unnumbered = 0
        others = any(n.kind in NUMBERED for n in parent.children)  # where no heading has a number, none has lost it
        for node in parent.children:
            if node.kind == "heading" and node.block and node.block.kind == "heading" and not node.block.lines[0].level:
                if others:
                    detail = f"标题“{node.heading}”缺少编号。"
                    yield replace(_gap(document, node, node.heading, detail), kind="heading_unnumbered")
                unnumbered += 1
                continue
            if node.kind not in SERIES or node.value is None:
                continue
            if previous is not None and previous.kind == node.kind:
                yield from _step(document, previous, node, unnumbered)
            elif node.value != 1 and node.value != last.get(node.kind, 0) + 1 and previous is None:
                yield _gap(document, node, node.heading[:24], f"编号从 {node.number} 开始，前面的编号缺失。")
            previous, unnumbered = node, 0
            last[node.kind] = node.value


def _step(document: Document, previous: Node, node: Node, unnumbered: int) -> Iterator[Problem]:
    """What is wrong between two neighbours of a series; headings without a number between them take one each."""
    before, value = previous.value or 0, node.value or 0
    if before < value <= before + 1 + unnumbered or value == 1:
        return
    if value == before:
        detail = f"编号 {node.number} 重复。"
    elif value > before:
        missing = "、".join(str(n) for n in range(before + 1, min(value, before + 6)))
        detail = f"编号 {previous.number} 之后是 {node.number}，缺少第 {missing} 项。"
    else:
        detail = f"编号 {node.number} 排在 {previous.number} 之后，顺序颠倒。"
    yield _gap(document, node, node.heading[:24], detail)


def _glued(document: Document, root: Node) -> Iterator[Problem]:
    """What seems an item within the line of another, and was left there because a number between the two is missing."""
    for node in root.walk():
        for m in GLUED.finditer(node.passage.folded) if node.kind == "arabic" else ():
            if int(m["n"]) > (node.value or 0) + 1:
                until = min(m.end() + 8, len(node.passage.text))
                words = node.passage.text[m.start() : until]
                detail = f"第 {node.number} 项的文字里有“{words}”，疑似另一项，因编号不连续没有拆开。"
                chapter = next((n.heading for n in node.ancestors()), "")
                span = node.passage.span(m.start(), until)
                yield Problem("numbering_gap", document.key, words, detail, span, chapter, node.number)


def _gap(document: Document, node: Node, surface: str, detail: str) -> Problem:
    chapter = next((n.heading for n in node.ancestors()), "")
    return Problem(
        "numbering_gap", document.key, surface, detail, node.passage.span(0, len(surface)), chapter, node.number
    )


def _counts(document: Document, root: Node) -> Iterator[Problem]:
    """A heading that says how many items follow (（74项）) against the rows that do."""
    for node in root.walk():
        if not node.rows:
            continue
        records = list(records_of([line for b in node.rows for line in b.lines], ""))
        yield from _row_gaps(document, records)
        sections = {r.section.source_of(0): r.section for r in records if r.section}
        for at, section in sections.items():
            counted = sum(1 for r in records if r.section and r.section.source_of(0) == at)
            yield from _count(document, section.folded, section.span(), counted, section.text)
        head = node.passage.folded[-60:] if node.block else ""
        yield from _count(document, head, node.passage.span(), len(records), node.heading)


def _row_gaps(document: Document, records: Sequence[Record]) -> Iterator[Problem]:
    """Numbers that a table leaves out between two rows of a section, as where a page was lost."""
    for above, below in pairwise(records):
        if above.section != below.section or not (above.number.isdecimal() and below.number.isdecimal()):
            continue
        if int(below.number) > int(above.number) + 1:
            chapter = below.section.text if below.section else ""
            detail = f"表格序号 {above.number} 之后是 {below.number}，中间缺少 {int(below.number) - int(above.number) - 1} 行。"
            span = below.line.passage.span()
            yield Problem("numbering_gap", document.key, below.task.text, detail, span, chapter, below.number)


def _count(document: Document, folded: str, span: Span, counted: int, chapter: str) -> Iterator[Problem]:
    if (m := COUNT.search(folded)) and int(m["n"]) != counted:
        detail = f"标题写明 {m['n']} 项，实际读到 {counted} 项。"
        yield Problem("count_mismatch", document.key, m.group(), detail, span, chapter)


def _unread(document: Document, taken: Taken) -> Iterator[Problem]:
    reasons = table("contexts")["why"]
    starts = [m.span.start for m in taken.measures]
    for d in taken.dismissed:
        if d.asked:
            at = bisect_right(starts, d.span.start) - 1
            measure = taken.measures[at] if at >= 0 and d.span.start < taken.measures[at].span.end else None
            detail = f"“{d.surface}”{reasons.get(d.why, '')}，请补充明确日期。"
            chapter, number = (measure.chapter, measure.number) if measure else ("", "")
            yield Problem("deadline_unreadable", document.key, d.surface, detail, d.span, chapter, number)
