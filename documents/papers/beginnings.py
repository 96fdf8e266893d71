"""Lines → where the documents of a source begin: at a number with its title, or at a title with its addressees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.papers.attachments import is_page
from documents.papers.document_numbers import Numbered, numbered
from documents.papers.heads import (
    HEAD_LINES,
    Titled,
    addressees_at,
    bodies_above,
    furnishes,
    is_body,
    may_head,
    pattern,
    plain,
    title_above,
    title_below,
)
from documents.papers.signing import signatures
from documents.structure.lines import Line
from documents.text.outline import numbering_of
from documents.text.passage import Passage, join

# A number that stands no deeper than this in a text is its own even where no title stands beside it.
TOP_LINES = 12
# Between the numbers of two documents stand at least a title and a line of text.
LEAST_LINES = 3
# As many numbered sentences above the first head are a document of their own.
TOLD_BY_ITEMS = 3


@dataclass(frozen=True)
class Head:
    """Where a document begins: its first line, its title and the line of its number, where it has them."""

    first: int
    title: Titled
    number: Numbered | None

    @property
    def end(self) -> int:
        """The line after title and number."""
        return max(self.title.end, self.number.end if self.number else 0)

    def within(self, start: int) -> Head:
        """The same with lines counted from `start`."""
        title = replace(
            self.title, first=self.title.first - start, end=self.title.end - start,
            noted=tuple(i - start for i in self.title.noted),
        )  # fmt: skip
        return Head(self.first - start, title, replace(self.number, at=self.number.at - start) if self.number else None)


class _Signs:
    """What a source's lines show of the ends of its documents, looked for once: places in text order."""

    def __init__(self, shown: Sequence[Line]) -> None:
        found = list(signatures(shown))
        self.signed = [s.at for s in found]
        self.surely = [s.at for s in found if s.sure]
        self.pages = [i for i, x in enumerate(shown) if is_page(x)]
        self.items = [i for i, x in enumerate(shown) if "。" in x.text and numbering_of(x.passage)]
        colons = (i for i, x in enumerate(shown) if x.kind == "text" and x.text.endswith("："))
        self.addressed = [i for i in colons if addressees_at(shown, i)[0]]

    def tells(self, until: int) -> bool:
        """Whether the lines before the first head are a document of their own, and no masthead or table of contents."""
        signed = _within(self.addressed, 0, until) and _within(self.surely, 0, until)
        return _within(self.items, 0, until) >= TOLD_BY_ITEMS or bool(signed)

    def over(self, last: Head | None, until: int) -> bool:
        """Whether a document is over: it is signed, and no annex has begun that may be a form with a letter's head."""
        if last is None:
            return self.tells(until)
        forwards = pattern("head", "forwards").search(last.title.passage.folded)
        annexed = _within(self.pages, last.first, until) > 0
        return _within(self.signed, last.first, until) > 0 and (forwards is not None or not annexed)


def _within(places: Sequence[int], start: int, end: int) -> int:
    """How many of the places lie from `start` up to `end`."""
    return bisect_left(places, end) - bisect_left(places, start)


def heads_of(shown: Sequence[Line]) -> list[Head]:
    """The heads of a source's documents in text order, at least one; a text that shows no head is one document."""
    signs = _Signs(shown)
    heads = list(_found(shown, signs))
    if not heads or (heads[0].first and signs.tells(heads[0].first)):
        first = 1 if is_page(shown[0]) and len(shown) > 1 else 0
        heads.insert(0, Head(0, _printed_last(shown, title_below(shown, first)), None))
    return heads


def _printed_last(shown: Sequence[Line], title: Titled) -> Titled:
    """The last print of a title in the first lines: a page of a site shows it again above the text."""
    for at in range(min(title.end + TOP_LINES, len(shown) - 1), title.end - 1, -1):
        again = title_below(shown, at) if title.tells else title
        if again.first > title.first and again.passage.folded == title.passage.folded:
            return again
    return title


def _found(shown: Sequence[Line], signs: _Signs) -> Iterator[Head]:
    last: Head | None = None
    for i in range(len(shown)):
        floor = last.end if last else 0
        if i < floor:
            continue
        if head := _with_number(shown, i, floor, last) or _with_addressees(shown, i, floor, last, signs):
            last = head
            yield head


def _with_number(shown: Sequence[Line], at: int, floor: int, last: Head | None) -> Head | None:
    number = numbered(shown, at)
    if not number or (last and last.number and last.number.number == number.number):
        return None  # none, or a running head
    if last and at - max(last.first, last.number.at if last.number else 0) < LEAST_LINES:
        return None
    title = _title_beside(shown, number, floor)
    follows = title.complete and _text_follows(shown, number, title)
    if follows or (last is None and _is_first(shown, number, title)):
        return Head(_first_line(shown, number, title, floor), title, number)
    return None


def _is_first(shown: Sequence[Line], number: Numbered, title: Titled) -> bool:
    """Whether a number that no text follows is a source's first all the same.

    No other number stands above or below it, as in a list; and where its title is not sure, it must stand at the top: below
    no table of contents and no signature.
    """
    beside = (*range(max(number.at - 2, 0), number.at), *range(number.end, min(number.end + 2, len(shown))))
    if any(numbered(shown, i) for i in beside):
        return False
    above = shown[: min(number.at, TOP_LINES)]
    listed = any(plain("contents").match(x.text) for x in above)
    return title.complete or (len(above) < TOP_LINES and not listed and next(signatures(above), None) is None)


def _title_beside(shown: Sequence[Line], number: Numbered, floor: int) -> Titled:
    """The title that belongs to a number: in its line, below it, or above it."""
    at = number.at
    if number.title and number.behind:
        return _continued(shown, number.title, at, floor)
    if number.title:
        return Titled(number.title, at, at + 1)
    below, above = title_below(shown, number.end), title_above(shown, at, floor)
    if not (below.complete or above.complete) and at > floor and _may_name(shown[at - 1]):
        return Titled(shown[at - 1].passage, at - 1, number.end)
    if below.tells or not above.complete or not (above.tells or not below.complete):
        return below
    return replace(above, end=number.end)


def _may_name(line: Line) -> bool:
    """Whether a line that ends in no known kind of document can be a title all the same."""
    return may_head(line) and not is_body(line) and not furnishes(line)


def _continued(shown: Sequence[Line], title: Passage, at: int, floor: int) -> Titled:
    """A title whose last line holds the number, with its lines above."""
    if pattern("head", "title_verb").search(title.folded):
        first = bodies_above(shown, at, floor)
        return Titled(join([*(x.passage for x in shown[first:at]), title]), first, at + 1)
    above = title_above(shown, at, floor)
    return Titled(join([above.passage, title]), above.first, at + 1) if above.tells else Titled(title, at, at + 1)


def _text_follows(shown: Sequence[Line], number: Numbered, title: Titled) -> bool:
    """Whether a text begins below a head, as it does not in a list of documents or in a table of contents."""
    at = max(title.end, number.end)
    if at >= len(shown):
        return False
    line = shown[at]
    if line.kind == "row" or numbering_of(line.passage) or plain("no_title").match(line.text):
        return True
    if addressees_at(shown, at)[0] or (len(line.text) > 18 and re.search("[，。：]", line.text)):
        return True
    inner = title_below(shown, at)
    return not numbered(shown, at) and inner.complete and not inner.tells


def _first_line(shown: Sequence[Line], number: Numbered, title: Titled, floor: int) -> int:
    """The first line of a head: that of its letterhead, of the marks around it, or of the title."""
    first = min(number.at, title.first) if title.passage.text else number.at
    while first > floor:
        above = shown[first - 1]
        # Names of bodies alone are a letterhead above the number, above a title that names none, or above a shared 文件.
        named = is_body(above) and (first == number.at or shown[first].text == "文件" or _nameless(title, first))
        if not (furnishes(above) or named):
            break
        first -= 1
    return first


def _nameless(title: Titled, first: int) -> bool:
    """Whether a title begins at a line and names no issuer."""
    return title.first == first and not pattern("head", "issuer").match(title.passage.folded)


def _with_addressees(shown: Sequence[Line], at: int, floor: int, last: Head | None, signs: _Signs) -> Head | None:
    """A head without a number: a title above its addressees, after the signature of the document before."""
    if at <= floor or shown[at].kind != "text" or not shown[at].text.endswith("："):
        return None
    begin = at
    while begin > max(floor, at - HEAD_LINES) and shown[begin - 1].text.endswith(("，", "、")):
        begin -= 1
    title = title_above(shown, begin, floor)
    if not (title.tells and pattern("head", "carrier_end").search(title.passage.folded)):
        return None
    signed = _within(signs.signed, at, len(shown)) > 0
    shows = signed and signs.over(last, title.first) and addressees_at(shown, begin)[0]
    return Head(title.first, title, None) if shows else None
