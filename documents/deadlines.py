"""Times → deadlines: which of the times in a passage say by when something is to be done, and which do not, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from documents.dates import READINGS, Basis, Days, Parts, parts_of, year_of
from documents.model import Deadline, Dismissed
from documents.numerals import number_of
from documents.passage import Passage
from documents.times import Time, times_in
from documents.vocabulary import table

NAMES = re.compile(r"《[^《》]{0,200}》")
WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
# How many characters around a time its context is looked for in.
AROUND = 40
# Reasons that leave a duty without a day, so that a steward should ask.
ASKED = {"unfixed", "no_year", "impossible"}
# A row of the table of contexts that names no kinds speaks of times with days.
DATED = ("by", "during", "recurring")
# Rows that say nothing in some places: in a field only history and a mere start are no deadlines.
WHYS = set(table("contexts")["why"])
PASSED_OVER = {"prose": set(), "heading": {"eligibility"}, "field": WHYS - {"history", "start_only"}}


@dataclass
class Found:
    """What a passage holds: deadlines in text order, and the times that are none, each with its reason."""

    deadlines: list[Deadline] = field(default_factory=list)
    dismissed: list[Dismissed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One row of the table of contexts."""

    why: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    kinds: tuple[str, ...]
    readings: tuple[str, ...]
    past: bool

    def fits(self, before: str, after: str) -> bool:
        """Whether this row says that a time between these words is no deadline."""
        return not (self.before and not self.before.search(before)) and not (self.after and not self.after.match(after))


@cache
def _exclusions() -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(
            row["why"],
            re.compile(row["before"]) if "before" in row else None,
            re.compile(row["after"]) if "after" in row else None,
            tuple(row.get("kinds", DATED)),
            tuple(row.get("readings", ())),
            row.get("past", False),
        )
        for row in table("contexts")["exclusion"]
    )


@cache
def _exclusions_of(kind: str, reading: str) -> tuple[Exclusion, ...]:
    """The rows that speak of times of a kind and reading."""
    return tuple(row for row in _exclusions() if kind in row.kinds and reading in (row.readings or (reading,)))


@cache
def _bare() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("contexts")["bare"].items()}


Place = Literal["prose", "field", "heading"]


def deadlines_in(passage: Passage, basis: Basis, place: Place = "prose") -> Found:
    """The deadlines of a passage, and its other times with the reason why they are none.

    `field` is a cell or field that holds deadlines and nothing else (完成时限): a bare month or year then means its last
    day (GUIDELINES, Decisions). In a `heading` what follows a time says what the items under it are (2024年底前建成的项目).
    """
    found = Found()
    reader = _Sentence(basis, place)
    in_field = place == "field"
    for time in times_in(passage.folded):
        reader.reach(passage.folded, time.start)
        outcome = reader.read(passage, time, in_field)
        if isinstance(outcome, Deadline):
            found.deadlines.append(outcome)
        else:
            found.dismissed.append(Dismissed(passage.text[time.start : time.end], outcome, _asked(passage, time, outcome, in_field),
                                             passage.span(time.start, time.end)))  # fmt: skip
    found.deadlines = list(_with_steps(passage, found.deadlines))
    return found


class _Sentence:
    """What the times of one sentence inherit from those before them: the year, the 每年, the start."""

    def __init__(self, basis: Basis, place: Place) -> None:
        self.basis = basis
        self.passed_over = PASSED_OVER[place]
        self.at = 0
        self._clear()

    def _clear(self) -> None:
        self.year: int | None = None
        self.yearly = False
        self.start: Days | None = None

    def reach(self, folded: str, to: int) -> None:
        if "。" in folded[self.at : to]:
            self._clear()
        self.at = to

    def read(self, passage: Passage, time: Time, in_field: bool) -> Deadline | str:
        """The deadline that a time is, or the reason why it is none."""
        folded = passage.folded
        before, after = folded[max(0, time.start - AROUND) : time.start], folded[time.end : time.end + AROUND]
        in_field = in_field or bool(_bare()["field"].search(before))
        why = "name" if _in_name(folded, time) else self._excluded(time, before, after, in_field)
        why = why or (time.form.why if time.form.kind == "none" else "")
        if not why and time.form.kind == "ongoing":
            return self._made(passage, time, "ongoing", None) if in_place(folded, time, in_field) else "not_in_place"
        if not why and not in_field:
            why = "bare" if time.form.field else self._too_bare(time, before, after) if time.form.bare else ""
        return why or self._dated(passage, time, in_field)

    def _excluded(self, time: Time, before: str, after: str, in_field: bool) -> str:
        clause = re.split("[。；]", before)[-1]
        for row in _exclusions_of(time.form.kind, time.form.reading):
            if row.why in (PASSED_OVER["field"] if in_field else self.passed_over):
                continue
            if row.fits(clause, after) and not (row.past and not self._is_past(time)):
                if row.why == "start_only":
                    self.start = self._days(time)
                return row.why
        return ""

    def _too_bare(self, time: Time, before: str, after: str) -> str:
        bare = _bare()
        to_reach = time.form.reading == "year" and bare["reaching"].search(before + time.match.group())
        if bare["not_after"].match(after) or not (to_reach or bare["before"].search(before)):
            return "bare"
        if time.form.reading == "year" and not to_reach and not bare["after_year"].match(after):
            return "bare"
        return "history" if self._is_past(time) else ""

    def _is_past(self, time: Time) -> bool:
        """Whether a time ended before the day of issue, or the year where no day is known."""
        days = self._days(time)
        issued = self.basis.issued or (self.basis.year and date(self.basis.year, 1, 1))
        return bool(days and issued and days.end < issued)

    def _days(self, time: Time) -> Days | None:
        try:
            return READINGS[time.form.reading](parts_of(time.match), self._basis())
        except (LookupError, ValueError, OverflowError):
            return None

    def _basis(self) -> Basis:
        return replace(self.basis, named=self.year)

    def _dated(self, passage: Passage, time: Time, in_field: bool) -> Deadline | str:
        parts = parts_of(time.match)
        if time.form.kind == "recurring":
            self.yearly = time.form.rule.startswith("FREQ=YEARLY") and "每" in time.match.group()
            made = self._made(passage, time, "recurring", None, _rule(time.form.rule, parts))
            return replace(made, start=self.start.start) if self.start else made
        if self.yearly and parts.get("m") and not year_of(parts, self._basis()):
            return self._made(passage, time, "recurring", None, _yearly_rule(parts))
        try:
            days = READINGS[time.form.reading](parts, self._basis())
        except (ValueError, OverflowError):
            return "impossible"
        except LookupError as unread:
            return unread.args[0] if unread.args and unread.args[0] in ASKED else "no_year"
        if named := year_of(parts, self._basis()):
            self.year = named
        kind = "by" if time.form.kind == "by" or (in_field and time.form.bare) else "during"
        return self._made(passage, time, kind, days)

    def _made(self, passage: Passage, time: Time, kind: Any, days: Days | None, rule: str = "") -> Deadline:
        start = days.start if days and kind == "during" else None
        return Deadline(
            passage.text[time.start : time.end], kind, start, days.end if days else None, rule, "",
            days.alternative if days else None, passage.span(time.start, time.end), time.start, time.end,
        )  # fmt: skip


def _in_name(folded: str, time: Time) -> bool:
    """Whether a time stands within 《》."""
    around = NAMES.finditer(folded, max(0, time.start - 200), time.end + 200)
    return any(m.start() < time.start < m.end() for m in around)


def in_place(folded: str, time: Time, in_field: bool) -> bool:
    """Whether a time stands alone in the place of a deadline: a clause of its own in a bracket or a field."""
    before, after = folded[: time.start][-1:], folded[time.end : time.end + 1]
    if before not in ("", "；", "，", "（", "：", "、") or after not in ("", "；", "，", "）", "。"):
        return False
    opened = folded.rfind("（", max(0, time.start - 600), time.start)
    return (
        in_field or opened > folded.rfind("）", max(0, time.start - 600), time.start) or _unclosed(folded, time.start)
    )


def _unclosed(folded: str, at: int) -> bool:
    depth = 0
    for c in reversed(folded[max(0, at - 600) : at]):
        depth += (c == "）") - (c == "（")
        if depth < 0:
            return True
        if c == "。":
            return False
    return False


def _asked(passage: Passage, time: Time, why: str, in_field: bool) -> bool:
    if why == "no_start":
        return bool(_bare()["goal"].match(passage.folded[time.end : time.end + AROUND])) or in_field
    if why == "vague":
        return in_place(passage.folded, time, in_field)
    return why in ASKED


def _rule(rule: str, parts: Parts) -> str:
    if "{" not in rule:
        return rule
    month = number_of(parts.get("m") or "") or 0
    n = number_of(parts.get("n") or "") or 1
    q = number_of(parts.get("q") or "") or 1
    d2 = number_of(parts.get("d2") or "")
    return rule.format(
        m=month, d=number_of(parts.get("d") or ""), last=31 if month == 12 else -1, n=n, months_of_quarters=3 * n,
        quarter_month=3 * q, and_d2=f",{d2}" if d2 else "", weekday=WEEKDAYS.get(parts.get("weekday") or "", ""),
    )  # fmt: skip


def _yearly_rule(parts: Parts) -> str:
    return _rule("FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={" + ("d" if parts.get("d") else "last") + "}", parts)


def _with_steps(passage: Passage, deadlines: list[Deadline]) -> Iterator[Deadline]:
    """Give each deadline the clause that it governs: what follows it, or what stands before where nothing follows."""
    for i, d in enumerate(deadlines):
        until = deadlines[i + 1].at if i + 1 < len(deadlines) else len(passage.text)
        since = deadlines[i - 1].until if i else 0
        yield replace(d, step=_step(passage, d, since, until))


def _step(passage: Passage, d: Deadline, since: int, until: int) -> str:
    following = re.split("[。；）]", passage.folded[d.until : until], maxsplit=1)[0]
    step = passage.text[d.until : d.until + len(following)].strip("，,、：:（(")
    if len(step) >= 4:
        return step
    preceding = re.split("[。；（]", passage.folded[since : d.at])[-1]
    return passage.text[d.at - len(preceding) : d.at].strip("，,、：:；;") or step
