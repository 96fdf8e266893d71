"""Lines → numberings: what numbering a line begins with, and what class of section a heading opens."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from documents.text.numerals import number_of
from documents.text.passage import Passage
from documents.vocabulary import CN, table

# What usually stands under what; a text that does otherwise shows it where it begins (tree.py).
RANK = {
    "title": 0, "part": 1, "chapter": 2, "roman": 2, "section": 3, "banner": 3, "article": 4, "cn": 4, "heading": 4,
    "whole": 4, "cn_paren": 5, "task": 5, "phase": 5, "decimal": 6, "arabic": 6, "duty": 7, "arabic_paren": 8, "arabic_close": 8,
    "circled": 9, "listed": 9, "letter": 9, "caption": 10,
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
FIRST = re.compile(r"[第（\d一二三四五六七八九十百任措举事专行重主具整工项问步A-Za-zⅠ-Ⅻ㈠-㈩⑴-⒛①-⑳㉑-㉟㊱-㊿❶-❿➀-➉]")
# A number and its mark, with a digit of the text behind: `2. 5G网络`, `3.12345热线`.
BEFORE_DIGIT = re.compile(r"(\d{1,3})[.．﹒、](?=\d)")
CN_NUMERAL = re.compile(CN)
# What marks an item as urgent or new, before its number.
STARS = "★☆▲△●■◆※"


def numbering_of(passage: Passage) -> Numbering | None:
    """The numbering that a line begins with, or None."""
    text = passage.folded[:40]
    if text[:1] in STARS and text:
        starred = _numbering(text.lstrip(STARS))
        return replace(starred, end=starred.end + len(text) - len(text.lstrip(STARS))) if starred else None
    marked = BEFORE_DIGIT.match(text)
    if marked and marked.end() in passage.starts:
        # A blank or a mark of Markdown stood there in the source: what follows is text, and no part of a decimal number.
        return Numbering("arabic", marked[1], int(marked[1]), marked.end())
    return _numbering(text)


def number_before_digits(passage: Passage) -> Numbering | None:
    """The whole number that a line begins with where digits follow its mark, 4 in `4.1万亩…`, or None.

    Whether it numbers the line or begins a decimal, only the numbers around it can tell.
    """
    marked = BEFORE_DIGIT.match(passage.folded[:8])
    return Numbering("arabic", marked[1], int(marked[1]), marked.end()) if marked else None


@lru_cache(maxsize=4096)
def _numbering(text: str) -> Numbering | None:
    if not FIRST.match(text):
        return None
    for kind, pattern in _numberings():
        if m := pattern.match(text):
            return _read(kind, next(g for g in m.groups() if g), m.end())
    return None


def _read(kind: str, printed: str, end: int) -> Numbering:
    """A numbering by its number as printed; one in a single glyph (㈠, ⒈, ①) is printed as its numeral."""
    if kind == "letter":
        return Numbering(kind, printed, ord(printed.lower()) - ord("a") + 1, end)
    if kind == "decimal":
        parts = re.split("[.．﹒]", printed)
        return Numbering(kind, ".".join(parts), int(parts[-1]), end)
    if not printed.isascii() and not CN_NUMERAL.match(printed):
        printed = unicodedata.normalize("NFKC", printed).strip("().") if kind == "cn_paren" else str(_glyph(printed))
    return Numbering(kind, printed, number_of(printed), end)


def _glyph(character: str) -> int:
    return int(unicodedata.numeric(character, 0))


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (s["class"], re.compile(s["pattern"]), re.compile(s["unless"]) if "unless" in s else None)
        for s in table("outline")["section"]
    )


@lru_cache(maxsize=4096)
def section_class(title: str) -> str:
    """tasks, phases, frame or "" (no word of the table stands in the heading)."""
    title = title.strip("【】〔〕[]")
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


@cache
def _section_name() -> re.Pattern[str]:
    return re.compile(table("outline")["section_name"]["pattern"])


def names_section(line: str) -> bool:
    """Whether a line without a number is nothing but the name of a section (重点任务, 保障措施)."""
    return bool(_section_name().fullmatch(line))


@cache
def _year_heading() -> re.Pattern[str]:
    return re.compile(table("outline")["year_heading"]["pattern"])


def year_of_heading(title: str) -> re.Match[str] | None:
    """The year, or the years, that a heading says its items are of (2023年任务): `year` or `year_`, with `from` before it."""
    return _year_heading().search(title)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(table("outline")[name]["pattern"]) for name in ("targets", "announcement")}


def tells_targets(title: str) -> bool:
    """Whether a heading says that targets stand under it, which are tasks where they are shared out among units."""
    return bool(_patterns()["targets"].search(title))


def announces(sentence: str) -> bool:
    """Whether a sentence only announces what follows, or says for what the paper is made."""
    return bool(_patterns()["announcement"].search(sentence))


@cache
def _no_caption() -> re.Pattern[str]:
    return re.compile(table("outline")["caption"]["unless"])


def names_table(line: str) -> bool:
    """Whether a short line above a table can be its name, and is no remark (（共4件）) nor the sign that it goes on (续表)."""
    return not _no_caption().search(line)
