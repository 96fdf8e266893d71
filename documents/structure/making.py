"""What a measure is made of, whichever part of a document it was found in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from documents.model import Deadline, Dismissed, Measure
from documents.text.passage import Passage
from documents.times.dates import Basis
from documents.units.mentions import Listed
from documents.vocabulary import table

# Days: a year from its first to its last.
SHORTEST_PROGRAMME = 364


@dataclass(frozen=True)
class Setting:
    """What all measures of a document share."""

    key: str
    title: str
    basis: Basis
    level: str
    first_leads: bool


@dataclass
class Taken:
    """What was made of a document: its measures in text order, and the times that are no deadlines."""

    measures: list[Measure] = field(default_factory=list)
    dismissed: list[Dismissed] = field(default_factory=list)


@dataclass(frozen=True)
class Heading:
    """How a measure is named: its heading, its number, and the heading above it."""

    title: str
    number: str
    chapter: str


def measure_of(
    setting: Setting, whole: Passage, heading: Heading, deadlines: tuple[Deadline, ...], listed: Listed, text: str = ""
) -> Measure:
    """A measure that stands at `whole`; `text` where it is shown otherwise than its passage reads."""
    span = whole.span()
    return Measure(
        document=setting.key,
        chapter=heading.chapter,
        number=heading.number,
        title=heading.title,
        text=text or whole.text,
        deadlines=tuple(d if d.step else replace(d, step=heading.title) for d in deadlines),
        mentions=listed.mentions,
        open=listed.open,
        span=span,
        end_line=whole.line_of(len(whole.text) - 1) if whole.text else span.line,
        parts=tuple(_parts(whole)),
    )


def _parts(whole: Passage) -> Iterator[tuple[int, int]]:
    """The stretches of the source that a passage was made of; one that only the end of its line parts from the next is one."""
    start = end = line = -1
    for (first, last), at in zip(whole.ranges(), whole.lines, strict=True):
        if end < 0:
            start = first
        elif not (end <= first and at <= line + 1):
            yield start, end
            start = first
        end, line = last, at
    if end >= 0:
        yield start, end


def governs(deadline: Deadline) -> bool:
    """Whether a deadline in a heading governs what stands under it; a whole year or more in a title names the programme."""
    if deadline.kind == "during" and deadline.start and deadline.end:
        return (deadline.end - deadline.start).days < SHORTEST_PROGRAMME
    return deadline.kind == "by"


def basis_of(day: date | None, title: str, number: str) -> Basis:
    """What a document's times are read by: its day, else the year that its title or number names."""
    return Basis(day, day.year if day else _named_year(title, number))


def _named_year(title: str, number: str) -> int | None:
    """The year that the title names, else that of the number, else the first of the five-year plan in the title."""
    for text in (title, number):
        if m := re.search(r"(?:19|20)\d{2}(?=年(?!远景)|[〕】］\]）)﹞]|-|—)", text):
            return int(m.group())
    return next((first for name, (first, _) in table("times")["plans"].items() if name in title), None)


def first_leads(text: str) -> bool:
    """Whether a document says that the first of several units leads; `text` is its whole text, folded."""
    return bool(re.search(table("roles")["first_leads"]["pattern"], text))
