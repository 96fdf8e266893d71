"""What the comparison finds is told once, with both places, and stays the same thing over runs."""

from __future__ import annotations

import duckdb
import polars as pl

from tests.warehouse.conftest import Load, plan, source
from warehouse.checking import check_frames
from warehouse.variants.comparing import compare_wordings

RIGHT = "各镇要做好村级财制度规则清理整工作，妥善保管电子档案，9月底前完成。（牵头单位：区财政局）"
WRONG = RIGHT.replace("规则", "规划")
OTHER = "开办食堂。修订交易规则，明确规则清单，10月底前完成。（牵头单位：区民政局）"


def told(warehouse: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    rows = check_frames(warehouse, ["reading_problems"])["reading_problems"]
    return rows.filter(pl.col("kind") == "text_suspect").sort("subject")


def cites(title: str, number: str) -> str:
    return f"根据《{title}》（{number}），"


def test_a_wording_is_told_with_both_places(warehouse: duckdb.DuckDBPyConnection, take_in: Load):
    take_in(source("a.txt", plan(WRONG, number="东政发〔2024〕1号")), source("b.txt", plan(RIGHT, OTHER)))
    assert compare_wordings(warehouse) == 1
    row = told(warehouse).row(0, named=True)
    assert (row["surface"], row["number"]) == ("制度规划清理整", "1")
    assert row["measure_id"] != row["other_measure_id"]
    assert None not in (row["measure_id"], row["other_measure_id"], row["other_document_id"])
    assert row["detail"].endswith("作“制度规则清理整”，疑有一误。")


def test_it_stays_the_same_when_numbers_and_lines_move(warehouse: duckdb.DuckDBPyConnection, take_in: Load):
    right = source("b.txt", plan(RIGHT, OTHER))
    take_in(source("a.txt", plan(WRONG, number="东政发〔2024〕1号")), right)
    compare_wordings(warehouse)
    before = told(warehouse)
    take_in(source("a.txt", plan("新增事项，8月底前完成。", WRONG, number="东政发〔2024〕1号")), right)
    compare_wordings(warehouse)
    assert told(warehouse)["subject"].to_list() == before["subject"].to_list()
    assert told(warehouse)["line"].to_list() != before["line"].to_list()


def test_what_the_reader_itself_tells_is_told_once(warehouse: duckdb.DuckDBPyConnection, take_in: Load):
    doubled = RIGHT.replace("区财政局", "区财政局局")
    take_in(source("a.txt", plan(doubled, number="东政发〔2024〕1号")), source("b.txt", plan(RIGHT, OTHER)))
    compare_wordings(warehouse)
    assert told(warehouse)["surface"].to_list() == ["局局"]


def test_one_document_under_two_numbers_is_told_where_it_stands_less_often(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
):
    title = "东湖区农村食堂利民便民工作方案"
    bases = [
        cites(title, number) for number in ("东自资规字〔2023〕14号", "东自资规字〔2023〕14号", "东资规字〔2023〕14号")
    ]
    take_in(*[source(f"{i}.txt", plan(OTHER, number=f"东政发〔2024〕{i}号", basis=b)) for i, b in enumerate(bases, 1)])
    row = told(warehouse).row(0, named=True)
    assert row["surface"] == "东资规字〔2023〕14号"
    assert "别处作“东自资规字〔2023〕14号”" in row["detail"]


def test_one_number_with_two_titles_is_told_and_a_title_without_its_issuer_is_not(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
):
    number = "东政发〔2023〕9号"
    titles = ["东湖区农村食堂建设三年行动方案", "东湖区农村食堂建设行动方案", "农村食堂建设三年行动方案"]
    bases = [cites(title, number) for title in [*titles, titles[0]]]
    take_in(*[source(f"{i}.txt", plan(OTHER, number=f"东政发〔2024〕{i}号", basis=b)) for i, b in enumerate(bases, 1)])
    assert told(warehouse)["surface"].to_list() == [titles[1]]


def test_a_measure_with_the_title_of_the_one_before_it_is_told(warehouse: duckdb.DuckDBPyConnection, take_in: Load):
    meals = [
        "深化村级食堂改革。8月底前开办。",
        "深化村级食堂改革。9月底前评估。",
        "开办食堂。",
        "开办食堂。10月底前完成。",
    ]
    take_in(source("a.txt", plan(*meals)))
    row = told(warehouse).row(0, named=True)
    assert told(warehouse).height == 1
    assert (row["number"], row["surface"]) == ("2", "深化村级食堂改革")
    assert row["other_measure_id"] not in (None, row["measure_id"])
