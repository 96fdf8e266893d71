"""The outline of a plan → its measures: the table of cases."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from documents.read import read_source
from documents.text.outline import section_class

CASES = tomllib.loads((Path(__file__).parent / "cases" / "outlines.toml").read_text("utf8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_case(case):
    read = [
        " / ".join((
            m.chapter, m.number, m.title, "、".join(d.surface for d in m.deadlines), "、".join(u.surface for u in m.mentions),
        ))
        for m in read_source("plan.txt", case["text"].encode(), date(2022, 3, 1)).measures
    ]  # fmt: skip
    assert read == case["measures"], case["why"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("重点任务", "tasks"),
        ("存在问题及整改措施", "tasks"),
        ("完善社会保障体系", ""),
        ("强化目标管理", ""),
        ("做好宣传教育和推广", ""),
        ("加强食品安全监督管理", ""),
        ("产业发展方面", ""),
        ("保障措施", "frame"),
        ("强化组织保障", "frame"),
        ("组织保障措施", "frame"),
        ("加强宣传引导", "frame"),
        ("督查考核", "frame"),
        ("强化督导检查和考核问责", "frame"),
        ("主要目标", "frame"),
        ("目标任务", "frame"),
        ("存在的主要问题", "frame"),
        ("督查情况", "frame"),
        ("督导内容", "frame"),
        ("适用范围", "frame"),
        ("工作纪律", "frame"),
        ("注意事项", "frame"),
        ("实施步骤", "phases"),
        ("时间安排及步骤", "phases"),
        ("工作安排", "phases"),
        ("下半年重点工作安排", "tasks"),
    ],
)
def test_a_heading_says_what_stands_under_it(heading, expected):
    assert section_class(heading) == expected


def test_a_date_under_a_heading_with_a_year_is_of_that_year():
    text = (
        "一、任务安排\n（一）2023年任务\n1.11月底前完成检测。\n（二）2024年任务\n1.6月底前完成审核。\n"
        "二、推进机制\n（一）10月底前报送总结。"
    )
    ends = [m.deadlines[0].end for m in read_source("plan.txt", text.encode(), date(2022, 3, 1)).measures]
    assert ends == [date(2023, 11, 30), date(2024, 6, 30), date(2022, 10, 31)]
