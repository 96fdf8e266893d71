"""The nouns of reading: what flows between the stages, frozen, each knowing where in the source it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DeadlineKind = Literal["by", "during", "recurring", "ongoing"]
Role = Literal["lead", "responsible", "cooperating", "other"]


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of the source: `line` counts from 1; `start` and `end` are characters of the decoded text, end exclusive."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text from `start` (a character of the decoded text) stood in a source that has pages or sheets.

    `label` is what an official would say (第3页, 工作表“任务清单”第12行); it holds up to the next place.
    """

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was read otherwise than it is printed: `kind` is a row of grammar/repairs.toml, `read` what was read.

    `span` is what is printed there.
    """

    kind: str
    read: str
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the decoded text that is one thing; every character stands in exactly one, in text order.

    `kind` is a row of grammar/segments.toml (heading, body, cell, furniture …). `document` is the key of the document that
    holds it, `measure` the place in Reading.measures of the measure that owns it; "" and None where none does.
    """

    kind: str
    document: str
    measure: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says of itself: `kind` is force, valid, effective, programme or goal; `text` the words, as printed.

    `start` and `end` are the days that it names, where it names any: from when it is in force, until when it is valid, the
    first and last day of its programme, the day by which its goal is to be reached.
    """

    kind: str
    text: str
    start: date | None
    end: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that another one names, `《title》（number）`; `implements` where the text says it acts on it (根据/按照/落实)."""

    title: str
    number: str
    implements: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One official document; a gazette holds several.

    `key` is unique within its source (`0`, `1` …, in text order). `number` (发文字号), `title` and `issuer` are as printed
    without line breaks, "" where the text shows none. `issued` is the 成文日期, else the 印发日期, else None. `programme_end`
    is the last day of the programme that the document states, where it states one. `text` is its part of the source.
    `attachments` are the names of its annexes; `within` is the key of the document that forwards this one (转发, 印发), "" where
    none does; `statements` say what it says of its own force, validity, programme and goals.
    """

    key: str
    number: str
    title: str
    issuer: str
    issued: date | None
    addressees: tuple[str, ...]
    citations: tuple[Citation, ...]
    programme_end: date | None
    span: Span
    end_line: int
    text: str
    attachments: tuple[str, ...] = ()
    within: str = ""
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date or period by or in which a measure, or a step of it, is to be done (GB: 时限).

    `by` has `end`; `during` has `start` and `end`; `recurring` has `rule`, an RFC 5545 RRULE value; `ongoing` has none.
    `step` is the clause it governs. `alternative` is the last day by a second possible reading, where there is one. `at` and
    `until` are its place in the passage it was read from, for the reader's own use.
    """

    surface: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    rule: str
    step: str
    alternative: date | None
    span: Span
    at: int = field(default=0, compare=False, repr=False)
    until: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A time that was read as no deadline.

    `why` is a row of grammar/contexts.toml, [why]; `asked` where it governs a duty all the same, so that a steward should
    ask for its day.
    """

    surface: str
    why: str
    asked: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit's name as a measure writes it; `group` where it is collective and names no single unit (各镇街)."""

    surface: str
    role: Role
    group: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Measure:
    """The smallest numbered item that states a task; `document` is the key of the document that holds it.

    `chapter` is the nearest heading above as printed, `number` as printed (digits, or 一 for （一）), `title` its text up to
    the first 。 and `text` the whole of it, repaired. `open` where a unit list ends in 等. `parts` are the stretches of the
    source that it was made of (start and end, in characters): what lies between them, a page's foot say, is not its own.
    """

    document: str
    chapter: str
    number: str
    title: str
    text: str
    deadlines: tuple[Deadline, ...]
    mentions: tuple[Mention, ...]
    open: bool
    span: Span
    end_line: int
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a reader noticed and did not mend, for a check to show.

    `kind` is the id of the check that shows it (`numbering_gap`, `count_mismatch`, `text_suspect`, `deadline_unreadable`,
    `issue_date_missing` …), `surface` the words at fault, `detail` a Chinese sentence for the steward; `document` is a
    document's key or "".
    """

    kind: str
    document: str
    surface: str
    detail: str
    span: Span
    chapter: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of one source. `encoding` is the one detected; `text` the decoded whole that spans count in."""

    encoding: str
    text: str
    documents: tuple[Document, ...]
    measures: tuple[Measure, ...]
    problems: tuple[Problem, ...] = field(default=())
    dismissed: tuple[Dismissed, ...] = field(default=())
    segments: tuple[Segment, ...] = field(default=())
    repairs: tuple[Repair, ...] = field(default=())
    places: tuple[Place, ...] = field(default=())

    def place_of(self, start: int) -> str:
        """Where in the source the character at `start` stands (第3页); "" where the source has neither pages nor sheets."""
        at = bisect_right(self.places, start, key=lambda place: place.start)
        return self.places[at - 1].label if at else ""
