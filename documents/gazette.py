"""Lines → the documents they hold: where each begins, its number, title, issuer, addressees, date, citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from documents.lines import Line
from documents.model import Citation
from documents.numerals import day_of
from documents.outline import numbering_of
from documents.passage import Passage, join
from documents.vocabulary import table
from documents.webpage import Metadata, metadata_of

# How many lines a head (letterhead, title, number) may take before the number, and a title after it.
HEAD_LINES = 6
CITATION = re.compile(
    r"《(?P<title>[^《》]{2,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,3})》(?:（(?P<number>[^（）]{4,30}号)）)?"
)
ISSUER = re.compile(r"(?P<issuer>[\u4e00-\u9fff（）、]{3,60}?)(?:关于|印发|转发|批转)")
SENTENCE_END = re.compile(r"[。；！？]")


@dataclass(frozen=True)
class Part:
    """The lines of one document and what its head says. `body` are the lines after the head, without blank ones."""

    lines: tuple[Line, ...]
    body: tuple[Line, ...]
    number: str
    title: str
    issuer: str
    addressees: tuple[str, ...]
    issued: date | None
    dated_by: str


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("documents").items() if isinstance(v, str)}


def split(lines: Sequence[Line]) -> list[Part]:
    """The documents of a source, in order; a text that shows no head is one document."""
    shown = [x for x in lines if x.kind not in ("blank", "furniture", "contents", "rule")]
    shown = shown or [x for x in lines if x.kind != "blank"]  # a text of running heads alone is read as it is
    if not shown:
        return []
    metadata = metadata_of(shown)
    shown = [x for x in shown if x.number not in metadata.lines] or shown
    starts = _starts(shown)
    if not starts:
        return [_labelled(_part(shown, None), metadata)]
    front = [_part(shown[: starts[0][0]], None)] if _tells(shown[: starts[0][0]]) else []
    bounds = [s for s, _ in starts[1:]] + [len(shown)]
    return front + [_part(shown[s:e], n - s) for (s, n), e in zip(starts, bounds, strict=True)]


def _labelled(part: Part, metadata: Metadata) -> Part:
    """A document with what the labels of a web page say of it, where its own text does not."""
    values = metadata.values
    number = _patterns()["number"].search(values.get("number", ""))
    day = next((d for k in ("signed", "published") if (d := _day_in(values.get(k, "")))), None)
    return replace(
        part,
        number=part.number or (number["number"] if number else ""),
        issuer=part.issuer or values.get("issuer", ""),
        issued=part.issued or day,
        dated_by=part.dated_by or ("labelled" if day else ""),
    )


def _day_in(text: str) -> date | None:
    m = _patterns()["date"].search(_dashed(text))
    return day_of(m) if m else None


def _starts(shown: Sequence[Line]) -> list[tuple[int, int]]:
    """Pairs of the first line of a document's head and the line of its number."""
    numbers = [i for i in range(len(shown)) if _is_number_line(shown, i)]
    starts: list[tuple[int, int]] = []
    for i in numbers:
        floor = starts[-1][1] + 1 if starts else 0
        if starts and i - starts[-1][1] < 3:
            continue
        starts.append((_head_start(shown, i, floor), i))
    return starts


def _tells(lines: Sequence[Line]) -> bool:
    """Whether the lines before the first head are a document of their own, and no masthead or table of contents."""
    return sum(bool(numbering_of(x.passage)) and "。" in x.text for x in lines) >= 3


def _is_number_line(shown: Sequence[Line], i: int) -> bool:
    line = shown[i]
    if line.kind != "text" or not _patterns()["number"].fullmatch(line.text):
        return False
    before = shown[i - 1].text if i else ""
    return not before.endswith(("》", "《", "，", "、"))


def _head_start(shown: Sequence[Line], number: int, floor: int) -> int:
    start = number
    while start > max(floor, number - HEAD_LINES) and _may_head(shown[start - 1]):
        start -= 1
    return start


def _may_head(line: Line) -> bool:
    text = line.text
    if line.kind != "text" or len(text) > 90 or numbering_of(line.passage):
        return False
    if re.search(r"[。；！？：，）、\]]$", text) and not _patterns()["title_end"].search(text):
        return False
    p = _patterns()
    return not (
        p["date"].search(text) or p["printed"].search(text) or p["closing"].match(text) or p["contents"].match(text)
    )


def _part(lines: Sequence[Line], number_at: int | None) -> Part:
    p = _patterns()
    number = ""
    if number_at is not None and (m := p["number"].fullmatch(lines[number_at].text)):
        number = lines[number_at].passage.text[m.start("number") : m.end("number")]
    title_lines, body_at = _title(lines, number_at)
    title = "".join(x.passage.text for x in title_lines)
    addressees, body_at = _addressees(lines, body_at)
    body = tuple(lines[body_at:])
    issued, dated_by = _issued(lines)
    return Part(tuple(lines), body, number, title, _issuer(lines, title, number_at), addressees, issued, dated_by)


def _title(lines: Sequence[Line], number_at: int | None) -> tuple[list[Line], int]:
    """The lines of the title, and the line after the head."""
    p = _patterns()
    first = 0 if number_at is None else number_at + 1
    after: list[Line] = []
    for line in lines[first : first + HEAD_LINES]:
        if not _may_head(line) or p["addressees"].match(line.text) or p["annex"].match(line.text):
            break
        after.append(line)
        if p["title_end"].search(line.text) and "关于" in "".join(x.text for x in after):
            break
    named = "".join(x.text for x in after)
    if after and (p["title_end"].search(named) or "关于" in named or number_at is None):
        return _without_letterhead(after), first + len(after)
    before = [x for x in lines[: number_at or 0] if not p["letterhead"].match(x.text)]
    return _without_letterhead(before), first


def _without_letterhead(lines: list[Line]) -> list[Line]:
    return [x for x in lines if not _patterns()["letterhead"].match(x.text)]


def _addressees(lines: Sequence[Line], at: int) -> tuple[tuple[str, ...], int]:
    """Whom a document is sent to, from the line or lines that end in a colon before its text."""
    gathered: list[Passage] = []
    for i, line in enumerate(lines[at : at + HEAD_LINES]):
        if line.kind != "text" or SENTENCE_END.search(line.text) or numbering_of(line.passage):
            break
        gathered.append(line.passage)
        text = join(gathered).folded
        if text.endswith("："):
            if not _patterns()["addressees"].match(text):
                break
            whole = join(gathered).text.rstrip("：:")
            return tuple(x for x in re.split(r"[，、,](?![^（(]*[）)])", whole) if x), at + i + 1
    return (), at


def _issuer(lines: Sequence[Line], title: str, number_at: int | None) -> str:
    """Who issued it: before 关于 (or 印发, 转发) in the title, else on the letterhead, else above the date; the fullest."""
    named = [m["issuer"]] if (m := ISSUER.match(title)) else []
    heads = [x for x in lines[: (number_at or 0) + 1] if _patterns()["letterhead"].match(x.text)]
    named += [x.passage.text.removesuffix("文件") for x in heads]
    named += _signed_by(lines)
    if not named:
        return ""
    return max((n for n in named if n.endswith(named[0])), key=len)


def _signed_by(lines: Sequence[Line]) -> list[str]:
    for above, line in pairwise(lines):
        if _patterns()["date"].fullmatch(line.text) and len(above.text) <= 40 and not SENTENCE_END.search(above.text):
            return [above.passage.text]
    return []


def _issued(lines: Sequence[Line]) -> tuple[date | None, str]:
    """The 成文日期 (a line that is a date and no more, or ends in one under the issuer), else the 印发日期."""
    p = _patterns()
    for line in lines:
        if line.kind == "text" and (m := p["date"].fullmatch(line.text.strip("（）"))) and (day := day_of(m)):
            return day, "signed"
    for line in lines:
        if line.kind != "text" or len(line.text) > 60:
            continue
        if p["labelled_date"].match(line.text) and (m := p["date"].search(_dashed(line.text))) and (day := day_of(m)):
            return day, "labelled"
    for line in lines:
        if (
            line.kind == "text"
            and p["printed"].search(line.text)
            and (m := p["date"].search(line.text))
            and (day := day_of(m))
        ):
            return day, "printed"
    return None, ""


def _dashed(text: str) -> str:
    return re.sub(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})", r"\1年\2月\3日", text)


def citations_of(passage: Passage, own_number: str) -> list[Citation]:
    """The documents that a passage cites with a number, and whether it says that it acts on them."""
    implements = _patterns()["implements"]
    found = []
    for m in CITATION.finditer(passage.folded):
        if not m["number"] or m["number"] == own_number:
            continue
        acts = bool(implements.search(passage.folded[max(0, m.start() - 200) : m.start()]))
        title, number = (
            passage.text[m.start("title") : m.end("title")],
            passage.text[m.start("number") : m.end("number")],
        )
        found.append(Citation(title, number, acts, passage.span(m.start(), m.end())))
    return found


def force_of(passage: Passage) -> dict[str, Any]:
    """What a document says of its own force, by pattern: the words that were found."""
    return {f: m.group() for f in table("documents")["force"] if (m := re.search(f, passage.folded))}
