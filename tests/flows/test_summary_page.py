"""The week's summary from the warehouse: every duty that falls due in its weeks is there, those that come again too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.summary_page import gather
from summaries.nouns import Line, WeeklySummary
from tests.warehouse.conftest import plan, source
from warehouse.connection import open_warehouse, query
from warehouse.linking import link_measures
from warehouse.loading import Stamp, load
from warehouse.resolving import resolve_mentions

ISSUED = date(2024, 4, 8)  # the day of issue of plan()
MEASURES = (
    "公布价目。每月5日前公布价目。（牵头单位：区民政局）",
    "召开调度会。每周召开调度会。（牵头单位：区民政局）",
    "开展巡查。每日开展巡查。（牵头单位：区民政局）",
    "改造食堂。9月底前，完成十二处食堂改造。（牵头单位：区民政局）",
    "提交总结。每年12月底前提交总结。（牵头单位：区民政局）",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    read = source("甲.txt", plan(*MEASURES))
    with open_warehouse(tmp_path / "warehouse", ISSUED) as connection:
        load(connection, [read], [read.path], (), Stamp("reader", ISSUED, "run"))
        resolve_mentions(connection, ())
        link_measures(connection)
    return tmp_path / "warehouse"


def listed(lines: tuple[Line, ...]) -> list[tuple[str, str, str]]:
    return [(line.title, line.due_on.strftime("%m-%d") if line.due_on else "", line.status) for line in lines]


def test_occurrences_stand_in_their_weeks(folder: Path) -> None:
    summary = gather(folder, date(2024, 9, 9))
    assert listed(summary.due_week) == [("公布价目", "09-05", "逾期"), ("召开调度会", "09-06", "逾期")]
    assert [listed(lines) for lines in summary.due_ahead] == [
        [("召开调度会", "09-13", "临期")],
        [("召开调度会", "09-20", "未到期")],
    ]
    assert listed(summary.late) == listed(summary.due_week), "those before are told no more: the next has fallen due"
    assert listed(summary.soon) == [("召开调度会", "09-13", "临期")]


def test_figures_and_lists_agree(folder: Path) -> None:
    summary = gather(folder, date(2024, 9, 9))
    value = {figure.id: figure.value for figure in summary.figures}
    assert (value["late"], value["soon"], value["due_week"], value["due_ahead"]) == (2, 1, 2, 2)
    assert value["duties"] == len(MEASURES)
    assert value["dated"] == 2 + 3 + 1 + 1, "the price list's last and next, three meetings, the canteens, the report"
    (daily,) = summary.undated
    assert (daily.id, value["undated"]) == ("daily", 1)
    (unit,) = summary.units
    assert (unit.lead.total, unit.undated) == (7, 1)


def ended(summary: WeeklySummary) -> list[str]:
    return [line.title for lines in (summary.late, summary.due_week, *summary.due_ahead) for line in lines]


@pytest.mark.parametrize("state", ["已销号", "中止"])
def test_what_was_reported_as_over_comes_round_no_more(state: str, folder: Path) -> None:
    with open_warehouse(folder, ISSUED) as connection:
        sql = "SELECT deadline_id FROM deadlines JOIN measures USING (measure_id) WHERE title = '召开调度会'"
        (deadline_id,) = query(connection, sql)["deadline_id"]
        connection.execute(
            "INSERT INTO reports (report_id, deadline_id, effective_on, recorded_on, state) VALUES ('r', ?, ?, ?, ?)",
            [deadline_id, date(2024, 6, 1), date(2024, 6, 1), state],
        )
    assert "召开调度会" not in ended(gather(folder, date(2024, 9, 9)))
    assert "公布价目" in ended(gather(folder, date(2024, 9, 9)))
