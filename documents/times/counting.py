"""Times that are counted from the day of issue → days: 自印发之日起30日内, 本月底, 下周三前."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from documents.times.dates import Basis, Days, Parts, Reading, int_of, month_end_of
from documents.times.holidays import working_day_after
from documents.vocabulary import table

WEEKDAYS = dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True))


def _issued(basis: Basis) -> date:
    if basis.issued is None:
        raise LookupError("no_year")
    return basis.issued


def _issue_day(_: Parts, basis: Basis) -> Days:
    return Days(_issued(basis), _issued(basis))


def _from_issue(parts: Parts, basis: Basis) -> Days:
    issued, unit = _issued(basis), parts["unit"]
    if parts["n"] == "半":
        return Days(None, issued + timedelta(15) if unit == "月" else _months_after(issued, 6))
    n = int_of(parts, "n")
    limits = table("times")["limits"]["counted"]
    if not 0 < n <= limits.get(unit, limits["日"]):
        raise ValueError("no plan counts so far")
    if unit == "工作日":
        return Days(None, working_day_after(issued, n))
    if unit in ("月", "年"):
        return Days(None, _months_after(issued, n * (12 if unit == "年" else 1)))
    return Days(None, issued + timedelta(n * (7 if unit == "周" else 1)))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _named(basis: Basis) -> date:
    """The first day of the month that the sentence named before, else of the month of issue."""
    issued = _issued(basis)
    if basis.month is None:
        return issued.replace(day=1)
    return date(basis.named or issued.year, basis.month, 1)


def _this_month_end(parts: Parts, basis: Basis) -> Days:
    month = _issued(basis) if parts.get("this") else _named(basis)
    return Days(None, month_end_of(month.year, month.month))


def _same_month_day(parts: Parts, basis: Basis) -> Days:
    day = _issued(basis).replace(day=int_of(parts, "d"))
    return Days(day, day)


def _after_month_day(parts: Parts, basis: Basis) -> Days:
    if basis.month is None:
        raise LookupError("every_month")
    day = _months_after(_named(basis), 1).replace(day=int_of(parts, "d"))
    return Days(day, day)


def _next_month_day(parts: Parts, basis: Basis) -> Days:
    day = _months_after(_issued(basis).replace(day=1), 1).replace(day=int_of(parts, "d"))
    return Days(day, day)


def _next_month_end(_: Parts, basis: Basis) -> Days:
    month = _months_after(_issued(basis).replace(day=1), 1)
    return Days(None, month_end_of(month.year, month.month))


def _quarter_end(issued: date) -> date:
    return month_end_of(issued.year, (issued.month + 2) // 3 * 3)


def _this_quarter_end(_: Parts, basis: Basis) -> Days:
    return Days(None, _quarter_end(_issued(basis)))


def _next_quarter_end(_: Parts, basis: Basis) -> Days:
    return Days(None, _quarter_end(_months_after(_issued(basis).replace(day=1), 3)))


def _monday(basis: Basis) -> date:
    return _issued(basis) - timedelta(_issued(basis).weekday())


def _this_week_end(_: Parts, basis: Basis) -> Days:
    return Days(None, _monday(basis) + timedelta(6))


def _this_week_day(parts: Parts, basis: Basis) -> Days:
    return Days(None, _monday(basis) + timedelta(WEEKDAYS[parts["weekday"] or ""]))


def _next_week_day(parts: Parts, basis: Basis) -> Days:
    return Days(None, _monday(basis) + timedelta(7 + WEEKDAYS[parts["weekday"] or ""]))


COUNTED: dict[str, Reading] = {
    "issue_day": _issue_day, "from_issue": _from_issue, "this_month_end": _this_month_end,
    "same_month_day": _same_month_day, "after_month_day": _after_month_day, "next_month_day": _next_month_day,
    "next_month_end": _next_month_end, "this_quarter_end": _this_quarter_end, "next_quarter_end": _next_quarter_end,
    "this_week_end": _this_week_end, "this_week_day": _this_week_day, "next_week_day": _next_week_day,
}  # fmt: skip
