"""Times → deadlines: the table of cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.dates import Basis
from documents.deadlines import deadlines_in
from documents.holidays import festival_day, is_working_day, working_day_after
from documents.numerals import number_of
from documents.passage import passage_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text("utf8"))["case"]
ISSUED = date(2025, 5, 8)


def found(text: str, issued: date = ISSUED, place: str = "prose"):
    return deadlines_in(passage_of([(text, 0, 1)]), Basis(issued, issued.year), place)


def as_gold(deadline) -> list[str]:
    days = {"by": [deadline.end], "during": [deadline.start, deadline.end], "recurring": [deadline.rule], "ongoing": []}
    return [deadline.surface, deadline.kind, *map(str, days[deadline.kind])]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_case(case):
    read = found(case["text"], case.get("issued", ISSUED), case.get("place", "prose"))
    assert [as_gold(d) for d in read.deadlines] == case["expected"], case["why"]


@pytest.mark.parametrize("text", ["3年内培育企业5家", "2025年全国两会前完成", "2025年6月31日前完成"])
def test_a_duty_without_a_day_is_asked_for(text):
    assert [d.asked for d in found(text).dismissed] == [True]


def test_each_deadline_knows_its_step():
    read = found("6月底前制定实施方案；9月底前完成系统改造，年底前全面推开。")
    assert [d.step for d in read.deadlines] == ["制定实施方案", "完成系统改造", "全面推开"]


def test_a_doubtful_reading_keeps_the_other():
    assert found("2025年12月前完成").deadlines[0].alternative == date(2025, 12, 31)


def test_without_a_year_nothing_is_guessed():
    read = deadlines_in(passage_of([("6月底前完成", 0, 1)]), Basis(None, None))
    assert (read.deadlines, [d.why for d in read.dismissed]) == ([], ["no_year"])


@given(st.dates(date(2016, 1, 1), date(2031, 12, 31)))
def test_a_printed_day_is_that_day(day):
    read = found(f"{day.year}年{day.month}月{day.day}日前完成").deadlines
    assert [d.end for d in read] == [day]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(day, count):
    end = working_day_after(day, count)
    between = [day + timedelta(n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("name", "day"), [("春节", date(2025, 1, 29)), ("中秋", date(2025, 10, 6)), ("清明", date(2025, 4, 4))]
)
def test_festivals(name, day):
    assert festival_day(name, 2025) == day


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("十二", 12), ("二〇二二年", 2022), ("两", 2), ("①", 1), ("甲", None)]
)
def test_numerals(text, number):
    assert number_of(text) == number
