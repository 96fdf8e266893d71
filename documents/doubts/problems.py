"""What a reader noticed and did not mend: gaps in numbering, wrong counts, days that cannot be read, suspect text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.doubts.naming import misnamed
from documents.doubts.suspects import suspects_in
from documents.doubts.tallies import tallies_of
from documents.model import Document, Problem
from documents.papers.gazette import Part
from documents.structure.block import Block
from documents.structure.making import Taken
from documents.structure.tree import Node
from documents.text.outline import numbering_of
from documents.times.dates import Basis
from documents.units.actors import unlisted_actors
from documents.vocabulary import table

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
        *(p if p.chapter or p.number else _placed(p, taken) for p in tallies_of(document.key, root, blocks)),
        *_unread(document, taken),
        *misnamed(document.key, document.title, blocks),
        *unlisted_actors(document.key, taken.measures, part.lines),
    ]
    found += [_placed(p, taken) for p in suspects_in(document.key, blocks)]
    return sorted(found, key=lambda p: p.span.start)


def _placed(problem: Problem, taken: Taken) -> Problem:
    """A problem of the text with the heading and number of the measure in which it stands, where it stands in one."""
    starts = [m.span.start for m in taken.measures]
    at = bisect_right(starts, problem.span.start) - 1
    if at < 0 or problem.span.start >= taken.measures[at].span.end:
        return problem
    return replace(problem, chapter=taken.measures[at].chapter, number=taken.measures[at].number)


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
