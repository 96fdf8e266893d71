"""The nouns of a summary: what it says, before any page is drawn. Every form is made of these and says nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from summaries.week import Horizon


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what it counts: `id` as in figures.toml, `label` and `definition` Chinese, `tone` its colour."""

    id: str
    label: str
    value: int
    measure: str
    tone: str
    definition: str


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline as a summary lists it.

    `days` counts from the day of the summary to the due day: negative is days late, None without a due day.
    `place` is chapter and number as a reader cites them; `line` counts lines of the source from 1.
    """

    deadline_id: str
    title: str
    step: str
    surface: str
    start_on: date | None
    due_on: date | None
    days: int | None
    status: str
    notes: tuple[str, ...]
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    others: tuple[str, ...]
    document_number: str
    document_title: str
    place: str
    source_name: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Dated deadlines counted by status; `total` is their sum, deadlines that were called off left out."""

    total: int
    late: int
    soon: int
    waiting: int
    done: int
    done_late: int
    ahead: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's dated deadlines, those it leads and those it is responsible for counted apart, and its undated ones."""

    unit_id: str
    unit_name: str
    lead: Tally
    responsible: Tally
    undated: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document's deadlines."""

    document_id: str
    number: str
    title: str
    issuer: str
    issued: date | None
    tally: Tally
    undated: int


@dataclass(frozen=True, slots=True)
class UndatedGroup:
    """Deadlines without a day, of one sort, with the sentence that says why they have none."""

    id: str
    label: str
    definition: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class IssuedGroup:
    """Deadlines of one document that were recorded as new."""

    document_number: str
    deadlines: int
    effective_on: date | None
    recorded_on: date | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of a deadline that was known before: old and new value as a reader reads them."""

    kind: str
    title: str
    document_number: str
    field: str
    old: str
    new: str
    effective_on: date | None
    recorded_on: date | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What was recorded in a span of days: how many deadlines are new and how many changed, and the rows behind."""

    new: int
    changed: int
    issued: tuple[IssuedGroup, ...]
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """Findings of one check: `open` and `confirmed` as of the day, `opened` and `closed` in the week."""

    check_id: str
    check_title: str
    severity: str
    open: int
    confirmed: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class WeeklySummary:
    """All that the summary of a week says; made of frames and a day only, so that a week made again is the same."""

    as_of: date
    horizon: Horizon
    jurisdictions: tuple[str, ...]
    figures: tuple[Figure, ...]
    late: tuple[Line, ...]
    soon: tuple[Line, ...]
    due_week: tuple[Line, ...]
    due_ahead: tuple[tuple[Line, ...], tuple[Line, ...]]
    changes: Changes
    changes_since: Changes
    checks: tuple[CheckRow, ...]
    units: tuple[UnitRow, ...]
    documents: tuple[DocumentRow, ...]
    undated: tuple[UndatedGroup, ...]

    def figure(self, name: str) -> Figure:
        """The figure whose id is `name`; KeyError where there is none."""
        for figure in self.figures:
            if figure.id == name:
                return figure
        raise KeyError(name)
