"""Times → deadlines: the tables of cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.numerals import number_of
from documents.text.passage import passage_of
from documents.times.dates import Basis
from documents.times.deadlines import Found, deadlines_in
from documents.times.holidays import festival_day, is_working_day, working_day_after
from documents.times.times import timelike_in, times_in
from documents.vocabulary import table

ISSUED = date(2025, 5, 8)


def cases(*names: str) -> list[dict[str, Any]]:
    folder = Path(__file__).parent / "cases"
    return [case for name in names for case in tomllib.loads((folder / f"{name}.toml").read_text("utf8"))["case"]]


READ = cases("times", "times_written", "times_dismissed", "times_mistyped")
MISTYPED = cases("times_mistyped")
DOUBTFUL = cases("times_doubtful")
STEPS = cases("steps")


def found(text: str, issued: date = ISSUED, place: str = "prose") -> Found:
    return deadlines_in(passage_of([(text, 0, 1)]), Basis(issued, issued.year), place)


def of(case: dict[str, Any]) -> Found:
    return found(case["text"], case.get("issued", ISSUED), case.get("place", "prose"))


def as_gold(deadline) -> list[str]:
    days = {"by": [deadline.end], "during": [deadline.start, deadline.end], "recurring": [deadline.rule], "ongoing": []}
    return [deadline.surface, deadline.kind, *map(str, days[deadline.kind])]


@pytest.mark.parametrize("case", READ, ids=lambda c: c["text"])
def test_case(case):
    read = of(case)
    assert [as_gold(d) for d in read.deadlines] == case["expected"], case["why"]
    dismissed = [[d.surface, d.why] for d in read.dismissed]
    assert [d for d in case.get("dismissed", []) if d not in dismissed] == [], dismissed


@pytest.mark.parametrize("case", [c for c in MISTYPED if "dismissed" in c], ids=lambda c: c["text"])
def test_what_was_typed_wrongly_is_asked_for(case):
    asked = {d.surface for d in of(case).dismissed if d.asked}
    assert asked >= {surface for surface, _ in case["dismissed"]}


@pytest.mark.parametrize("case", DOUBTFUL, ids=lambda c: c["text"])
def test_a_doubtful_reading_keeps_the_other(case):
    assert [str(d.alternative) for d in of(case).deadlines if d.alternative] == case["alternatives"], case["why"]


@pytest.mark.parametrize("case", STEPS, ids=lambda c: c["text"])
def test_each_deadline_knows_its_step(case):
    assert [d.step for d in of(case).deadlines] == case["steps"], case["why"]


@pytest.mark.parametrize("text", ["3年内培育企业5家", "2025年全国两会前完成", "2025年6月31日前完成", "汛期前完成清淤"])
def test_a_duty_without_a_day_is_asked_for(text):
    assert [d.asked for d in found(text).dismissed] == [True]


@pytest.mark.parametrize("text", ["立行立改", "尽快", "两年内", "汛期", "即知即改"])
def test_a_field_without_a_day_is_asked_for(text):
    assert [d.asked for d in found(text, place="field").dismissed] == [True]


WANTING = [
    ("对积案实时监控，尽快全部清结。", True, "a duty without its day"),
    ("推进新一批通办事项尽快落实。", True, "what is pushed on"),
    ("尽快出台实施细则；6月底前完成培训。", True, "the day is another clause's"),
    ("9月底前，结合实际尽快完成对接。", False, "a day beside it"),
    ("鼓励符合条件的企业尽快完成备案。", False, "what others may do"),
    ("争取项目尽快落地。", False, "what is hoped for"),
    ("及时完成信息更新。", False, "manner"),
    ("春秋两季组织参加不少于4场招聘活动。", True, "seasons without days"),
    ("每年春秋两季组织义务植树。", False, "every year"),
    ("秋季作物长势良好。", False, "a season in passing"),
    ("2025年以后实现的事项", True, "a start without an end"),
    ("2025年起列入预算。", False, "from when a rule holds"),
    ("2025年起，每季度通报一次。", False, "a duty that comes again"),
    ("自2025年起施行。", False, "force"),
]


@pytest.mark.parametrize(("text", "asked", "why"), WANTING, ids=[row[-1] for row in WANTING])
def test_a_time_without_a_day_is_asked_for_where_a_day_should_stand(text: str, asked: bool, why: str):
    assert any(d.asked for d in found(text).dismissed) == asked, why


def test_each_reason_has_its_words():
    reasons = {row["why"] for family in table("times")["family"] for row in family["form"] if "why" in row}
    reasons |= {row["why"] for row in (*table("times")["timelike"], *table("contexts")["exclusion"])}
    assert reasons <= set(table("contexts")["why"])


def test_without_a_year_nothing_is_guessed():
    read = deadlines_in(passage_of([("6月底前完成", 0, 1)]), Basis(None, None))
    assert (read.deadlines, [d.why for d in read.dismissed]) == ([], ["no_year"])


@given(st.dates(date(2016, 1, 1), date(2031, 12, 31)))
def test_a_printed_day_is_that_day(day):
    read = found(f"{day.year}年{day.month}月{day.day}日前完成").deadlines
    assert [d.end for d in read] == [day]


PIECES = (
    "2025年 20224年 二〇二五年 25年 今年 次年 6月 十二月 13月 30日 三十一日 5、 上旬 底 末 前 之前 至 — ~ 起 止 第 三季度 上半年 年底 年内 "
    "每年 每月 每季度 每周五 两周 每 日 月 周 隔 逢单 “十四五” 期间 春节 汛期 党的二十大 自印发之日起 30 个工作日 内 即日起 不迟于 到 截至 "
    "2025.6 6.30 2025-06-30 20250630 长期坚持 持续推进 立行立改 尽快 3年 左右时间 今后 ， 。 ； 、 （ ） 《 》 ： 完成 完成时限 分别于 已"
).split()
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
places = st.sampled_from(["prose", "field", "heading"])


@given(texts | st.text(max_size=40), st.dates(date(1999, 1, 1), date(2099, 12, 31)), places)
def test_any_text_is_read_in_order_and_once(text, issued, place):
    read = found(text, issued, place)
    spans = sorted((x.span.start, x.span.end) for x in (*read.deadlines, *read.dismissed))
    assert all(start < end for start, end in spans)
    assert all(end <= after for (_, end), (after, _) in pairwise(spans))
    assert all(d.start <= d.end for d in read.deadlines if d.kind == "during")
    assert [d.span.start for d in read.deadlines] == sorted(d.span.start for d in read.deadlines)


@given(texts | st.text(max_size=40))
def test_nothing_that_looks_like_a_time_is_passed_over(text):
    folded = passage_of([(text, 0, 1)]).folded
    read = [(t.start, t.end) for t in times_in(folded)]
    assert [(a, b) for a, b in timelike_in(folded) if not any(a < end and start < b for start, end in read)] == []


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_working_days_are_counted_one_by_one(day, count):
    end = working_day_after(day, count)
    between = [day + timedelta(n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", date(2025, 1, 29)),
        ("除夕", date(2025, 1, 28)),
        ("中秋", date(2025, 10, 6)),
        ("清明", date(2025, 4, 4)),
        ("重阳", date(2025, 10, 29)),
    ],
)
def test_festivals(name, day):
    assert festival_day(name, 2025) == day


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("十二", 12), ("二〇二二年", 2022), ("两", 2), ("①", 1), ("甲", None)]
)
def test_numerals(text, number):
    assert number_of(text) == number
