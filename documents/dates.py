"""Forms of the grammar of times → days: how each reading is computed from its parts and the day of issue."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from documents.holidays import festival_day, working_day_after
from documents.numerals import number_of
from documents.vocabulary import table

NEXT = {"明": 1, "次": 1, "翌": 1, "后": 2}
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
    """What a time without a year is read by: the day of issue, the year, and the year that the sentence named before."""

    issued: date | None
    year: int | None
    named: int | None = None

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


def month_end_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def parts_of(match: re.Match[str]) -> Parts:
    """The named groups of a form's match."""
    return match.groupdict()


def year_of(parts: Parts, basis: Basis, suffix: str = "") -> int | None:
    """The year that a form names, by number or by word (次年), else None."""
    if number := parts.get("y" + suffix):
        return number_of(number)
    if word := parts.get("yw" + suffix):
        named = basis.named if word in "次翌当" and basis.named else basis.year
        return None if named is None else named + NEXT.get(word, 0)
    return None


def _year(parts: Parts, basis: Basis) -> int:
    year = year_of(parts, basis) or basis.assumed
    if year is None:
        raise LookupError("no_year")
    return year


def _int(parts: Parts, name: str) -> int:
    return number_of(parts.get(name) or "") or 0


def _day(parts: Parts, basis: Basis) -> Days:
    day = date(_year(parts, basis), _int(parts, "m"), _int(parts, "d"))
    return Days(day, day)


def _days(parts: Parts, basis: Basis) -> Days:
    start = date(_year(parts, basis), _int(parts, "m"), _int(parts, "d"))
    month = _int(parts, "m2") or start.month
    year = year_of(parts, Basis(basis.issued, basis.year, start.year), "2") or start.year
    end = date(year, month, _int(parts, "d2"))
    return Days(start, end if end >= start else end.replace(year=year + 1))


def _month_end(parts: Parts, basis: Basis) -> Days:
    return Days(None, month_end_of(_year(parts, basis), _int(parts, "m")))


def _month(parts: Parts, basis: Basis) -> Days:
    year, month = _year(parts, basis), _int(parts, "m")
    return Days(date(year, month, 1), month_end_of(year, month))


def _month_beginning(parts: Parts, basis: Basis) -> Days:
    year, month = _year(parts, basis), _int(parts, "m")
    return Days(date(year, month, 1), date(year, month, 10))


def _before_month(parts: Parts, basis: Basis) -> Days:
    year, month = _year(parts, basis), _int(parts, "m")
    return Days(None, date(year, month, 1) - timedelta(1), month_end_of(year, month))


def _decade(parts: Parts, basis: Basis) -> Days:
    year, month = _year(parts, basis), _int(parts, "m")
    first, last = DECADES[parts["part"] or ""]
    end = min(date(year, month, min(last, 28)), date(year, month, 28)) if last < 29 else month_end_of(year, month)
    alternative = date(year, month, first) - timedelta(1) if parts.get("before") else None
    return Days(date(year, month, first), end, alternative)


def _months(parts: Parts, basis: Basis) -> Days:
    year, first, last = _year(parts, basis), _int(parts, "m"), _int(parts, "m2")
    until = year_of(parts, Basis(basis.issued, basis.year, year), "2") or (year if last >= first else year + 1)
    return Days(date(year, first, 1), month_end_of(until, last))


def _year_end(parts: Parts, basis: Basis) -> Days:
    return Days(None, date(_year(parts, basis), 12, 31))


def _before_year(parts: Parts, basis: Basis) -> Days:
    year = _year(parts, basis)
    return Days(None, date(year - 1, 12, 31), date(year, 12, 31))


def _whole_year(parts: Parts, basis: Basis) -> Days:
    year = _year(parts, basis)
    return Days(date(year, 1, 1), date(year, 12, 31))


def _years(parts: Parts, _: Basis) -> Days:
    return Days(date(_int(parts, "y"), 1, 1), date(_int(parts, "y2"), 12, 31))


def _quarter(parts: Parts, basis: Basis) -> Days:
    year, q = _year(parts, basis), _int(parts, "q")
    return Days(date(year, 3 * q - 2, 1), month_end_of(year, 3 * q))


def _quarters(parts: Parts, basis: Basis) -> Days:
    year = _year(parts, basis)
    return Days(date(year, 3 * _int(parts, "q") - 2, 1), month_end_of(year, 3 * _int(parts, "q2")))


def _before_quarter(parts: Parts, basis: Basis) -> Days:
    quarter = _quarter(parts, basis)
    return Days(None, (quarter.start or quarter.end) - timedelta(1), quarter.end)


def _half(parts: Parts, basis: Basis) -> Days:
    year = _year(parts, basis)
    if parts["half"] == "上":
        return Days(date(year, 1, 1), date(year, 6, 30))
    return Days(date(year, 7, 1), date(year, 12, 31))


def _plan(parts: Parts, _: Basis) -> Days:
    first, last = table("times")["plans"][parts["plan"]]
    return Days(date(first, 1, 1), date(last, 12, 31))


def _issued(basis: Basis) -> date:
    if basis.issued is None:
        raise LookupError("no_year")
    return basis.issued


def _from_issue(parts: Parts, basis: Basis) -> Days:
    issued, unit = _issued(basis), parts["unit"]
    if parts["n"] == "半":
        return Days(None, issued + timedelta(15) if unit == "月" else _months_after(issued, 6))
    n = _int(parts, "n")
    if unit == "工作日":
        return Days(None, working_day_after(issued, n))
    if unit in ("月", "年"):
        return Days(None, _months_after(issued, n * (12 if unit == "年" else 1)))
    return Days(None, issued + timedelta(n * (7 if unit == "周" else 1)))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return min(
        date(year, month + 1, min(day.day, 28)).replace(day=min(day.day, monthrange(year, month + 1)[1])), date.max
    )


def _from_now(parts: Parts, basis: Basis) -> Days:
    issued = _issued(basis)
    year = year_of(parts, basis, "2") or basis.assumed or issued.year
    if not parts.get("m2"):
        return Days(issued, date(year, 12, 31))
    month = _int(parts, "m2")
    end = date(year, month, _int(parts, "d2")) if parts.get("d2") else month_end_of(year, month)
    return Days(issued, end)


def _this_month_end(_: Parts, basis: Basis) -> Days:
    return Days(None, month_end_of(_issued(basis).year, _issued(basis).month))


def _this_quarter_end(_: Parts, basis: Basis) -> Days:
    issued = _issued(basis)
    return Days(None, month_end_of(issued.year, (issued.month + 2) // 3 * 3))


def _this_week_end(_: Parts, basis: Basis) -> Days:
    issued = _issued(basis)
    return Days(None, issued + timedelta(6 - issued.weekday()))


def _before_festival(parts: Parts, basis: Basis) -> Days:
    name = re.sub("[“”节]", "", parts["festival"] or "")
    name = {"春": "春节", "劳动": "劳动节"}.get(name, name)
    year = year_of(parts, basis) or basis.named
    if year is None:
        year = _year(parts, basis)
        if basis.issued and festival_day(name, year) < basis.issued:
            year += 1  # a festival with no year is the next one
    day = festival_day(name, year)
    return Days(None, day - timedelta(1), day)


def _end_only(reading: Callable[[Parts, Basis], Days]) -> Callable[[Parts, Basis], Days]:
    def end(parts: Parts, basis: Basis) -> Days:
        days = reading(parts, basis)
        return Days(None, days.end, days.alternative)

    return end


READINGS: dict[str, Callable[[Parts, Basis], Days]] = {
    "day": _day, "days": _days, "month_end": _month_end, "month": _month, "month_beginning": _month_beginning,
    "before_month": _before_month, "decade": _decade, "months": _months, "year_end": _year_end,
    "before_year": _before_year, "year": _whole_year, "years": _years, "quarter": _quarter, "quarters": _quarters,
    "quarter_end": _end_only(_quarter), "before_quarter": _before_quarter, "half": _half, "half_end": _end_only(_half),
    "plan": _plan, "plan_end": _end_only(_plan), "from_issue": _from_issue, "from_now": _from_now,
    "this_month_end": _this_month_end, "this_quarter_end": _this_quarter_end, "this_week_end": _this_week_end,
    "before_festival": _before_festival,
}  # fmt: skip
