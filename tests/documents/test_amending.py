"""Mends of a reading: each does what it says, holds in a corrected text, and is told where it cannot be made."""

from __future__ import annotations

from datetime import date

import pytest

from documents.mends.amending import APPLY, Amendment
from documents.text.quoting import Quote
from documents.vocabulary import table
from tests.documents.amended_plan import EDITS, PLAN, amended, marked, reading


def shown(*amendments: Amendment) -> list[str]:
    """Each measure in a line: number, title, its days and its units with their roles."""
    measures, problems = amended(*amendments)
    assert problems == ()
    return [
        f"{m.number} {m.title} "
        + "，".join(f"{d.surface}={d.rule or d.end or d.kind}" for d in m.deadlines)
        + " "
        + "，".join(f"{u.surface}:{u.role}" for u in m.mentions)
        for m in measures
    ]


FIRST = "1 改造社区食堂 9月底前=2024-09-30，10月底前=2024-10-31 区民政局:lead，区财政局:responsible"
PRICES = " 10月底前，公布食堂价目 10月底前=2024-10-31 区民政局:lead，区财政局:responsible"
SECOND = "2 开展助餐配送 2024年12月底前=2024-12-31 区民政局:lead"


def test_the_plan_reads_as_the_cases_say():
    assert shown()[:2] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("kind", "words", "values", "expected", "reason"),
    [
        (
            "deadline_date", "9月底前", {"due_on": "2025-01-15"},
            [FIRST.replace("2024-09-30", "2025-01-15"), SECOND], "a day corrected",
        ),
        (
            "deadline_date", "9月底前", {"rule": "FREQ=MONTHLY;BYMONTHDAY=5"},
            [FIRST.replace("2024-09-30", "FREQ=MONTHLY;BYMONTHDAY=5"), SECOND], "it comes again",
        ),
        ("deadline_date", "9月底前", {}, [FIRST.replace("2024-09-30", "ongoing"), SECOND], "it has no day"),
        ("deadline_strike", "9月底前，", {}, [FIRST.replace("9月底前=2024-09-30，", ""), SECOND], "no deadline"),
        (
            "deadline_add", "在入冬前", {"due_on": "2024-11-07"},
            [FIRST, SECOND.replace("2024年12", "在入冬前=2024-11-07，2024年12")], "one that no rule reads",
        ),
        (
            "deadline_add", "10月底前，", {"start_on": "2024-10-01", "due_on": "2024-10-20"},
            [FIRST.replace("10月底前=2024-10-31", "10月底前，=2024-10-20"), SECOND], "what was read there gives way",
        ),
        ("mention_role", "区财政局", {"role": "cooperating"}, [FIRST.replace("responsible", "cooperating"), SECOND], ""),
        ("mention_strike", "区财政局", {}, [FIRST.replace("，区财政局:responsible", ""), SECOND], ""),
        (
            "mention_add", "为行动不便的老人配送到家", {"surface": "区残联", "role": "cooperating"},
            [FIRST, SECOND.replace("区民政局", "区残联:cooperating，区民政局")], "one that the text does not name",
        ),
        (
            "measure_split", "10月底前，公布食堂价目", {},
            [FIRST.replace("，10月底前=2024-10-31", ""), PRICES, SECOND],
            "each has its own day, the list governs both",
        ),
        (
            "measure_split", "在入冬前办妥", {"number": "2-2"},
            [FIRST, SECOND, SECOND.replace("2 开展助餐配送", "2-2 在入冬前办妥")], "day and units of the list govern both",
        ),
        (
            "measure_merge", "2. 开展助餐配送", {},
            [FIRST.replace(" 区民政局", "，2024年12月底前=2024-12-31 区民政局")], "it joins the one before",
        ),
        ("measure_strike", "1. 改造社区食堂", {}, [SECOND], "no task"),
    ],
)  # fmt: skip
def test_each_kind_does_what_it_says(kind: str, words: str, values: dict[str, str], expected: list[str], reason: str):
    rest = shown()[2:]
    assert shown(Amendment(kind, marked(words), values)) == [*expected, *rest], reason


def test_a_measure_is_added_from_prose_and_from_a_row():
    words = "各街道要明确专人，在三个月里报送名单。"
    new = amended(Amendment("measure_add", marked(words), {"number": "甲"}))[0]
    prose = next(m for m in new if m.number == "甲")
    assert (prose.title, prose.text, prose.chapter) == (words.rstrip("。"), words, "二、保障措施")
    row = " 更新食堂设备 | 区城管局2024年11月30日前 "
    measures, problems = amended(Amendment("measure_add", marked(row), {"number": "1"}), read=reading())
    added = next(m for m in measures if m.title == "更新食堂设备")
    assert (added.text, [d.end for d in added.deadlines]) == (
        "更新食堂设备 | 区城管局2024年11月30日前",
        [date(2024, 11, 30)],
    )
    assert problems == ()


def test_words_that_are_made_a_measure_leave_the_one_that_held_them():
    words = "10月底前，公布食堂价目。"
    measures, _ = amended(Amendment("measure_add", marked(words), {}))
    first, second = measures[:2]
    assert [d.surface for d in first.deadlines] == ["9月底前"]
    assert [d.surface for d in second.deadlines] == ["10月底前"]
    assert words not in first.text
    assert second.text == words


def test_a_step_is_the_clause_of_the_words():
    measures, _ = amended(Amendment("deadline_add", marked("在入冬前"), {"due_on": "2024-11-07"}))
    (added,) = [d for m in measures for d in m.deadlines if d.surface == "在入冬前"]
    assert added.step == "办妥"


@pytest.mark.parametrize(
    ("amendment", "told"),
    [
        (Amendment("deadline_date", Quote("从未写过的话"), {"due_on": "2024-09-30"}), "“更正时限”没有生效：文件里已经找不到这段话"),
        (Amendment("deadline_date", Quote("区民政局"), {"due_on": "2024-09-30"}), "有几处一样的话"),
        (Amendment("deadline_date", marked("区财政局"), {"due_on": "2024-09-30"}), "没有读作时限"),
        (Amendment("deadline_strike", marked("9月底前，完成十二处社区食堂改造；10月底前")), "有几个时限"),
        (Amendment("deadline_date", marked("9月底前"), {"due_on": "2024-02-30"}), "日期或周期写法不对"),
        (Amendment("deadline_date", marked("9月底前"), {"start_on": "2024-03-01"}), "日期或周期写法不对"),
        (Amendment("deadline_date", marked("9月底前"), {"start_on": "2024-03-02", "due_on": "2024-03-01"}), "写法不对"),
        (Amendment("deadline_date", marked("9月底前"), {"rule": "FREQ=MONTHLY\nDTSTART:19700101"}), "写法不对"),
        (Amendment("deadline_date", marked("9月底前"), {"rule": "FREQ=SECONDLY"}), "写法不对"),
        (Amendment("deadline_date", marked("9月底前"), {"rule": "FREQ=MONTHLY;BYMONTHDAY=99"}), "写法不对"),
        (Amendment("deadline_add", marked("各镇人民政府"), {"due_on": "2024-09-30"}), "不在任何一项任务里"),
        (Amendment("mention_role", marked("区财政局"), {"role": "boss"}), "责任类型写法不对"),
        (Amendment("mention_role", marked("9月底前"), {"role": "lead"}), "没有读作责任单位"),
        (Amendment("mention_add", marked("改造社区食堂"), {"role": "lead", "surface": " "}), "没有写明单位名称"),
        (Amendment("measure_merge", marked("改造社区食堂。")), "第一项任务"),
        (Amendment("measure_split", marked("改造社区食堂。")), "开头"),
        (Amendment("measure_strike", marked(PLAN[PLAN.index("改造社区食堂") : PLAN.index("二、保障")])), "几项任务"),
        (Amendment("deadline_date", marked("9月底前"), {"rule": "FREQ=MONTHLY;BYMONTHDAY=0"}), "写法不对"),
        (Amendment("shred", marked("9月底前")), "没有这种更正"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_made_is_told_and_changes_nothing(amendment: Amendment, told: str):
    read = reading()
    measures, problems = amended(amendment, read=read)
    assert measures == read.measures
    (problem,) = problems
    assert problem.kind == "mend_not_applied"
    assert told in problem.detail


def test_what_was_decided_later_stands_on_what_was_decided_before():
    date_it = Amendment("deadline_date", marked("9月底前"), {"due_on": "2024-12-01"})
    again = Amendment("deadline_date", marked("9月底前"), {"due_on": "2024-12-02"})
    strike = Amendment("deadline_strike", marked("9月底前"))
    assert "2024-12-02" in shown(date_it, again)[0]
    assert "2024-12-01" in shown(again, date_it)[0]
    assert len(amended(strike, date_it)[1]) == 1, "what was struck cannot be dated"
    assert amended(date_it, strike)[1] == ()


def test_one_measure_alone_may_be_meant_where_a_deadline_is_that_of_several():
    text = PLAN.replace("一、重点任务", "一、重点任务（2024年8月底前完成）").replace("9月底前，", "").replace(
        "10月底前，", ""
    ).replace("；完成时限：2024年12月底前", "")  # fmt: skip
    read = reading(text)
    assert [[d.surface for d in m.deadlines] for m in read.measures[:2]] == [["2024年8月底前"]] * 2
    said = {"due_on": "2024-08-15"}
    both = amended(Amendment("deadline_date", marked("2024年8月底前", read), said), read=read)[0]
    only = Amendment("deadline_date", marked("2024年8月底前", read), said, marked("开展助餐配送", read))
    one = amended(only, read=read)[0]
    assert [m.deadlines[0].end for m in both[:2]] == [date(2024, 8, 15)] * 2
    assert [m.deadlines[0].end for m in one[:2]] == [date(2024, 8, 31), date(2024, 8, 15)]


@pytest.mark.parametrize(
    "amendment",
    [
        Amendment("deadline_date", marked("9月底前"), {"due_on": "2025-01-15"}),
        Amendment("deadline_add", marked("在入冬前"), {"due_on": "2025-01-15"}),
        Amendment("mention_role", marked("区财政局"), {"role": "other"}),
        Amendment("mention_add", marked("为行动不便的老人配送到家"), {"surface": "区残联", "role": "cooperating"}),
        Amendment("measure_split", marked("10月底前，公布食堂价目")),
        Amendment("measure_merge", marked("开展助餐配送")),
        Amendment("measure_strike", marked("开展助餐配送")),
    ],
    ids=lambda amendment: amendment.kind,
)
@pytest.mark.parametrize(("before", "after"), EDITS)
def test_small_edits_elsewhere_keep_an_amendment(amendment: Amendment, before: str, after: str):
    read = reading(PLAN.replace(before, after))
    measures, problems = amended(amendment, read=read)
    assert problems == ()
    assert measures != read.measures


def test_every_kind_and_every_reason_has_its_words():
    words = table("amending")
    assert set(words["kind"]) == set(APPLY)
    assert all(row["title"] for row in words["kind"].values())
    assert all(words["why"].values())
