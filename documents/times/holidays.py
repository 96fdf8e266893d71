"""Working days by the State Council's arrangement, and the days of festivals."""

from __future__ import annotations

from datetime import date, timedelta

from documents.vocabulary import table


def is_working_day(day: date) -> bool:
    """By the State Council's yearly arrangement; Monday to Friday where the year's is not published yet."""
    import chinese_calendar  # late: it carries twenty years of tables

    try:
        return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]
    except NotImplementedError:
        return day.weekday() < 5


def is_arranged(year: int) -> bool:
    """Whether the State Council's arrangement of a year's holidays is known here."""
    import chinese_calendar  # late: it carries twenty years of tables

    try:
        chinese_calendar.is_workday(date(year, 1, 4))  # type: ignore[no-untyped-call]
    except NotImplementedError:
        return False
    return True


def working_day_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which is itself not counted."""
    while count > 0:
        day += timedelta(1)
        count -= is_working_day(day)
    return day


def festival_day(name: str, year: int) -> date:
    """The day of a festival in a year of the solar calendar. Raises LookupError for a name that the table lacks."""
    entry = table("times")["festivals"].get(name)
    if entry is None:
        raise LookupError("unfixed")
    if isinstance(entry, list):
        return date(year, entry[0], entry[1])
    if entry == "qingming":
        return _qingming(year)
    if entry == "eve":
        return _from_lunar(year, 1, 1) - timedelta(1)
    _, month, day = entry.split()
    return _from_lunar(year, int(month), int(day))


def _from_lunar(year: int, month: int, day: int) -> date:
    from lunardate import LunarDate  # late: seldom needed

    return date.fromordinal(LunarDate(year, month, day).to_solar_date().toordinal())


def _qingming(year: int) -> date:
    """The solar term 清明 by the usual formula (constant 4.81 for 2000–2099, 5.59 for 1900–1999)."""
    y = year % 100
    return date(year, 4, int(y * 0.2422 + (4.81 if year >= 2000 else 5.59)) - y // 4)
