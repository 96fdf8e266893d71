"""Lines → the documents they hold: the lines of each, what its head says, and which forwards which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.papers.attachments import attachments_of, is_page
from documents.papers.beginnings import Head, heads_of
from documents.papers.document_numbers import numbered
from documents.papers.heads import NOTHING, addressees_at, furnishes, pattern, plain
from documents.papers.signing import adopted_in, dated, issued_of, issuer_of, signatures
from documents.papers.webpage import Metadata, metadata_of, names_issuer
from documents.structure.lines import Line
from documents.text.passage import Passage

# A number that a text shows only at its end stands among so many lines.
LAST_LINES = 8
# So many lines without dots may stand between two lines of a table of contents: a section's heading, a broken entry.
CONTENTS_GAP = 6
# How much of a paragraph is looked at for the plan that it issues.
LONGEST_SENTENCE = 400


@dataclass(frozen=True)
class Part:
    """The lines of one document and what its head says. `body` are the lines after the head, without blank ones.

    `heading` is the title with its place in the source; `within` is the place among the parts of the one that forwards
    this one, None where none does, and `as_of` that one's day, by which a forwarded one without a date is read.
    """

    lines: tuple[Line, ...]
    body: tuple[Line, ...]
    number: str
    title: str
    issuer: str
    addressees: tuple[str, ...]
    issued: date | None
    dated_by: str
    heading: Passage = NOTHING
    attachments: tuple[str, ...] = ()
    within: int | None = None
    as_of: date | None = None


def split(lines: Sequence[Line]) -> list[Part]:
    """The documents of a source, in order; a text that shows no head is one document."""
    listed = _in_contents(lines)
    shown = [x for x in lines if x.kind not in ("blank", "furniture", "contents", "rule") and x.number not in listed]
    shown = shown or [x for x in lines if x.kind != "blank"]  # a text of running heads alone is read as it is
    if not shown:
        return []
    metadata = metadata_of(shown)
    shown = [x for x in shown if x.number not in metadata.lines] or shown
    heads = heads_of(shown)
    ends = [head.first for head in heads[1:]] + [len(shown)]
    parts = [_part(shown[head.first : end], head.within(head.first)) for head, end in zip(heads, ends, strict=True)]
    number = _number_in(metadata)
    if len(parts) == 1 or not number or number == parts[0].number:
        parts[0] = _labelled(parts[0], metadata, number)
    return _nested(parts)


def _in_contents(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines of a table of contents, also of those that only the next line's dots show to be of it."""
    listed: set[int] = set()
    waiting: list[int] | None = None  # lines since 目录, or since the last line with dots
    for line in (x for x in lines if x.kind != "blank"):
        if line.kind == "contents" and waiting is not None:
            listed.update(waiting)
            waiting = []
        elif plain("contents").match(line.text):
            waiting = []
        elif waiting is not None:
            waiting = [*waiting, line.number] if len(waiting) < CONTENTS_GAP else None
    return listed


def _part(lines: Sequence[Line], head: Head) -> Part:
    end = head.end
    while end < len(lines) and (pattern("head", "adopted").match(lines[end].text) or furnishes(lines[end])):
        end += 1
    addressees, body_at = addressees_at(lines, end)
    number = head.number.number if head.number else _number_elsewhere(lines, head)
    signed = list(signatures(lines))
    issuer, known = issuer_of(lines, head.title, head.number, number, signed)
    issued, dated_by = issued_of(lines, head.title, head.number, known, signed)
    title = head.title.passage if head.title.passage.text else _title_in_text(lines, body_at, head)
    return Part(
        tuple(lines), tuple(lines[body_at:]), number, title.text, issuer, addressees, issued, dated_by, title,
        attachments_of(lines),
    )  # fmt: skip


def _title_in_text(lines: Sequence[Line], end: int, head: Head) -> Passage:
    """What the first sentence issues (《…办法》已经…通过，现予公布), else the name that an order's letterhead gives it."""
    for line in lines[end : end + 2]:
        if line.kind == "text" and (m := pattern("head", "issues").search(line.text[:LONGEST_SENTENCE])):
            return line.passage.cut(m.start("title"), m.end("title"))
    above = lines[head.number.at - 1] if head.number and head.number.at else None
    named = above and head.number and head.number.number.startswith(above.passage.text)
    return above.passage if above and named else NOTHING


def _number_elsewhere(lines: Sequence[Line], head: Head) -> str:
    """A number in brackets under the title (（…令第2号公布）), or one that stands alone below the signature."""
    for i in head.title.noted:
        if found := adopted_in(lines[i])[1]:
            return found
    last = range(max(head.end, len(lines) - LAST_LINES), len(lines))
    return next((n.number for i in last if (n := numbered(lines, i)) and not n.title), "")


def _number_in(metadata: Metadata) -> str:
    """The number that the labels of a page give, as printed."""
    value = metadata.values.get("number", NOTHING)
    m = pattern("head", "number_line").match(value.folded)
    return value.text[m.start("number") : m.end("number")] if m else ""


def _labelled(part: Part, metadata: Metadata, number: str) -> Part:
    """A document with what the labels of a web page say of it, where its own text does not."""
    values = {kind: value for kind, value in metadata.values.items() if value.text}
    days = {k: d for k in ("signed", "published", "crumb") if k in values and (d := dated(values[k].folded))}
    day = next((d for k, d in days.items() if k != "crumb" or not part.number or str(d.year) in part.number), None)
    heading = part.heading if part.title else values.get("title", NOTHING)
    issuer = values.get("issuer", NOTHING)
    named = issuer.text if names_issuer(issuer) else ""
    by_label = part.issued is None or (part.dated_by == "printed" and "signed" in values)
    return replace(
        part,
        number=part.number or number,
        title=heading.text,
        heading=heading,
        issuer=named if named.endswith(part.issuer) else part.issuer,
        issued=day or part.issued if by_label else part.issued,
        dated_by="labelled" if day and by_label else part.dated_by,
    )


def _nested(parts: Sequence[Part]) -> list[Part]:
    """The parts with the place of the one that forwards each (转发, 批转), the nearest before it."""
    nested: list[Part] = []
    for part in parts:
        outer = next((i for i in reversed(range(len(nested))) if _forwards(nested[i], part)), None)
        nested.append(part if outer is None else _within(part, outer, nested[outer].issued))
        if outer is not None and not nested[outer].attachments and is_page(nested[outer].lines[-1]):
            nested[outer] = replace(nested[outer], attachments=(part.title,))
    return nested


def _within(part: Part, outer: int, as_of: date | None) -> Part:
    """A forwarded part; an imprint below it is that of the document around it."""
    part = replace(part, issued=None, dated_by="") if part.dated_by == "printed" else part
    return replace(part, within=outer, as_of=as_of)


def _forwards(outer: Part, inner: Part) -> bool:
    """Whether a document forwards another one: its title says that it does and its text names the other, or it is an annex."""
    if outer.number == inner.number != "" or not inner.title:
        return False
    if inner.title in outer.attachments:
        return True
    if not pattern("head", "forwards").search(outer.title):
        return False
    told = "".join(line.passage.text for line in outer.lines)
    about = re.search("关于.{4,}", inner.title)
    return bool(
        (inner.number and inner.number in told)
        or (about and about.group() in told)
        or (inner.title and inner.title in told)
    )
