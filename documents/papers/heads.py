"""Lines → what heads a document: its letterhead, its title, its addressees (GB/T 9704-2012, 7.2 and 7.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from documents.structure.lines import Line
from documents.text.numerals import day_of
from documents.text.outline import numbering_of
from documents.text.passage import Passage, fold, join
from documents.vocabulary import table

# How many lines a title may take, and how far above or below the number it may stand.
HEAD_LINES = 6
ZEROS = str.maketrans({"◯": "〇", "Ο": "〇", "О": "〇", "元": "一"})


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """A pattern of grammar/documents.toml with the short ones that it names in braces written out."""
    written = str(table("documents")[section][name])
    while named := re.search(r"\{([a-z]+)\}", written):
        written = written.replace(named.group(), table("documents")["short"][named[1]])
    return re.compile(written)


@cache
def plain(name: str) -> re.Pattern[str]:
    """A pattern that stands by itself at the top of grammar/documents.toml."""
    return re.compile(table("documents")[name])


NOTHING = Passage("", (), (), ())


@dataclass(frozen=True)
class Titled:
    """A title: its words, the first of its lines and the line after the last; `noted` are lines in brackets under it."""

    passage: Passage
    first: int
    end: int
    noted: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it is a title without doubt: it says of what (关于, 印发 …) or ends in a kind of document."""
        return bool(self.passage.text) and (self.tells or bool(plain("title_end").search(self.passage.folded)))

    @property
    def tells(self) -> bool:
        """Whether a word of titles stands in it (关于, 印发, 转发 …)."""
        return bool(pattern("head", "title_verb").search(self.passage.folded))


def day_in(text: str, form: re.Pattern[str]) -> date | None:
    """The day that a folded text names in the form's groups y, m and d; None where it names none, or one that no calendar has."""
    m = form.search(text.translate(ZEROS))
    return day_of(m) if m else None


def matched_day(m: re.Match[str]) -> date | None:
    """The day of a match whose form has a group `day`, where it took part."""
    return day_in(m["day"], pattern("signature", "day")) if m["day"] else None


def may_head(line: Line) -> bool:
    """Whether a line can be part of a title, by its form alone."""
    text = line.text
    if line.kind != "text" or len(text) > 90 or "。" in text or numbering_of(line.passage):
        return False
    if re.search(r"[；！？：，、]$", text) or plain("no_title").match(text):
        return False
    return not (
        pattern("signature", "date").match(text)
        or pattern("head", "imprint").match(text)
        or pattern("head", "number_line").match(text)
        or pattern("head", "addressees").match(text)
        or pattern("attachments", "page").match(text)
        or plain("closing").match(text)
        or plain("contents").match(text)
    )


def furnishes(line: Line) -> bool:
    """Whether a line is a letterhead, or one of the marks that stand around it (份号, 密级, 紧急程度, 签发人)."""
    text = line.text
    return line.kind == "text" and bool(pattern("head", "ornament").match(text) or letterhead(line).text)


def letterhead(line: Line) -> Passage:
    """The issuers that a letterhead names (清河市人民政府文件 → 清河市人民政府); NOTHING where the line is none."""
    return letterhead_of(line.passage) if line.kind == "text" and len(line.text) <= 80 else NOTHING


def letterhead_of(passage: Passage) -> Passage:
    """The issuers that the text of a letterhead names, as `letterhead` does."""
    m = pattern("head", "letterhead").match(passage.folded)
    return passage.cut(0, m.end("issuer")) if m and not pattern("head", "title_verb").search(m["issuer"]) else NOTHING


def is_body(line: Line) -> bool:
    """Whether a line is the name of one or more bodies and no more."""
    return line.kind == "text" and len(line.text) <= 80 and bool(pattern("signature", "body").match(line.text))


def title_below(lines: Sequence[Line], at: int) -> Titled:
    """The title that begins at a line, or after the marks of a letterhead that stand there."""
    while at < len(lines) and furnishes(lines[at]):
        at += 1
    run: list[Passage] = []
    for line in lines[at : at + HEAD_LINES]:
        if not may_head(line) or (pattern("head", "suffix").match(line.text) and _is_whole(run, line)):
            break
        run.append(line.passage)
    taken = _lines_of_title(run)
    end, suffixes, noted = _suffixes(lines, at + taken)
    title = join([*run[:taken], *suffixes])
    return Titled(title, at, end if taken else at, noted if taken else ())


def _is_whole(run: Sequence[Passage], bracketed: Line) -> bool:
    """Whether a title is over above a line in brackets, which then belongs to it only as （试行） does."""
    return not run or bool(pattern("head", "adopted").match(bracketed.text)) or _is_over(join(run).folded)


def _is_over(title: str) -> bool:
    """Whether a title can end here: with a kind of document, and not within that of a plan (印发…方案 still wants its 的通知)."""
    wanted = plain("title_end") if not pattern("head", "carries").search(title) else pattern("head", "carried_end")
    return bool(wanted.search(title))


def _lines_of_title(run: Sequence[Passage]) -> int:
    """How many of the lines are the title: up to the kind of document that it ends in, or all that may be one."""
    joined = [join(run[:k]).folded for k in range(1, len(run) + 1)]
    ends = [k for k, text in enumerate(joined, 1) if plain("title_end").search(text)]
    if not ends:
        return len(run) if run and pattern("head", "title_verb").search(joined[-1]) else min(len(run), 3)
    carrier = pattern("head", "carrier_end")
    first = next((k for k in ends if carrier.search(joined[k - 1])), 0)
    if first and not any(pattern("head", "title_verb").search(p.folded) for p in run[ends[0] : first]):
        return first
    return ends[0]


def _suffixes(lines: Sequence[Line], at: int) -> tuple[int, list[Passage], tuple[int, ...]]:
    """The lines in brackets under a title: （试行） and （2021—2023年） belong to it, a day or who published it do not."""
    title: list[Passage] = []
    noted: list[int] = []
    for i, line in enumerate(lines[at : at + HEAD_LINES], at):
        if line.kind == "text" and pattern("head", "adopted").match(line.text):
            noted.append(i)
        elif line.kind == "text" and not noted and pattern("head", "title_suffix").match(line.text):
            title.append(line.passage)
        else:
            break
    return at + len(title) + len(noted), title, tuple(noted)


def carried_title(title: str) -> str:
    """The title of the plan that a document carries (关于印发清河市供水方案的通知 → 清河市供水方案), "" where it carries none.

    Others cite the plan by this title as often as by that of the notice.
    """
    m = pattern("head", "carried").search(fold(title))
    if not m:
        return ""
    group = "quoted" if m["quoted"] else "plain"
    return title[m.start(group) : m.end(group)]


def title_above(lines: Sequence[Line], at: int, floor: int) -> Titled:
    """The title whose last line stands above `at`, no higher than `floor`: up to its word 关于 or 印发, and the issuer above it."""
    first = at
    while first > max(floor, at - HEAD_LINES) and may_head(lines[first - 1]) and not furnishes(lines[first - 1]):
        if first < at and _is_over(lines[first - 1].text) and not lines[first].text.startswith("的"):
            break
        first -= 1
        if pattern("head", "title_verb").search(lines[first].text):
            first = bodies_above(lines, first, floor)
            return Titled(join(x.passage for x in lines[first:at]), first, at)
    above = lines[at - 1] if at > floor else None
    named = above is not None and may_head(above) and not furnishes(above) and plain("title_end").search(above.text)
    return Titled(above.passage, at - 1, at) if above and named else Titled(NOTHING, at, at)


def bodies_above(lines: Sequence[Line], first: int, floor: int) -> int:
    """The first of the lines above a title's first words that name its issuers and no more; one that it names is a letterhead."""
    own = pattern("head", "issuer").match(lines[first].text)
    while first > floor and is_body(lines[first - 1]) and not furnishes(lines[first - 1]):
        if own and lines[first - 1].text.endswith(own["issuer"]):
            break
        first -= 1
    return first


def addressees_at(lines: Sequence[Line], at: int) -> tuple[tuple[str, ...], int]:
    """Whom a document is sent to, from the line or lines that end in a colon before its text, and the line after them."""
    gathered: list[Passage] = []
    for i, line in enumerate(lines[at : at + HEAD_LINES]):
        if line.kind != "text" or re.search(r"[。；！？]", line.text) or numbering_of(line.passage):
            break
        gathered.append(line.passage)
        whole = join(gathered)
        if whole.folded.endswith("："):
            found = pattern("head", "addressees").match(whole.folded)
            return (_parts(whole.cut(0, len(whole.text) - 1)), at + i + 1) if found else ((), at)
    begun = pattern("head", "addressees_before").match(lines[at].text) if at < len(lines) else None
    return (_parts(lines[at].passage.cut(0, begun.end("addressees"))), at) if begun else ((), at)


def _parts(passage: Passage) -> tuple[str, ...]:
    """The addressees of a list; those that share a word (各省、自治区、直辖市人民政府) are one, as printed."""
    parts: list[str] = []
    continued = pattern("head", "continued")
    for m in re.finditer(r"[^，、（]*(?:（[^（）]*）?[^，、（]*)*", passage.folded):
        text = passage.text[m.start() : m.end()]
        if not text:
            continue
        before = passage.folded[m.start() - 1] if m.start() else ""
        if before == "、" and parts and (_one(parts[-1], m.group()) or continued.match(m.group())):
            parts[-1] += "、" + text
        else:
            parts.append(text)
    return tuple(parts)


def _one(before: str, text: str) -> bool:
    """Whether a part of a list goes on with the one before, which 各 governs."""
    if "各" not in before:
        return False
    of_level = pattern("head", "level").search(before) and pattern("head", "of_level").match(text)
    return bool(of_level or pattern("head", "governed").match(text))
