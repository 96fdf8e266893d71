"""Lines → numberings: what numbering a line begins with, and what class of section a heading opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from documents.numerals import number_of
from documents.passage import Passage
from documents.vocabulary import CN, table

# What usually stands under what; a text may use any of them at the top.
RANK = {
    "title": 0, "part": 1, "chapter": 2, "section": 3, "banner": 3, "article": 4, "cn": 4, "heading": 4, "cn_paren": 5,
    "task": 5, "decimal": 6, "arabic": 6, "duty": 7, "arabic_paren": 8, "circled": 9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbering:
    """A line's numbering: its kind, the number as printed and as a value, and where the text after it begins."""

    kind: str
    printed: str
    value: int | None
    end: int


@cache
def _numberings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((n["kind"], re.compile(n["pattern"].replace("{cn}", CN))) for n in table("outline")["numbering"])


# The first characters that any numbering begins with: most lines are ruled out by one look.
FIRST = re.compile(r"[第（\d一二三四五六七八九十百任措事专行①-⑳]")


# A number and its mark, with a digit of the text behind: `2. 5G网络`, `3.12345热线`.
BEFORE_DIGIT = re.compile(r"(\d{1,3})[.．、](?=\d)")


def numbering_of(passage: Passage) -> Numbering | None:
    """The numbering that a line begins with, or None."""
    text = passage.folded[:40]
    marked = BEFORE_DIGIT.match(text)
    if marked and marked.end() in passage.starts:
        # A blank or a mark of Markdown stood there in the source: what follows is text, and no part of a decimal number.
        return Numbering("arabic", marked[1], int(marked[1]), marked.end())
    return _numbering(text)


@lru_cache(maxsize=4096)
def _numbering(text: str) -> Numbering | None:
    if not FIRST.match(text):
        return None
    for kind, pattern in _numberings():
        if m := pattern.match(text):
            printed = next(g for g in m.groups() if g)
            value = number_of(printed)
            return Numbering(kind, str(value) if kind == "circled" else printed, value, m.end())
    return None


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (s["class"], re.compile(s["pattern"]), re.compile(s["unless"]) if "unless" in s else None)
        for s in table("outline")["section"]
    )


@lru_cache(maxsize=4096)
def section_class(title: str) -> str:
    """tasks, phases, frame or "" (no word of the table stands in the heading)."""
    for name, pattern, unless in _sections():
        if pattern.search(title) and not (unless and unless.search(title)):
            return name
    return ""


@cache
def _frame_heading() -> re.Pattern[str]:
    return re.compile(table("outline")["frame_heading"]["pattern"])


def opens_frame(title: str) -> bool:
    """Whether an item's whole heading says that its sentences are aims, principles or safeguards, and no task."""
    return bool(_frame_heading().match(title))
