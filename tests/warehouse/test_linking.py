"""Linking: what a careful clerk would link is linked, for good reason, once, and people have the last word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from benchmarks.linking import labels, made_up, measured
from tests.warehouse.conftest import Load, plan, source
from warehouse.connection import open_warehouse, query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision
from warehouse.linking import link_measures
from warehouse.publishing import summary_deadlines

NOW = datetime(2024, 9, 2, 9, tzinfo=UTC)
LINKS = """
SELECT m.title, o.title AS other, relation, score, reason FROM links
JOIN measures m USING (measure_id) JOIN measures o ON o.measure_id = other_measure_id ORDER BY ALL
"""
DISTRICT = plan(
    "建设社区食堂。利用闲置用房建成社区食堂12处，配齐灶具和餐桌，6月底前开伙。（牵头单位：区民政局）",
    "检查食堂卫生。对社区食堂的采购、加工和消毒逐项检查，9月底前检查一遍。（牵头单位：区市场监管局）",
    "培训炊事人员。举办烹饪和营养课程，轮训炊事人员80名，10月底前完成。（牵头单位：区人力资源社会保障局）",
)
BUREAU = (
    plan(
        "建成社区食堂。利用闲置用房建成社区食堂12处，8月底前开伙。（牵头科室：养老科）",
        "整理本局档案。把历年文书档案扫描上架，9月底前完成。（牵头科室：办公室）",
        number="东民发〔2024〕6号",
        title="区民政局社区食堂建设任务",
        basis="根据《东湖区人民政府办公室关于印发社区食堂建设方案的通知》（东政办发[2024]31 号）要求，",
    )
    .replace("东湖区人民政府办公室文件", "东湖区民政局文件")
    .replace("东湖区人民政府办公室关于印发区民政局", "东湖区民政局关于印发区民政局")
    .replace("东湖区人民政府办公室\n2024年4月8日", "东湖区民政局\n2024年5月8日")
)


def titles(warehouse: duckdb.DuckDBPyConnection, relation: str = "implements") -> set[tuple[str, str]]:
    rows = query(warehouse, LINKS).filter(pl.col("relation") == relation)
    return set(rows.select("title", "other").iter_rows())


def ids(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(query(warehouse, "SELECT title, measure_id FROM live_measures").iter_rows())


def snapshots(warehouse: duckdb.DuckDBPyConnection) -> int:
    return int(query(warehouse, "SELECT max(snapshot_id) AS n FROM ducklake_snapshots('shixian')")["n"][0])


@pytest.mark.parametrize("half", ["tuning", "heldout"])
def test_labelled_pairs_are_seen_as_people_see_them(half: str) -> None:
    figures, otherwise = measured(labels(half), *made_up(half))
    for relation in ("implements", "repeats"):
        assert figures[relation].precision >= 0.94, otherwise  # one of nineteen in the smaller half
        assert figures[relation].recall >= 0.9, otherwise


def test_labels_are_many_and_hold_near_misses() -> None:
    pairs = [label for name in ("tuning", "heldout", "known") for label in labels(name)]
    assert len(pairs) >= 150
    assert sum(not label["same"] for label in pairs) >= 50
    assert all(label["why"] for label in pairs)


def test_a_bureau_implements_its_district_however_the_number_is_written(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("区.txt", DISTRICT), source("局.txt", BUREAU))
    assert titles(warehouse) == {("建成社区食堂", "建设社区食堂")}
    row = query(warehouse, LINKS).row(0, named=True)
    assert 50 <= row["score"] <= 100
    assert row["reason"].startswith("“建成社区食堂”与“建设社区食堂”：名称相同")


def test_steps_are_aligned(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("区.txt", DISTRICT), source("局.txt", BUREAU))
    steps = query(
        warehouse,
        """SELECT d.surface, o.surface AS other FROM alignments a JOIN deadlines d USING (deadline_id)
        JOIN deadlines o ON o.deadline_id = a.other_deadline_id""",
    )
    assert steps.rows() == [("8月底前", "6月底前")]


def test_nothing_is_written_where_nothing_changed(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("区.txt", DISTRICT), source("局.txt", BUREAU))
    before = snapshots(warehouse)
    assert link_measures(warehouse).implements == 1
    assert snapshots(warehouse) == before


def test_a_parted_pair_stays_apart_until_that_is_taken_back(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("区.txt", DISTRICT), source("局.txt", BUREAU))
    known = ids(warehouse)
    part = Decision("link_part", measure_id=known["建设社区食堂"], details={"other_measure_id": known["建成社区食堂"]})
    batch = decide(warehouse, [part], "王敏", NOW)
    assert link_measures(warehouse).implements == 0
    take_in(source("区.txt", DISTRICT + "\n"), source("局.txt", BUREAU))
    assert titles(warehouse) == set()
    undo(warehouse, batch, "王敏", NOW)
    assert link_measures(warehouse).implements == 1


def test_people_can_link_what_no_text_shows(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("区.txt", DISTRICT), source("局.txt", BUREAU))
    known = ids(warehouse)
    details = {"other_measure_id": known["检查食堂卫生"], "relation": "implements"}
    decide(warehouse, [Decision("link_make", measure_id=known["整理本局档案"], details=details)], "王敏", NOW)
    assert link_measures(warehouse).implements == 2
    made = query(warehouse, LINKS).filter(pl.col("title") == "整理本局档案").row(0, named=True)
    assert (made["other"], made["score"], made["reason"]) == ("检查食堂卫生", 100.0, "人工建立（王敏）")


def test_a_copy_joins_the_duty_and_the_duty_keeps_its_id(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("区.txt", DISTRICT))
    before = dict(query(warehouse, "SELECT title, duty_id FROM live_measures").iter_rows())
    copy = DISTRICT.replace("东政办发〔2024〕31号\n", "")  # as a gazette prints it, without its number
    take_in(source("区.txt", DISTRICT), source("公报.txt", copy))
    rows = query(warehouse, "SELECT title, duty_id FROM live_measures").rows()
    assert len(rows) == 6
    assert {(title, duty) for title, duty in rows} == set(before.items())


def test_next_years_task_is_another_duty(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    later = DISTRICT.replace("〔2024〕31号", "〔2025〕12号").replace("2024年4月8日", "2025年4月3日")
    take_in(source("今年.txt", DISTRICT), source("明年.txt", later))
    assert titles(warehouse, "repeats") == set()
    assert query(warehouse, "SELECT count(DISTINCT duty_id) AS n FROM live_measures")["n"][0] == 6


def test_sister_places_are_for_comparison_and_no_duty(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    sister = DISTRICT.replace("东湖区", "西麓区").replace("东政办发〔2024〕31号", "西政办发〔2024〕18号")
    take_in(source("东.txt", DISTRICT), source("西.txt", sister))
    assert len(titles(warehouse, "sister")) == 3
    assert titles(warehouse, "repeats") == set()
    assert query(warehouse, "SELECT count(DISTINCT duty_id) AS n FROM live_measures")["n"][0] == 6


def test_an_empty_warehouse_has_no_links(tmp_path: Path) -> None:
    with open_warehouse(tmp_path, date(2024, 9, 2)) as connection:
        assert link_measures(connection).implements == 0


def test_a_duty_that_two_copies_state_is_one_row_of_a_summary(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    no_days = pl.DataFrame(schema={"deadline_id": pl.String, "due_on": pl.Date})
    take_in(source("区.txt", DISTRICT))
    alone = summary_deadlines(warehouse, no_days)
    copy = DISTRICT.replace("东政办发〔2024〕31号\n", "").replace(
        "（牵头单位：区民政局）", "（牵头单位：区民政局、区财政局）"
    )
    take_in(source("区.txt", DISTRICT), source("公报.txt", copy))
    both = summary_deadlines(warehouse, no_days)
    assert both["deadline_id"].to_list() == alone["deadline_id"].to_list()
    assert both.filter(pl.col("title") == "建设社区食堂")["lead"].to_list() == [["东湖区民政局", "东湖区财政局"]]


def test_two_days_of_one_duty_are_both_in_sight(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    no_days = pl.DataFrame(schema={"deadline_id": pl.String, "due_on": pl.Date})
    copy = DISTRICT.replace("东政办发〔2024〕31号\n", "").replace("6月底前开伙", "7月底前开伙")
    take_in(source("区.txt", DISTRICT), source("公报.txt", copy))
    rows = summary_deadlines(warehouse, no_days).filter(pl.col("title") == "建设社区食堂")
    assert rows["due_on"].to_list() == [date(2024, 6, 30), date(2024, 7, 31)]
    assert rows["duty_id"].n_unique() == 1
