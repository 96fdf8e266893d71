"""Lines → who issued a document and when: the signature and its 成文日期, the letterhead, the title, the imprint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.papers.document_numbers import Numbered
from documents.papers.heads import NOTHING, Titled, day_in, is_body, letterhead, matched_day, may_head, pattern
from documents.structure.lines import Line
from documents.text.outline import numbering_of
from documents.text.passage import Passage

# A signature has no more lines of names above its date than this (joint issuers stand side by side or over one another).
SIGNERS = 8
# A line that ends in a day ends in 日, in the mark of a seal or in figures.
DAY_ENDS = ("日", "）", *"0123456789")
# How much of a line's end is looked at for a signature that stands behind the last sentence.
TAIL = 120


@dataclass(frozen=True)
class Signed:
    """A day that stands where the day of a signature stands: the names above it, its line, and how sure that is.

    `sure` where names of bodies or a person's office stand above it, so that it can be nothing else.
    """

    at: int
    day: date
    names: tuple[str, ...]
    sure: bool


def signatures(lines: Sequence[Line]) -> Iterator[Signed]:
    """The days of signatures, in text order. A day in a sentence, under 完成时限 or under a numbered heading is none."""
    for i, line in enumerate(lines):
        if line.kind != "text" or not line.text.endswith(DAY_ENDS):
            continue
        behind = _behind_names(line)
        if behind:
            yield Signed(i, behind[0], (*_names_above(lines, i), *behind[1]), True)
            continue
        day, first = _day_alone(lines, i)
        if day is None or (i + 1 < len(lines) and pattern("signature", "below_not").match(lines[i + 1].text)):
            continue
        names = _names_above(lines, first)
        person = first > 0 and bool(pattern("signature", "person").match(lines[first - 1].text))
        if names or person or _closes(lines, first, i):
            yield Signed(i, day, names, bool(names) or person)


def _day_alone(lines: Sequence[Line], at: int) -> tuple[date | None, int]:
    """The day that a line is, and the first of its lines: a narrow page breaks 2022年 from 5月16日."""
    text, above = lines[at].text, lines[at - 1].text if at else ""
    if len(text) > 24:
        return None, at
    for form in ("date", "figures"):
        if pattern("signature", form).match(text):
            return day_in(text, pattern("signature", form)), at
    if (
        len(above) <= 12
        and pattern("signature", "broken").match(above)
        and pattern("signature", "date").match(above + text)
    ):
        return day_in(above + text, pattern("signature", "date")), at - 1
    return None, at


def _behind_names(line: Line) -> tuple[date, tuple[str, ...]] | None:
    """A day that stands in one line with the names before it: 青坪县人民政府办公室 2021年3月5日."""
    cut = max(0, len(line.text) - TAIL)
    tail = line.passage.cut(cut)
    m = pattern("signature", "signed").search(tail.folded)
    if not m or numbering_of(line.passage) or not (day := matched_day(m)):
        return None
    return day, tuple(names_of(tail.cut(m.start("body"), m.end("body"))))


def _names_above(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    names: list[str] = []
    for line in reversed(lines[max(0, at - SIGNERS) : at]):
        if pattern("signature", "seal").match(line.text):
            continue
        if not is_body(line) or numbering_of(line.passage):
            break
        names[:0] = names_of(line.passage)
    return tuple(names)


def _closes(lines: Sequence[Line], at: int, last: int) -> bool:
    """Whether a day without a name above it stands where a text is over: behind a sentence or a list of attachments."""
    above = lines[at - 1] if at else None
    if above is None or above.kind != "text" or pattern("signature", "above_not").search(above.text):
        return False
    below = lines[last + 1] if last + 1 < len(lines) else None
    over = below is None or below.kind != "text" or not numbering_of(below.passage)
    return over and bool(pattern("signature", "above").search(above.text))


def names_of(passage: Passage) -> Iterator[str]:
    """The bodies that a line or a title names one after another, parted by a blank, by 、 or by the place that each begins with."""
    text, folded = passage.text, passage.folded
    whole = re.compile(f"^(?:{pattern('signature', 'body').pattern})")
    place = folded.removeprefix("中共")[:2]
    at = 0
    for cut in _cuts(passage, place):
        left, right = folded[at:cut].rstrip("、"), folded[cut:]
        if len(left) >= 4 and len(right) >= 4 and whole.match(left) and whole.match(right):
            yield _without_seal(text[at : at + len(left)])
            at = cut
    yield _without_seal(text[at:])


def _cuts(passage: Passage, place: str) -> list[int]:
    """Where a name may end and the next begin. A line whose letters stand apart (青 坪 县) is parted by its place alone."""
    letters_apart = len(passage.starts) > 3 and len(passage.text) < 3 * len(passage.starts)
    blanks = set() if letters_apart else set(passage.starts[1:])
    commas = {m.end() for m in re.finditer("、", passage.folded)}
    again = (
        {m.start() for m in re.finditer(f"(?:中共)?{re.escape(place)}", passage.folded) if m.start()}
        if place
        else set()
    )
    return sorted(blanks | commas | again)


def _without_seal(name: str) -> str:
    return re.sub(r"[（(](?:公章|盖章|章|印章|印|代章|签章)[）)]$", "", name)


def issued_of(
    lines: Sequence[Line], title: Titled, number: Numbered | None, known: Sequence[str], found: Sequence[Signed]
) -> tuple[date | None, str]:
    """The 成文日期 and what shows it; `known` are the names that title and letterhead give, `found` the text's signatures.

    The day under the title or beside the number, a signature of one of these names, any other signature, a day that closes
    the text, a label, and last the 印发日期 of the imprint (DESIGN.md, day of issue).
    """
    noted = next((d for i in title.noted if (d := adopted_in(lines[i])[0])), None)
    if beside := noted or (number.issued if number else None):
        return beside, "noted"
    own = next((s for s in found if s.sure and (not known or any(alike(n, k) for n in s.names for k in known))), None)
    if other := own or next((s for s in found if s.sure), None) or next(iter(found), None):
        return other.day, "signed"
    return _labelled(lines) or _printed(lines) or (None, "")


def _labelled(lines: Sequence[Line]) -> tuple[date, str] | None:
    for line in lines:
        m = pattern("signature", "labelled").match(line.text) if line.kind == "text" and len(line.text) <= 60 else None
        if m and (day := dated(line.text[m.end() :])):
            return day, "labelled"
    return None


def _printed(lines: Sequence[Line]) -> tuple[date, str] | None:
    for line in reversed(lines):
        if line.kind == "text" and len(line.text) <= 80 and pattern("head", "imprint").match(line.text):
            return (day, "printed") if (day := dated(line.text)) else None
    return None


def dated(text: str) -> date | None:
    """The first day in a label's value: 2021年3月5日, 2021-03-05 16:40, 2018年03月27."""
    m = re.search(r"((?:19|20)\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})(?!\d)", text[:60])
    if m:
        return day_in(f"{m[1]}年{m[2]}月{m[3]}日", pattern("signature", "day"))
    return day_in(text[:60], pattern("signature", "day"))


def adopted_in(line: Line) -> tuple[date | None, str]:
    """The day, and the number where one stands there, of a line in brackets under a title (（2019年…令第2号公布）)."""
    m = pattern("head", "adopted").match(line.text)
    if not m:
        return None, ""
    by = pattern("head", "adopted_by").match(m["by"])
    at = m.start("by")
    return matched_day(m), line.passage.text[at + by.start("number") : at + by.end("number")] if by else ""


def alike(name: str, other: str) -> bool:
    """Whether two names can be one body's: 区政府办公室 and 山亭区人民政府办公室 end alike."""
    return name.endswith(other[-4:]) or other.endswith(name[-4:])


def issuer_of(
    lines: Sequence[Line], title: Titled, number: Numbered | None, published: str, found: Sequence[Signed]
) -> tuple[str, tuple[str, ...]]:
    """Who issued a document, joint issuers parted by 、, and the names that its title and letterhead give.

    `published` is its number, which may itself name the issuer (清河市人民政府令第2号), `found` the text's signatures.

    The title says it before 关于 (or 印发, 转发), else the letterhead, else the signature; the fullest form is taken.
    """
    named = [] if (of := _title_issuer(title.passage)) is NOTHING else list(names_of(of))
    heads = _letterheads(lines, title, number)
    signed = next((s.names for s in found if s.names), ()) or _undated(lines)
    known = (*named, *heads)
    if several := pattern("head", "departments").match(named[-1]) if named else None:
        joint = [n for n in signed if alike(n, several["first"])]
        return ("、".join(signed) if joint and len(signed) > 1 else "、".join(named)), (several["first"], *heads)
    if named:
        return "、".join(_fullest(n, (*heads, *signed)) for n in named), known
    if not heads and not signed and (order := pattern("head", "order_issuer").match(published)):
        return order["issuer"], ()
    own = [h for h in heads if not pattern("head", "placeless").match(h)] or ([] if signed else heads)
    return "、".join([_fullest(n, signed) for n in own] or signed), known


def _undated(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names of a signature whose date has no day (2023年2月)."""
    months = (i for i, x in enumerate(lines) if x.text.endswith("月") and pattern("signature", "month").match(x.text))
    return next((names for i in months if (names := _names_above(lines, i))), ())


def _fullest(name: str, others: Sequence[str]) -> str:
    return max((name, *(o for o in others if o.endswith(name))), key=len)


def _title_issuer(title: Passage) -> Passage:
    m = pattern("head", "issuer_before_year").match(title.folded) or pattern("head", "issuer").match(title.folded)
    if not m:
        return NOTHING
    issuer = title.cut(0, m.end("issuer"))
    body = pattern("signature", "body").match(issuer.folded) or pattern("head", "departments").match(issuer.folded)
    return issuer if body else NOTHING


def _letterheads(lines: Sequence[Line], title: Titled, number: Numbered | None) -> list[str]:
    """The issuers that the lines above title and number name as a letterhead."""
    until = min(title.first, number.at) if number and title.first else (number.at if number else title.first)
    names = list(names_of(number.issuer)) if number and number.issuer.text else []
    for line in lines[: max(until, 0)]:
        if (named := letterhead(line)).text:
            names += names_of(named)
        elif is_body(line) and may_head(line):
            names += names_of(line.passage)
    return names
