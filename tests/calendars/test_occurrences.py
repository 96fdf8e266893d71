"""Recurring duties and the days on which they fall due."""

from __future__ import annotations

from datetime import date

import pytest

from calendars.errors import RuleError
from calendars.occurrences import days, recurrence

ISSUED = date(2021, 5, 10)  # a Monday

FIRST_DAYS = [
    ("FREQ=MONTHLY;BYMONTHDAY=4", date(2021, 6, 4), "4 May is before the day of issue"),
    ("FREQ=MONTHLY;BYMONTHDAY=25", date(2021, 5, 25), "25 May is still to come"),
    ("FREQ=MONTHLY;BYMONTHDAY=10", date(2021, 6, 10), "a day that is the day of issue has passed"),
    ("FREQ=MONTHLY", date(2021, 5, 31), "no day named: the month's last"),
    ("FREQ=MONTHLY;INTERVAL=3", date(2021, 6, 30), "quarters end in June"),
    ("FREQ=MONTHLY;INTERVAL=6", date(2021, 6, 30), "half-years end in June"),
    ("FREQ=MONTHLY;INTERVAL=2", date(2021, 6, 30), "periods of two months follow the calendar"),
    ("FREQ=MONTHLY;INTERVAL=5", date(2021, 9, 30), "periods that do not divide the year begin with the month of issue"),
    (
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5",
        date(2021, 7, 5),
        "the 5th of a quarter's first month; 5 April has passed",
    ),
    ("FREQ=WEEKLY", date(2021, 5, 14), "no day named: Friday"),
    ("FREQ=WEEKLY;BYDAY=MO", date(2021, 5, 17), "the Monday of issue has passed"),
    ("FREQ=WEEKLY;INTERVAL=2", date(2021, 5, 21), "the Friday of the second week"),
    ("FREQ=YEARLY", date(2021, 12, 31), "no day named: the year's last"),
    ("FREQ=YEARLY;INTERVAL=3", date(2023, 12, 31), "the last day of three years"),
    ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", date(2022, 3, 31), "March has passed"),
    ("FREQ=YEARLY;BYMONTH=6", date(2021, 6, 30), "a month with no day: its last"),
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", date(2021, 6, 25), "the last month of each quarter"),
    ("FREQ=DAILY;INTERVAL=10", date(2021, 5, 19), "the tenth day, the day of issue included"),
    ("FREQ=DAILY;INTERVAL=2", date(2021, 5, 11), "every other day"),
    ("freq=monthly;bymonthday=4", date(2021, 6, 4), "names are not case-sensitive (RFC 5545 §3.3.10)"),
]


@pytest.mark.parametrize(("rule", "first", "reason"), FIRST_DAYS)
def test_the_first_occurrence_is_the_first_due_day_after_issue(rule: str, first: date, reason: str) -> None:
    found = recurrence(rule, ISSUED, programme_end=date(2025, 12, 31))
    assert found is not None
    assert found.first == first, reason
    assert days(found)[0] == first


def test_a_start_that_the_text_names_is_the_first_that_counts() -> None:
    found = recurrence("FREQ=MONTHLY;BYMONTHDAY=1", ISSUED, start=date(2021, 7, 1))
    assert found is not None
    assert found.first == date(2021, 7, 1)


def test_it_ends_with_the_programme() -> None:
    found = recurrence("FREQ=MONTHLY;INTERVAL=3", ISSUED, programme_end=date(2021, 12, 31))
    assert found is not None
    assert days(found) == (date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31))
    assert found.rule.endswith("UNTIL=20211231")


def test_without_a_programmes_end_it_ends_with_the_year_after_issue() -> None:
    found = recurrence("FREQ=YEARLY", ISSUED)
    assert found is not None
    assert days(found) == (date(2021, 12, 31), date(2022, 12, 31))


def test_a_programme_that_ends_before_the_first_day_leaves_that_day() -> None:
    found = recurrence("FREQ=YEARLY", ISSUED, programme_end=date(2021, 11, 30))
    assert found is not None
    assert (found.rule, days(found)) == ("", (date(2021, 12, 31),))


@pytest.mark.parametrize(("day", "february"), [(29, 28), (30, 28), (31, 28)])
def test_months_that_lack_the_day_are_not_skipped(day: int, february: int) -> None:
    """RFC 5545 §3.3.10 skips days that do not exist; a report due by the 30th is due in February all the same."""
    found = recurrence(f"FREQ=MONTHLY;BYMONTHDAY={day}", date(2022, 1, 31), programme_end=date(2022, 4, 30))
    assert found is not None
    assert [each.month for each in days(found)] == [2, 3, 4]
    assert days(found)[0].day == february
    assert days(found)[1].day == day


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=1", "FREQ=DAILY;BYDAY=MO,TU", "FREQ=HOURLY;INTERVAL=2"]
)
def test_a_daily_duty_is_not_dated(rule: str) -> None:
    assert recurrence(rule, ISSUED) is None


def test_a_duty_of_every_ten_days_has_its_days() -> None:
    found = recurrence("FREQ=DAILY;INTERVAL=10", ISSUED, start=date(2021, 7, 1), programme_end=date(2021, 7, 31))
    assert found is not None
    assert days(found) == (date(2021, 7, 10), date(2021, 7, 20), date(2021, 7, 30))


UNREADABLE = [
    ("", "nothing"),
    ("每月4日", "no rule"),
    ("FREQ=SOMETIMES", "no frequency"),
    ("FREQ=MONTHLY;INTERVAL=0", "would never come to an end"),
    ("FREQ=MONTHLY;INTERVAL=-1", "backwards"),
    ("FREQ=MONTHLY;INTERVAL=99999999999", "beyond all dates"),
    ("FREQ=MONTHLY;BYMONTHDAY=40", "no such day"),
    ("FREQ=MONTHLY;BYHOUR=9", "a whole day has no hour"),
    ("FREQ=MONTHLY;UNTIL=soon", "no such date"),
    ("FREQ=MONTHLY\r\nATTENDEE:x", "a line of somebody else's"),
]


@pytest.mark.parametrize(("rule", "reason"), UNREADABLE)
def test_a_rule_that_says_no_day_is_an_error(rule: str, reason: str) -> None:
    with pytest.raises(RuleError):
        recurrence(rule, ISSUED)


def test_a_day_that_february_lacks_is_its_last():
    found = recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2024, 4, 8), None, None)
    assert found is not None
    assert found.first == date(2025, 2, 28)
