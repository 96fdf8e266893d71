"""What looks wrong in a text and is not mended: doubled words, characters nobody can read, a bracket that never closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from documents.blocks import Block
from documents.model import Problem
from documents.passage import Passage
from documents.vocabulary import table

AROUND = 8
BRACKETS = re.compile("[（）]")


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
    """The suspect passages of a document with the key given, block by block; tables are looked through by the cell."""
    for block in blocks:
        passages = [cell for line in block.lines for cell in line.cells] if block.kind == "row" else [block.passage]
        for passage in passages:
            yield from _in_passage(key, passage)


def _in_passage(key: str, passage: Passage) -> Iterator[Problem]:
    text = passage.text
    for suspect in _suspects():
        for m in suspect.pattern.finditer(text):
            around = text[max(0, m.start() - AROUND) : m.end() + AROUND]
            if (suspect.unless and suspect.unless.search(around)) or (suspect.unbroken and _broken(passage, m)):
                continue
            span = passage.span(m.start(), m.end())
            yield Problem("text_suspect", key, m.group(), f"{suspect.detail}：{around}", span)
    if (at := _never_closed(passage.folded)) is not None:
        around = text[at : at + 2 * AROUND]
        yield Problem("text_suspect", key, around, f"括号不成对：{around}", passage.span(at, at + len(around)))


def _broken(passage: Passage, m: re.Match[str]) -> bool:
    return passage.source_of(m.end() - 1) - passage.source_of(m.start()) != m.end() - 1 - m.start()


def _never_closed(folded: str) -> int | None:
    """Where the first bracket stands that never closes; None where all do."""
    opened: list[int] = []
    for m in BRACKETS.finditer(folded):
        if m.group() == "（":
            opened.append(m.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else None
