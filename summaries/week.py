"""Weeks: which one a summary tells of, and which two it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, Monday (`start`) to Sunday (`end`), both included."""

    start: date

    @property
    def end(self) -> date:
        """The Sunday of the week."""
        return self.start + timedelta(days=6)

    def holds(self, day: date | None) -> bool:
        """Whether `day` lies in the week; a day that is not known lies in none."""
        return day is not None and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Horizon:
    """What a summary sees: the week that it tells of and the two that follow it."""

    told: Week
    ahead: tuple[Week, Week]

    @property
    def name(self) -> str:
        """The stem of the summary's file: the Monday on which the week was over, as `2021-09-06`."""
        return self.ahead[0].start.isoformat()


def week_of(day: date) -> Week:
    """The week that holds `day`."""
    return Week(day - timedelta(days=day.weekday()))


def horizon_of(as_of: date) -> Horizon:
    """What the summary made on `as_of` sees.

    Made on a Monday it tells of the week that ended the day before and looks at the two that begin. Made on any other
    day, Sunday included, it tells of that same week: the last one that was over when the week of `as_of` began. So a
    summary made again on Wednesday has Monday's periods, and only the lights are Wednesday's.
    """
    begins = week_of(as_of)
    before = Week(begins.start - timedelta(days=7))
    after = Week(begins.start + timedelta(days=7))
    return Horizon(told=before, ahead=(begins, after))
