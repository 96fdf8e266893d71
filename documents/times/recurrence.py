"""Repeated times → RFC 5545 recurrence rules: 每月5日、20日前 is FREQ=MONTHLY;BYMONTHDAY=5,20."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from documents.text.numerals import number_of
from documents.times.dates import DECADES, Parts, int_of
from documents.vocabulary import table

WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
LONGEST = 100  # of what a rule counts: more periods between two occurrences are no plan's


def rule_of(rule: str, parts: Parts) -> str:
    """A rule of the grammar, its braces filled with the parts of a time.

    Raises ValueError for what no calendar has: 每月32日, 每年2月30日.
    """
    if "{" not in rule:
        return rule
    month = int_of(parts, "m")
    months, days = _numbers(parts.get("months"), 12), _numbers(parts.get("days"), 31)
    half, decade = parts.get("half") == "上", DECADES.get(parts.get("part") or "", (0, 0))[1]
    _check(parts, rule)
    return rule.format(
        m=month, d=int_of(parts, "d"), m2=int_of(parts, "m2") or month, d2=int_of(parts, "d2"),
        last=31 if (months or str(month)) == "12" else -1, months=months, days=days,
        n=int_of(parts, "n") or 1, months_of_quarters=3 * int_of(parts, "n"), quarter_month=3 * int_of(parts, "q"),
        half_month=6 if half else 12, half_day=30 if half else 31, decade_end=decade if decade < 29 else -1,
        month_before=month - 1 or 12, weekday=WEEKDAYS.get(parts.get("weekday") or "", ""),
        weekdays=",".join(WEEKDAYS[c] for c in parts.get("weekdays") or "" if c in WEEKDAYS),
    )  # fmt: skip


def _numbers(listed: str | None, most: int) -> str:
    """A printed list as numbers: `6月、12` → `6,12`."""
    numbers = [number_of(n) or 0 for n in NUMBER.findall(listed or "")]
    if any(not 1 <= n <= most for n in numbers):
        raise ValueError(listed)
    return ",".join(map(str, numbers))


def _check(parts: Parts, rule: str) -> None:
    """Raise ValueError where a rule would name a day or month that no calendar has."""
    leap_year = 2024
    for month, day in (("m", "d"), ("m2", "d2")):
        if "{" + month + "}" in rule or "{" + day + "}" in rule:
            m = int_of(parts, month) if parts.get(month) else int_of(parts, "m") if parts.get("m") else 1
            date(leap_year, m, int_of(parts, day) if parts.get(day) else 1)
    if "{n}" in rule and int_of(parts, "n") > LONGEST:
        raise ValueError(parts.get("n"))


@cache
def _inheritances() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(row["after"]), row["rules"]) for row in table("times")["inherits"])


def inherited_from(surface: str) -> dict[str, str]:
    """What the times after a repeated one in its sentence are by their reading: after 每年 the next 12月底前 is every year's."""
    return next((rules for after, rules in _inheritances() if after.match(surface)), {})
