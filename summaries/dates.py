"""Days as officials write them."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "一二三四五六日"


def long_day(day: date | None) -> str:
    """`2021年9月30日（周四）`; an unknown day is `未标明`."""
    if day is None:
        return "未标明"
    return f"{day.year}年{short_day(day)}"


def short_day(day: date) -> str:
    """`9月30日（周四）`, for use beside a day whose year is said."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def plain_day(day: date | None) -> str:
    """`2021年9月30日`, where the day of the week says nothing (a day of issue); an unknown day is `未标明`."""
    return "未标明" if day is None else f"{day.year}年{day.month}月{day.day}日"


def period(start: date | None, end: date | None) -> str:
    """`2021年8月30日（周一）至9月5日（周日）`; the year of the end only where it is another one.

    A period without a start, or of one day, is written as its last day.
    """
    if start is None or start == end:
        return long_day(end)
    if end is None:
        return f"{long_day(start)}起"
    return f"{long_day(start)}至{short_day(end) if start.year == end.year else long_day(end)}"


def readable(value: str) -> str:
    """A value of a change row for readers: an ISO day becomes a Chinese one, anything else stays as it is."""
    if len(value) != len("2021-09-30"):
        return value
    try:
        return long_day(date.fromisoformat(value))
    except ValueError:
        return value


def plain_period(start: date, end: date) -> str:
    """`2021年8月30日至9月5日`: a period without days of the week, for use inside brackets."""
    last = f"{end.month}月{end.day}日" if start.year == end.year else plain_day(end)
    return f"{plain_day(start)}至{last}"
