"""Checks of days by themselves: past or soon at issue, behind the programme, on a day off, doubtful, too many on one day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.conftest import LOCAL, MONDAY, source
from tests.warehouse.linked_plans import CITY, paper
from warehouse.checking import check_frames, day_kinds
from warehouse.connection import open_warehouse
from warehouse.loading import Stamp, load

DAYS = [
    ("deadline_past_at_issue", "3月15日前", "4月1日", "a day gone by"),
    ("deadline_past_at_issue", "2021年底前", "2021年12月31日", "a year gone by"),
    ("deadline_past_at_issue", "4月1日前", "", "the day of issue itself"),
    ("deadline_short_notice", "4月8日前", "7天", "seven days"),
    ("deadline_short_notice", "4月9日前", "", "eight days"),
    ("deadline_not_working_day", "6月5日前", "星期日", "a Sunday"),
    ("deadline_not_working_day", "2022年10月3日前", "放假", "a holiday"),
    ("deadline_not_working_day", "7月底前", "星期日", "a month whose last day is a Sunday"),
    ("deadline_not_working_day", "8月前", "", "a month that names no day"),
    ("deadline_not_working_day", "4月24日前", "", "a Sunday that people work on"),
    ("deadline_doubtful", "10月中旬前", "10月10日", "two readings"),
    ("deadline_doubtful", "10月底前", "", "one reading"),
    ("deadline_outside_programme", "2023年3月底前", "2022年12月31日", "after the end"),
    ("deadline_outside_programme", "2022年12月31日前", "", "the last day"),
    ("deadline_outside_programme", "2035年底前", "", "a prospect"),
]  # fmt: skip
FRAME = "一、工作步骤\n\n从即日起至2022年12月，分两个阶段进行。\n"


@pytest.fixture(scope="module")
def told_of_days(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """The messages of all checks of DAYS, by check and words, over one document issued on 1 April 2022."""
    from expectations.validation import validate

    measures = [f"修复第{i}段护岸。{row[1]}完成修复。（责任单位：市水利局）" for i, row in enumerate(DAYS)]
    plan = paper("示政办发〔2022〕6号", f"{CITY}办公室", date(2022, 4, 1), *measures, body=FRAME)
    with open_warehouse(tmp_path_factory.mktemp("days"), MONDAY) as connection:
        load(connection, [plan], [plan.path], LOCAL, Stamp("reader", MONDAY, "run"))
        failures = validate(check_frames(connection, ["deadline_issue"]))
    return {(f["check_id"], f["surface"]): f["message"] for f in failures.iter_rows(named=True)}


@pytest.mark.parametrize(("check_id", "surface", "told", "why"), DAYS, ids=[f"{row[0]}-{row[-1]}" for row in DAYS])
def test_a_day(told_of_days: dict[tuple[str, str], str], check_id: str, surface: str, told: str, why: str) -> None:
    message = told_of_days.get((check_id, surface), "")
    assert bool(message) == bool(told), why
    assert told in message
    assert not message or "示政办发〔2022〕6号" in message


def test_a_months_end_on_a_day_off_is_told_once_a_document(take_in: Any, check: Any) -> None:
    measures = [f"修复第{i}段护岸。7月底前完成修复。（责任单位：市水利局）" for i in range(3)]
    plan = paper("示政办发〔2022〕7号", f"{CITY}办公室", date(2022, 4, 1), *measures)
    take_in(plan)
    (told,) = check("deadline_not_working_day")
    assert "本文件这一天到期的共3处" in told["message"]


def test_a_day_that_heads_a_list_is_told_once(take_in: Any, check: Any) -> None:
    text = """示例市人民政府文件

示政发〔2022〕5号

示例市人民政府关于印发政务事项清单的通知

各有关单位：

示例市人民政府
2022年6月27日

一、2022年6月底前办成的事项

1. 开通线上缴费。（责任单位：市税务局）
2. 开通线上查询。（责任单位：市医保局）
3. 开通线上预约。（责任单位：市民政局）
"""
    take_in(source("清单.txt", text))
    (found,) = check("deadline_short_notice")
    assert "3项任务" in found["message"]


def test_where_a_years_arrangement_is_not_known_only_weekends_count() -> None:
    kinds = day_kinds([date(2199, 10, 1), date(2199, 10, 5), date(2022, 10, 3)]).to_dicts()
    assert [kind["works"] for kind in kinds] == [True, False, False]
    assert ["尚未公布" in kind["basis"] for kind in kinds] == [True, True, False]


@pytest.mark.parametrize(("count", "crowded"), [(10, 0), (11, 1)])
def test_a_unit_that_leads_more_than_ten_on_a_day(take_in: Any, check: Any, count: int, crowded: int) -> None:
    rivers = [f"清理{i}号河段。年底前完成。（牵头单位：市水利局；配合单位：市财政局）" for i in range(1, count + 1)]
    take_in(paper("示政发〔2022〕7号", CITY, date(2022, 4, 1), *rivers))
    found = check("deadline_crowded")
    assert [f["unit_id"].endswith("shuiliju") for f in found] == [True] * crowded
