"""Forms of the grammar of times → days: how each reading is computed from its parts and the day of issue."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from documents.text.numerals import number_of
from documents.times.holidays import festival_day
from documents.vocabulary import table

YEAR_WORDS = {"明": 1, "次": 1, "翌": 1, "后": 2}
DECADES = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上中旬": (1, 20),
    "中上旬": (1, 20),
    "中下旬": (11, 31),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a time is read by that says less than a day: the day of issue, its year, and the year and month named before."""

    issued: date | None
    year: int | None
    named: int | None = None
    month: int | None = None

    @property
    def assumed(self) -> int | None:
        """The year of a date that prints none."""
        return self.named or self.year


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a reading (`start` None for `by`), and the last day by a second reading."""

    start: date | None
    end: date
    alternative: date | None = None


Parts = dict[str, str | None]
Reading = Callable[[Parts, Basis], Days]


def month_end_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def parts_of(match: re.Match[str]) -> Parts:
    """The named groups of a form's match."""
    return match.groupdict()


def year_of(parts: Parts, basis: Basis, suffix: str = "") -> int | None:
    """The year that a form names, by number or by word (次年), else None. Raises ValueError for what is no year (20224)."""
    if number := parts.get("y" + suffix):
        return _printed_year(number)
    if word := parts.get("yw" + suffix):
        named = basis.named if word in "次翌当同" and basis.named else basis.year
        return None if named is None else named + YEAR_WORDS.get(word, 0)
    return None


def _printed_year(number: str) -> int:
    """25 is 2025 as ledgers write it; anything else must have the four digits of a year of these centuries."""
    value = number_of(number) or 0
    if len(number) == 2 and number.isdecimal():
        return 2000 + value
    if not 1900 <= value < 2100:
        raise ValueError(number)
    return value


def year_named(parts: Parts, basis: Basis) -> int:
    """The year of a time: the one that it names, else the sentence's, else that of issue. Raises LookupError without any."""
    year = year_of(parts, basis) or basis.assumed
    if year is None:
        raise LookupError("no_year")
    return year


def int_of(parts: Parts, name: str) -> int:
    """The number of a part; 0, which no calendar has, where the part is not there or is no number."""
    return number_of(parts.get(name) or "") or 0


def _ordered(start: date, end: date, later: date) -> Days:
    """A period; where its end names no year and lies before its start, the end is `later`'s."""
    if end < start:
        end = later
    if end < start:
        raise ValueError("ends before it begins")
    return Days(start, end)


def _day(parts: Parts, basis: Basis) -> Days:
    day = date(year_named(parts, basis), int_of(parts, "m"), int_of(parts, "d"))
    return Days(day, day)


def _day_of_month(parts: Parts, basis: Basis) -> Days:
    if basis.month is None:
        raise LookupError("event_relative")  # 会议召开10日前: ten days before something
    day = date(year_named(parts, basis), basis.month, int_of(parts, "d"))
    return Days(day, day)


def _days(parts: Parts, basis: Basis) -> Days:
    start = date(year_named(parts, basis), int_of(parts, "m"), int_of(parts, "d"))
    printed = year_of(parts, replace(basis, named=start.year), "2")
    year, month = printed or start.year, int_of(parts, "m2") or start.month
    end = date(year, month, int_of(parts, "d2"))
    turns = not printed and month < start.month  # 12月20日至1月20日
    return _ordered(start, end, end.replace(year=year + 1) if turns else end)


def _month_end(parts: Parts, basis: Basis) -> Days:
    return Days(None, month_end_of(year_named(parts, basis), int_of(parts, "m")))


def _month(parts: Parts, basis: Basis) -> Days:
    year, month = year_named(parts, basis), int_of(parts, "m")
    return Days(date(year, month, 1), month_end_of(year, month))


def _month_beginning(parts: Parts, basis: Basis) -> Days:
    year, month = year_named(parts, basis), int_of(parts, "m")
    before = date(year, month, 1) - timedelta(1) if parts.get("before") else None
    return Days(date(year, month, 1), date(year, month, 10), before)


def _before_month(parts: Parts, basis: Basis) -> Days:
    year, month = year_named(parts, basis), int_of(parts, "m")
    return Days(None, date(year, month, 1) - timedelta(1), month_end_of(year, month))


def _decade(parts: Parts, basis: Basis) -> Days:
    year, month = year_named(parts, basis), int_of(parts, "m")
    first, last = DECADES[parts["part"] or ""]
    end = date(year, month, last) if last < 29 else month_end_of(year, month)
    alternative = date(year, month, first) - timedelta(1) if parts.get("before") else None
    return Days(date(year, month, first), end, alternative)


def _months(parts: Parts, basis: Basis) -> Days:
    year, first, last = year_named(parts, basis), int_of(parts, "m"), int_of(parts, "m2")
    printed = year_of(parts, replace(basis, named=year), "2")
    start, end = date(year, first, 1), month_end_of(printed or year, last)
    return _ordered(start, end, end if printed else month_end_of(year + 1, last))


def _year_end(parts: Parts, basis: Basis) -> Days:
    return Days(None, date(year_named(parts, basis), 12, 31))


def _year_middle(parts: Parts, basis: Basis) -> Days:
    return Days(None, date(year_named(parts, basis), 6, 30))


def _before_year(parts: Parts, basis: Basis) -> Days:
    year = year_named(parts, basis)
    return Days(None, date(year - 1, 12, 31), date(year, 12, 31))


def _whole_year(parts: Parts, basis: Basis) -> Days:
    year = year_named(parts, basis)
    return Days(date(year, 1, 1), date(year, 12, 31))


def _years(parts: Parts, basis: Basis) -> Days:
    end = date(year_of(parts, basis, "2") or 0, 12, 31)
    return _ordered(date(year_of(parts, basis) or 0, 1, 1), end, end)


def _quarter(parts: Parts, basis: Basis) -> Days:
    year, q = year_named(parts, basis), int_of(parts, "q")
    return Days(date(year, 3 * q - 2, 1), month_end_of(year, 3 * q))


def _quarters(parts: Parts, basis: Basis) -> Days:
    year, first, last = year_named(parts, basis), int_of(parts, "q") or 1, int_of(parts, "q2")
    end = month_end_of(year, 3 * last)
    return _ordered(date(year, 3 * first - 2, 1), end, month_end_of(year + 1, 3 * last))


def _before_quarter(parts: Parts, basis: Basis) -> Days:
    quarter = _quarter(parts, basis)
    return Days(None, (quarter.start or quarter.end) - timedelta(1), quarter.end)


def _half(parts: Parts, basis: Basis) -> Days:
    year = year_named(parts, basis)
    if parts["half"] == "上":
        return Days(date(year, 1, 1), date(year, 6, 30))
    return Days(date(year, 7, 1), date(year, 12, 31))


def _before_half(parts: Parts, basis: Basis) -> Days:
    half = _half(parts, basis)
    return Days(None, half.end, (half.start or half.end) - timedelta(1))


def _plan(parts: Parts, _: Basis) -> Days:
    times = table("times")
    first, last = (times["plans"] | times["early_plans"])[parts["plan"]]
    return Days(date(first, 1, 1), date(last, 12, 31))


def _before_plan(parts: Parts, basis: Basis) -> Days:
    plan = _plan(parts, basis)
    return Days(None, (plan.start or plan.end) - timedelta(1), plan.end)


def _before_festival(parts: Parts, basis: Basis) -> Days:
    name = _festival(parts)
    year = year_of(parts, basis) or basis.named
    if year is None:
        year = year_named(parts, basis)
        if basis.issued and festival_day(name, year) < basis.issued:
            year += 1  # a festival with no year is the next one
    day = festival_day(name, year)
    return Days(None, day - timedelta(1), day)


def _festival(parts: Parts) -> str:
    """The name of a festival as the table of festivals writes it: “五一”国际劳动节 is 五一."""
    printed = re.sub("[“”]", "", parts["festival"] or "")
    return next((name for name in table("times")["festivals"] if printed.startswith(name)), printed)


def _end_only(reading: Reading) -> Reading:
    def end(parts: Parts, basis: Basis) -> Days:
        days = reading(parts, basis)
        return Days(None, days.end, days.alternative)

    return end


CALENDAR: dict[str, Reading] = {
    "day": _day, "days": _days, "day_of_month": _day_of_month, "month_end": _month_end, "month": _month,
    "month_beginning": _month_beginning, "before_month": _before_month, "decade": _decade, "months": _months,
    "year_end": _year_end, "year_middle": _year_middle, "before_year": _before_year, "year": _whole_year, "years": _years,
    "quarter": _quarter, "quarters": _quarters, "quarter_end": _end_only(_quarter), "before_quarter": _before_quarter,
    "half": _half, "half_end": _end_only(_half), "before_half": _before_half, "plan": _plan,
    "plan_end": _end_only(_plan), "before_plan": _before_plan, "before_festival": _before_festival,
}  # fmt: skip
