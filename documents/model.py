"""The nouns of reading: what flows between the stages, frozen, each knowing where in the source it stands."""

from __future__ import annotations

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
    the first 。 and `text` the whole of it, repaired. `open` where a unit list ends in 等.
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
