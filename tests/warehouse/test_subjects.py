"""A finding is known by what is wrong, not by where it stands: renumbering, an edit above it and a reload keep it."""

from __future__ import annotations

import duckdb

from tests.warehouse.conftest import Load, plan, source
from warehouse.checking import check_frames

OFFICE = "修缮绿道。尽快完成绿道修缮。（牵头单位：区太空局）"
GAP = "公布价目。每季度公布一次价目。（牵头单位：区民政局）"
EXTRA = "清查现状。5月底前，查清现状。（牵头单位：区民政局）"


def subjects(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    rows = check_frames(connection, ["reading_problems"])["reading_problems"]
    return set(rows.select("kind", "subject").iter_rows())


def test_renumbering_keeps_what_the_reader_noticed(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(OFFICE, GAP)))
    before = subjects(warehouse)
    assert {kind for kind, _ in before} >= {"deadline_unreadable"}
    take_in(source("甲.txt", plan(EXTRA, OFFICE, GAP)))
    assert subjects(warehouse) == before


def test_a_file_of_another_name_keeps_it(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    text = plan(OFFICE, GAP)
    take_in(source("甲.txt", text))
    before = subjects(warehouse)
    take_in(source("乙.txt", text))
    assert subjects(warehouse) == before
