"""What a summary shows of a duty that comes round again and again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from calendars.due_days import RECURRING, due_days

ISSUED = date(2021, 5, 10)
MONDAY = date(2021, 9, 6)
TOLD, AHEAD = date(2021, 8, 30), date(2021, 9, 19)  # the week that ended the day before, and the two that begin

SHOWN = [
    ("FREQ=MONTHLY;BYMONTHDAY=4", ["09-04", "10-04"], "fell due in the week told; the next"),
    ("FREQ=MONTHLY;BYMONTHDAY=10", ["08-10", "09-10"], "the last one is August's, the next lies ahead"),
    ("FREQ=MONTHLY;INTERVAL=3", ["06-30", "09-30"], "a quarter's: neither lies near"),
    ("FREQ=WEEKLY", ["09-03", "09-10", "09-17"], "each week's Friday"),
    ("FREQ=DAILY;INTERVAL=10", ["08-27", "09-06", "09-16"], "every ten days, one of them on the day itself"),
    ("FREQ=YEARLY", ["12-31"], "nothing has fallen due yet"),
    ("FREQ=DAILY", [], "what is due every day has no day"),
    ("FREQ=SOMETIMES", [], "no rule"),
]


def recurring(*rows: tuple[str, str, date, date | None, date | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=RECURRING, orient="row")


@pytest.mark.parametrize(("rule", "expected", "reason"), SHOWN)
def test_the_days_shown(rule: str, expected: list[str], reason: str) -> None:
    shown = due_days(recurring(("d1", rule, ISSUED, None, None)), MONDAY, TOLD, AHEAD)
    assert shown.rows() == [("d1", date.fromisoformat(f"2021-{day}")) for day in expected], reason


def test_a_duty_that_is_over_shows_its_last_day() -> None:
    over = recurring(("d1", "FREQ=WEEKLY", ISSUED, None, date(2021, 6, 30)), ("d2", "FREQ=YEARLY", ISSUED, None, None))
    shown = due_days(over, date(2030, 1, 7), date(2029, 12, 31), date(2030, 1, 20))
    assert shown.rows() == [("d1", date(2021, 6, 25)), ("d2", date(2022, 12, 31))]


def test_a_start_that_the_text_names_counts() -> None:
    later = recurring(("d1", "FREQ=MONTHLY;BYMONTHDAY=10", ISSUED, date(2021, 9, 1), None))
    assert due_days(later, MONDAY, TOLD, AHEAD)["due_on"].to_list() == [date(2021, 9, 10)]
