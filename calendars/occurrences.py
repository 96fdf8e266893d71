"""Recurring duties → the days on which they fall due.

The project's rules: the first occurrence is the first due day after the day of issue, or on or after the start that
the text names; where the rule names no day, it is the last day of the period (of a week: Friday); the last is the
programme's end, else 31 December of the year after issue. Periods of several months follow the calendar (quarters end
in March, June, September, December) where they divide the year, else they count from the month of issue, as weeks,
years and spans of days (每10日) do. A day named in a longer period (每季度5日前) is taken in the period's first month,
the earliest that it can mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rruleset, rrulestr

from calendars.errors import RuleError

UNDATED = ("SECONDLY", "MINUTELY", "HOURLY")  # listed with the unit, but not dated; so is what is due every single day
NAMES_A_DAY = ("BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO")
PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYSETPOS", "WKST", *NAMES_A_DAY)
LONGEST_INTERVAL = 100  # periods; more is no plan's, and dates have an end


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`first` is DTSTART; `rule` the RRULE value with its UNTIL, "" where only the first occurrence is left."""

    first: date
    rule: str


@lru_cache(maxsize=4096)
def recurrence(
    rule: str, issued: date, start: date | None = None, programme_end: date | None = None
) -> Recurrence | None:
    """The days of a duty that recurs by `rule`, an RFC 5545 RRULE value; None for a daily duty, which is not dated.

    A programme that ends before the first due day leaves that one day, so that the duty is not lost. Raises
    RuleError for what is no rule, or a rule that never falls on a day.
    """
    parts = parse(rule)
    if parts["FREQ"] in UNDATED or (parts["FREQ"] == "DAILY" and int(parts.get("INTERVAL", "1")) == 1):
        return None
    named = completed(parts)
    after = start - timedelta(days=1) if start else issued
    first = first_after(named, base(parts, start or issued), after, rule)
    if "COUNT" in parts:
        return Recurrence(first, written(named))
    last = until_of(parts, rule) or programme_end or date(issued.year + 1, 12, 31)
    return Recurrence(first, written({**named, "UNTIL": f"{last:%Y%m%d}"}) if first <= last else "")


def days(recurring: Recurrence) -> tuple[date, ...]:
    """All due days, in order."""
    if not recurring.rule:
        return (recurring.first,)
    rule = rrulestr(recurring.rule, dtstart=datetime.combine(recurring.first, time()))
    return tuple(moment.date() for moment in rule)


def parse(rule: str) -> dict[str, str]:
    """The parts of an RRULE value by name, in upper case. Raises RuleError."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().strip().split(";") if part)
    if unknown := [name for name in parts if name not in PARTS]:
        raise RuleError(f"重复规则“{rule}”含有整日事项不能用的部分：{'、'.join(unknown)}")
    interval = parts.get("INTERVAL", "1")
    if not parts.get("FREQ") or not interval.isdecimal() or not 1 <= int(interval) <= LONGEST_INTERVAL:
        raise RuleError(f"重复规则“{rule}”没有可用的频率")
    return parts


def until_of(parts: dict[str, str], rule: str) -> date | None:
    """The last day that the rule itself names, if it does. Raises RuleError."""
    if "UNTIL" not in parts:
        return None
    try:
        return date.fromisoformat(parts["UNTIL"][:8])
    except ValueError as error:
        raise RuleError(f"重复规则“{rule}”的截止日无法识别") from error


def completed(parts: dict[str, str]) -> dict[str, str]:
    """The rule with a day where it names none, and with no day that a month may lack (RFC 5545 skips those months)."""
    whole = {name: value for name, value in parts.items() if name != "UNTIL"}
    if not any(name in whole for name in NAMES_A_DAY) and whole["FREQ"] != "DAILY":
        if whole["FREQ"] == "WEEKLY":
            return {**whole, "BYDAY": "FR"}
        if whole["FREQ"] == "YEARLY" and "BYMONTH" not in whole:
            whole["BYMONTH"] = "12"
        return {**whole, "BYMONTHDAY": "-1"}
    day = whole.get("BYMONTHDAY", "")
    if day == "31" and whole["FREQ"] in ("MONTHLY", "YEARLY"):
        return {**whole, "BYMONTHDAY": "-1"}
    if day in ("29", "30") and whole["FREQ"] == "YEARLY" and whole.get("BYMONTH") == "2":
        return {**whole, "BYMONTHDAY": "-1"}
    if day in ("29", "30") and whole["FREQ"] == "MONTHLY" and "BYSETPOS" not in whole:
        return {**whole, "BYMONTHDAY": ",".join(map(str, range(28, int(day) + 1))), "BYSETPOS": "-1"}
    return whole


def base(parts: dict[str, str], anchor: date) -> date:
    """A day from which the rule counts its intervals so that the period that holds `anchor` is the first."""
    interval = int(parts.get("INTERVAL", "1"))
    last = 0 if any(name in parts for name in (*NAMES_A_DAY, "BYMONTH")) else interval - 1
    if parts["FREQ"] == "DAILY":
        return anchor + timedelta(days=last)
    if parts["FREQ"] == "WEEKLY":
        return anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=interval - 1)
    if parts["FREQ"] == "YEARLY":
        return date(anchor.year + last, 1, 1)
    aligned = interval <= 12 and 12 % interval == 0
    month = anchor.year * 12 + anchor.month - 1
    month = month - (month % interval if aligned else 0) + last
    return date(month // 12, month % 12 + 1, 1)


def first_after(parts: dict[str, str], begin: date, anchor: date, rule: str) -> date:
    """The first due day after `anchor`. Raises RuleError where the rule is wrong or has none."""
    try:
        found: rrule | rruleset = rrulestr(written(parts), dtstart=datetime.combine(begin, time()))
        moment = found.after(datetime.combine(anchor, time()))
    except (ValueError, OverflowError, KeyError, AttributeError) as error:
        raise RuleError(f"重复规则“{rule}”无法识别：{error}") from error
    if moment is None:
        raise RuleError(f"重复规则“{rule}”没有对应的日期")
    return moment.date()


def written(parts: dict[str, str]) -> str:
    """The parts as an RRULE value."""
    return ";".join(f"{name}={value}" for name, value in parts.items())
