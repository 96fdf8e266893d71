"""Lines → the number of a document (发文字号) where a head prints one: alone, beside a title, or under an order's letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.papers.heads import NOTHING, letterhead_of, matched_day, may_head, pattern, plain
from documents.structure.lines import Line
from documents.text.passage import Passage, join

# No line of a head is longer: a title of GB/T 9704 fills three lines of about 20 characters.
LONGEST = 200
# Without one of these a line holds no number: most lines are ruled out by one look.
HINT = re.compile(r"号|[12二][09〇零○O][\d一二三四五六七八九〇零○O]{2}.[\d第\u4e00-\u9fff]|[〔\[（]\d{0,4}$")


@dataclass(frozen=True)
class Numbered:
    """A line that prints a document's number, and what else it prints.

    `title` is what stands beside the number in its line, `behind` says that the number ends the line. `issued` is a day
    printed with it, `issuer` a letterhead before it in its line; `lines` are 2 where a narrow page broke it.
    """

    at: int
    number: str
    title: Passage | None = None
    issued: date | None = None
    behind: bool = False
    lines: int = 1
    issuer: Passage = NOTHING

    @property
    def end(self) -> int:
        """The line after the number's."""
        return self.at + self.lines


def numbered(lines: Sequence[Line], at: int) -> Numbered | None:
    """The number that a line prints in the place of a number, or None."""
    line = lines[at]
    if line.kind != "text" or len(line.text) > LONGEST or not HINT.search(line.text):
        return None
    cited = at > 0 and lines[at - 1].text.endswith(("》", "《", "，", "、"))
    if not cited and (alone := _alone(lines, at)):
        return alone
    if m := pattern("head", "number_behind").match(line.text):
        title = line.passage.cut(0, m.end("title"))
        above = lines[at - 1].text if at and may_head(lines[at - 1]) else ""
        ends = plain("title_end").search(above + title.folded) and not title.folded.startswith("（")
        return Numbered(at, _cut(line.passage, m, "number"), title, matched_day(m), behind=True) if ends else None
    if not cited and (m := pattern("head", "number_before").match(line.text)) and _parted(line.passage, m):
        return Numbered(at, _cut(line.passage, m, "number"), _unquoted(line.passage.cut(m.start("title"))))
    return None


def _alone(lines: Sequence[Line], at: int) -> Numbered | None:
    """A number with nothing beside it but what may stand there, in one line or broken over two."""
    passage = lines[at].passage
    for start in _begins(passage):
        if m := pattern("head", "number_line").match(passage.cut(start).folded):
            found = _standing(lines, at, passage.cut(start), m)
            beside = passage.cut(start).cut(*m.span("issuer")) if m["issuer"] else letterhead_of(passage.cut(0, start))
            return replace(found, issuer=beside) if found else None
    below = lines[at + 1] if at + 1 < len(lines) else None
    if (
        below
        and below.kind == "text"
        and len(below.text) <= 12
        and pattern("head", "number_broken").match(passage.folded)
    ):
        whole = join([passage, below.passage])
        if m := pattern("head", "number_line").match(whole.folded):
            return Numbered(at, _cut(whole, m, "number"), issued=matched_day(m), lines=2)
    return None


def _begins(passage: Passage) -> list[int]:
    """Where the number may begin in a line: at its start, or behind a letterhead or 等级 特急·明电, and a blank."""
    before = (pattern("head", "urgency"), pattern("head", "letterhead"))
    behind = [s for s in passage.starts[1:40] if s <= 60 and any(p.match(passage.folded[:s]) for p in before)]
    return [*reversed(behind), 0]


def _standing(lines: Sequence[Line], at: int, passage: Passage, m: re.Match[str]) -> Numbered | None:
    number, issued = _cut(passage, m, "number"), matched_day(m)
    if not pattern("head", "bare").match(m["number"]):
        return Numbered(at, number, issued=issued)
    above = lines[at - 1].passage if at and lines[at - 1].kind == "text" and len(lines[at - 1].text) <= 40 else NOTHING
    if pattern("head", "bare_below").search(above.folded):
        # 清河市人民政府令 / 第12号: cited as 清河市人民政府令第12号; under a title that says of what, the number stands alone.
        named = not pattern("head", "title_verb").search(above.folded) and not _goes_on(lines, at)
        return Numbered(at, above.text + number if named else number, issued=issued)
    return None


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the line above a bare number is the end of a title of several lines."""
    return at > 1 and bool(pattern("head", "title_verb").search(lines[at - 2].text)) and may_head(lines[at - 2])


def _parted(passage: Passage, m: re.Match[str]) -> bool:
    """Whether what follows a number in its line is a title: in 《》, behind a blank, or with its issuer before 关于."""
    title = m["title"]
    told = pattern("head", "title_verb").search(title) and plain("title_end").search(title.rstrip("》"))
    begins = (
        title.startswith("《") or m.start("title") in passage.starts or pattern("head", "title_begins").match(title)
    )
    return bool(told and begins)


def _unquoted(passage: Passage) -> Passage:
    quoted = passage.folded.startswith("《") and passage.folded.endswith("》")
    return passage.cut(1, len(passage.text) - 1) if quoted else passage


def _cut(passage: Passage, m: re.Match[str], group: str) -> str:
    return passage.text[m.start(group) : m.end(group)]
