"""What looks wrong in a text and is not mended: doubled words, characters nobody can read, a bracket that never closes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from documents.doubts.codes import odd_codes
from documents.doubts.pairs import named_twice, unpaired
from documents.doubts.slips import slips_in
from documents.model import Problem, Span
from documents.structure.block import Block
from documents.text.passage import Passage
from documents.vocabulary import table

AROUND = 8


@dataclass(frozen=True, slots=True)
class Suspect:
    """One row of the table; `unbroken` where a blank or a line's end between the characters is reason enough."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    detail: str
    unbroken: bool


@cache
def _suspects() -> tuple[Suspect, ...]:
    rows = table("suspects")["suspect"]
    return tuple(
        Suspect(
            re.compile(row["pattern"]), re.compile(row["unless"]) if "unless" in row else None, row["detail"],
            row.get("unbroken", False),
        )
        for row in rows
    )  # fmt: skip


def suspects_in(key: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """The suspect passages of a document with the key given, row by row of the table; tables are looked through by the cell."""
    passages = [passage for block in blocks for passage in _passages(block) if passage.text]
    found = list(_matches(key, passages))
    yield from found
    yield from _slips(key, passages, [p.span for p in found])
    yield from odd_codes(key, blocks)
    for one in unpaired(passages):
        around = passages[one.at].text[one.start : one.end]
        named = "引号" if one.mark == "”" else "书名号" if one.mark == "》" else "括号"
        yield Problem(
            "text_suspect", key, around, f"{named}不成对：{around}", passages[one.at].span(one.start, one.end)
        )
    for passage in passages:
        for start, end in named_twice(passage.text) if passage.text.count("、") > 1 else ():
            words = passage.text[start:end]
            yield Problem("text_suspect", key, words, f"同一份名单里“{words}”列了两次。", passage.span(start, end))


def _passages(block: Block) -> list[Passage]:
    return [cell for line in block.lines for cell in line.cells] if block.kind == "row" else [block.passage]


def _matches(key: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    """What the patterns find; they search all passages at once, a line each, for most find nothing."""
    whole = "\n".join(passage.text for passage in passages)
    starts = [0, *accumulate(len(passage.text) + 1 for passage in passages)]
    for suspect in _suspects():
        for m in suspect.pattern.finditer(whole):
            i = bisect_right(starts, m.start()) - 1
            passage, start, end = passages[i], m.start() - starts[i], m.end() - starts[i]
            around = passage.text[max(0, start - AROUND) : end + AROUND]
            if suspect.unless and suspect.unless.search(around):
                continue
            span = passage.span(start, end)
            if suspect.unbroken and span.end - span.start != end - start:
                continue
            yield Problem("text_suspect", key, m.group(), f"{suspect.detail}：{around}", span)


def _slips(key: str, passages: Sequence[Passage], told: Sequence[Span]) -> Iterator[Problem]:
    """Words with a character amiss, where the table of patterns does not tell of the same place."""
    starts = [0, *accumulate(len(passage.text) + 1 for passage in passages)]
    for slip in slips_in("\n".join(passage.folded for passage in passages)):
        i = bisect_right(starts, slip.start) - 1
        passage, start, end = passages[i], slip.start - starts[i], slip.end - starts[i]
        span = passage.span(start, end)
        if not any(other.start < span.end and span.start < other.end for other in told):
            yield Problem("text_suspect", key, passage.text[start:end], f"疑应为“{slip.right}”。", span)
