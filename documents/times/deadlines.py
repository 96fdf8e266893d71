"""Times → deadlines: which of the times in a passage say by when something is to be done, and which do not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from documents.model import Deadline, DeadlineKind, Dismissed
from documents.text.passage import Passage
from documents.times.contexts import ASKED, asked, excluded, in_field, in_name, in_place, too_bare, wanting
from documents.times.counting import COUNTED
from documents.times.dates import CALENDAR, Basis, Days, month_end_of, parts_of, year_of
from documents.times.recurrence import inherited_from, rule_of
from documents.times.steps import steps_of
from documents.times.times import Time, times_in
from documents.vocabulary import table

READINGS = CALENDAR | COUNTED
JOINTS = ("、", "和", "及")
Place = Literal["prose", "field", "heading"]


@dataclass
class Found:
    """What a passage holds: deadlines in text order, and the times that are none, each with its reason."""

    deadlines: list[Deadline] = field(default_factory=list)
    dismissed: list[Dismissed] = field(default_factory=list)


def deadlines_in(passage: Passage, basis: Basis, place: Place = "prose") -> Found:
    """The deadlines of a passage, and its other times with the reason why they are none.

    `field` is a cell or field that holds deadlines and nothing else (完成时限): a bare month or year then means its last
    day (GUIDELINES, Decisions). In a `heading` what follows a time says what the items under it are (2024年底前建成的项目).
    """
    found = Found()
    sentence = _Sentence(passage, basis, place)
    drafts: list[_Draft] = []
    wants: list[tuple[int, Time]] = []  # times without a day that stand where one should, by their place in `dismissed`
    for time in times_in(passage.folded):
        outcome = sentence.read(time)
        if isinstance(outcome, _Draft):
            drafts.append(outcome)
        else:
            asks = asked(passage.folded, time, outcome, place == "field")
            if not asks and wanting(passage.folded, time.start, time.end, outcome):
                wants.append((len(found.dismissed), time))
            span = passage.span(time.start, time.end)
            found.dismissed.append(Dismissed(passage.text[time.start : time.end], outcome, asks, span))
    for i, time in wants:
        if not _dated_beside(passage.folded, time, drafts) and not sentence.is_past(time):
            found.dismissed[i] = replace(found.dismissed[i], asked=True)
    steps = steps_of(passage, [(draft.time.start, draft.time.end) for draft in drafts])
    found.deadlines = [_deadline(passage, draft, step) for draft, step in zip(drafts, steps, strict=True)]
    return found


def _dated_beside(folded: str, time: Time, drafts: list[_Draft]) -> bool:
    """Whether a deadline stands in the sentence of a time, to the ； or 。 on both sides."""
    start = max(folded.rfind("。", 0, time.start), folded.rfind("；", 0, time.start))
    ends = [at for at in (folded.find("。", time.end), folded.find("；", time.end)) if at >= 0]
    return any(start < draft.time.start < min(ends, default=len(folded)) for draft in drafts)


@dataclass(slots=True)
class _Draft:
    """What a time was read as, before its step is known; `start` is the day from which a repeated duty runs."""

    time: Time
    kind: DeadlineKind
    days: Days | None = None
    rule: str = ""
    start: date | None = None


def _deadline(passage: Passage, draft: _Draft, step: str) -> Deadline:
    at, until, days = draft.time.start, draft.time.end, draft.days
    start = days.start if days and draft.kind == "during" else draft.start
    return Deadline(
        passage.text[at:until], draft.kind, start, days.end if days else None, draft.rule, step,
        days.alternative if days else None, passage.span(at, until), at, until,
    )  # fmt: skip


class _Sentence:
    """What the times of one sentence inherit from those before them: the year, the month, the 每年, the start."""

    def __init__(self, passage: Passage, basis: Basis, place: Place) -> None:
        self.passage = passage
        self.unnamed = basis
        self.basis = basis  # with the year and the month that the sentence named
        self.place = place
        self.at = 0
        self.labelled = 0  # where the last time ended that stands in the place of a deadline
        self._clear()

    def _clear(self) -> None:
        self.basis = self.unnamed
        self.inherited: dict[str, str] = {}
        self.start: date | None = None

    def read(self, time: Time) -> _Draft | str:
        """The deadline that a time is, or the reason why it is none."""
        if "。" in self.passage.folded[self.at : time.start]:
            self._clear()
        self.at = time.start
        if time.form.kind == "none" and not time.form.reading:
            return time.form.why  # it only looks like a time
        listed = self.labelled > 0 and self.passage.folded[self.labelled : time.start] in JOINTS
        labelled = self.place == "field" or listed or in_field(self.passage.folded, time)
        self.labelled = time.end if labelled else 0
        if why := self._none(time, labelled):
            return why
        return _Draft(time, "ongoing") if time.form.kind == "ongoing" else self._dated(time, labelled)

    def _none(self, time: Time, labelled: bool) -> str:
        """Why a time is no deadline by where it stands and the words around it; "" where it may be one."""
        folded, form = self.passage.folded, time.form
        place = "field" if labelled else self.place
        why = (
            "name" if in_name(folded, time) else excluded(time, folded, place, lambda since: self._is_past(time, since))
        )
        if why == "start_only":
            self.start = self._start_of(time)
        if why or form.kind == "none":
            return why or form.why
        if form.kind == "ongoing":
            return "" if in_place(folded, time, labelled) else "not_in_place"
        if labelled or not (form.field or form.bare):
            return ""
        bare = form.field or too_bare(time, folded)
        return "bare" if bare else "history" if self._is_past(time, "issue") else ""

    def _start_of(self, time: Time) -> date | None:
        days = self._days_or_none(time)
        return days.start if days else None

    def is_past(self, time: Time) -> bool:
        """Whether a time ended before the year of issue."""
        return self._is_past(time, "year")

    def _is_past(self, time: Time, since: str) -> bool:
        """Whether a time ended before the day of issue (the year, where no day is known), or before its year."""
        days = self._days_or_none(time)
        issued = self.basis.issued or (self.basis.year and date(self.basis.year, 1, 1))
        return bool(days and issued and days.end < (issued.replace(month=1, day=1) if since == "year" else issued))

    def _days(self, time: Time) -> Days:
        return days_of(time, self.basis)

    def _days_or_none(self, time: Time) -> Days | None:
        try:
            return self._days(time)
        except (LookupError, ValueError, OverflowError):
            return None

    def _dated(self, time: Time, labelled: bool) -> _Draft | str:
        try:
            return self._repeated(time) if time.form.kind == "recurring" else self._by_day(time, labelled)
        except (ValueError, OverflowError):
            return "impossible"
        except LookupError as unread:
            return self._unread(time, str(unread.args[0]) if unread.args else "")

    def _by_day(self, time: Time, labelled: bool) -> _Draft | str:
        basis, parts = self.basis, parts_of(time.match)
        named = year_of(parts, basis)
        if (rule := self.inherited.get(time.form.reading)) and not parts.get("y"):
            return _Draft(time, "recurring", rule=rule_of(rule, parts))
        days = self._days(time)
        if self._is_far(days, bool(parts.get("m"))):
            return "impossible"
        month = (days.start or days.end).month if parts.get("m") else basis.month
        if named or month != basis.month:
            self.basis = replace(basis, named=named or basis.named, month=month)
        by = time.form.kind == "by" or (labelled and time.form.point)
        says_year = named or basis.named or parts.get("plan")
        return _Draft(time, "by" if by else "during", days if says_year else self._doubted(days))

    def _repeated(self, time: Time) -> _Draft:
        rule = rule_of(time.form.rule, parts_of(time.match))
        self.inherited = inherited_from(time.match.group()) or self.inherited
        return _Draft(time, "recurring", rule=rule, start=self.start)

    def _unread(self, time: Time, why: str) -> _Draft | str:
        """What a time is that names too little: 次月5日前 is so every month."""
        if why == "every_month":
            return _Draft(time, "recurring", rule=rule_of("FREQ=MONTHLY;BYMONTHDAY={d}", parts_of(time.match)))
        return why if why in ASKED or why == "event_relative" else "no_year"

    def _is_far(self, days: Days, month: bool) -> bool:
        """Whether a time lies further from the day of issue than a plan's do: a slip of the hand (2052年6月)."""
        if not self.basis.year:
            return False
        limits = table("times")["limits"]
        after = limits["after_month" if month else "after"]
        return not self.basis.year - limits["before"] <= days.end.year <= self.basis.year + after

    def _doubted(self, days: Days) -> Days:
        """A date without a year that lies long before the day of issue may be next year's (GUIDELINES take this year's)."""
        issued, stale = self.basis.issued, timedelta(table("times")["limits"]["stale"])
        if days.alternative or not issued or days.end >= issued - stale:
            return days
        return replace(days, alternative=_a_year_later(days.end))


def days_of(time: Time, basis: Basis) -> Days:
    """The days that a time names. Raises LookupError where it names too little, ValueError for days that cannot be."""
    return _spanned(*time.spans, basis) if time.spans else _read(time, basis)


def _read(time: Time, basis: Basis) -> Days:
    return READINGS[time.form.reading](parts_of(time.match), basis)


def _spanned(first: Time, last: Time, basis: Basis) -> Days:
    """The period from one time to another, whose year may turn in between. Raises ValueError where it ends before it begins."""
    begins = _read(first, basis)
    start = begins.start or begins.end
    named = replace(basis, named=start.year, month=start.month)
    end = _read(last, named).end
    if end < start and not year_of(parts_of(last.match), named):
        end = _read(last, replace(named, named=start.year + 1)).end
    if end < start:
        raise ValueError("ends before it begins")
    return Days(start, end)


def _a_year_later(day: date) -> date:
    if day == month_end_of(day.year, day.month):
        return month_end_of(day.year + 1, day.month)
    return day.replace(year=day.year + 1)
