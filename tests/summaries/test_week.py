from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.week import Week, horizon_of, week_of

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "told", "reason"),
    [
        (date(2021, 9, 6), date(2021, 8, 30), "a Monday tells of the week that ended the day before"),
        (date(2021, 9, 8), date(2021, 8, 30), "made again on Wednesday it has Monday's periods"),
        (date(2021, 9, 12), date(2021, 8, 30), "on Sunday the week is not over yet"),
        (date(2021, 9, 13), date(2021, 9, 6), "the next Monday moves on"),
        (date(2022, 1, 3), date(2021, 12, 27), "over New Year"),
        (date(2024, 3, 4), date(2024, 2, 26), "over 29 February"),
    ],
)
def test_week_told(as_of: date, told: date, reason: str) -> None:
    horizon = horizon_of(as_of)
    assert horizon.told == Week(told), reason
    assert [week.start for week in horizon.ahead] == [told + timedelta(days=7), told + timedelta(days=14)]


@given(DAYS)
def test_weeks_join_without_gap_and_hold_the_day(day: date) -> None:
    horizon = horizon_of(day)
    assert horizon.told.end + timedelta(days=1) == horizon.ahead[0].start
    assert horizon.ahead[0].end + timedelta(days=1) == horizon.ahead[1].start
    assert horizon.ahead[0].holds(day)
    assert week_of(day).start.isoweekday() == 1
    assert horizon.name == horizon.ahead[0].start.isoformat()
    assert not horizon.told.holds(None)
