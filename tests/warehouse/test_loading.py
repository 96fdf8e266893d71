"""Loading: twice changes nothing, a change replaces, what vanished is withdrawn, and identities survive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import duckdb
import polars as pl
import pytest

from tests.warehouse.conftest import MONDAY, plan, source
from warehouse.connection import query
from warehouse.loading import Loaded, SourceReading, Stamp, load
from warehouse.resolving import resolve_mentions

CANTEENS = "改造社区食堂。9月底前，完成十二处社区食堂改造。（牵头单位：区民政局；责任单位：区财政局）"
PRICES = "公布食堂价目。10月15日前，各食堂公布价目并接受监督。（牵头单位：区市场监管局）"
ELDERLY = "开展助餐配送。年底前，为行动不便的老人配送到家。（牵头单位：区民政局）"

Load = Callable[..., Loaded]
NEXT = date(2024, 9, 9)


def ids(warehouse: duckdb.DuckDBPyConnection, table: str = "deadlines") -> dict[str, str]:
    """Titles of the measures that stand → ids of their deadlines (one each in these plans) or of themselves."""
    key = {"deadlines": "d.deadline_id", "measures": "m.measure_id"}[table]
    rows = query(warehouse, f"SELECT m.title, {key} FROM live_measures m JOIN live_deadlines d USING (measure_id)")
    return dict(rows.iter_rows())


def snapshots(warehouse: duckdb.DuckDBPyConnection) -> int:
    (count,) = warehouse.execute("SELECT count(*) FROM ducklake_snapshots('shixian')").fetchone() or (0,)
    return int(count)


def test_the_same_source_twice_changes_nothing(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(CANTEENS, PRICES)))
    tables = ("documents", "measures", "deadlines", "mentions", "units", "links", "changes")
    before = {name: query(warehouse, f"FROM {name}").sort(pl_all(warehouse, name)) for name in tables}
    again = take_in(source("甲.txt", plan(CANTEENS, PRICES)))
    assert again.changes == 0
    for name in tables:
        assert query(warehouse, f"FROM {name}").sort(pl_all(warehouse, name)).equals(before[name]), name


def pl_all(warehouse: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return [column for column, kind in query(warehouse, f"FROM {name}").schema.items() if not kind.is_nested()]


@pytest.mark.parametrize(
    ("reason", "after", "kept"),
    [
        ("a measure inserted above", (ELDERLY, CANTEENS, PRICES), ("改造社区食堂", "公布食堂价目")),
        ("a small edit elsewhere", (CANTEENS.replace("十二处", "十四处"), PRICES), ("改造社区食堂", "公布食堂价目")),
        ("a new date", (CANTEENS.replace("9月底前", "11月底前"), PRICES), ("改造社区食堂", "公布食堂价目")),
        ("the other way round", (PRICES, CANTEENS), ("改造社区食堂", "公布食堂价目")),
        ("one struck", (PRICES,), ("公布食堂价目",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_identities_survive(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load, reason: str, after: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    take_in(source("甲.txt", plan(CANTEENS, PRICES)))
    first = ids(warehouse), ids(warehouse, "measures")
    take_in(source("甲.txt", plan(*after)), as_of=NEXT, run_id="second")
    second = ids(warehouse), ids(warehouse, "measures")
    for before, now in zip(first, second, strict=True):
        assert {title: now.get(title) for title in kept} == {title: before[title] for title in kept}, reason


def test_a_step_worded_otherwise_is_the_same_deadline(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    """A later reader may cut steps differently: subscribers must not see every event cancelled and made again."""
    read = source("甲.txt", plan("改造食堂。6月底前，完成选址；9月底前，完成改造。（牵头单位：区民政局）"))
    assert read.reading is not None
    (measure,) = read.reading.measures
    take_in(read)
    first = query(warehouse, "SELECT surface, deadline_id FROM live_deadlines ORDER BY 1").rows()
    other = tuple(replace(each, step=f"另一种说法{place}") for place, each in enumerate(measure.deadlines))
    again = replace(read, reading=replace(read.reading, measures=(replace(measure, deadlines=other),)))
    take_in(again, as_of=NEXT, run_id="second")
    assert query(warehouse, "SELECT surface, deadline_id FROM live_deadlines ORDER BY 1").rows() == first
    assert len(first) == 2


def test_a_new_date_is_recorded_with_both_days(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(CANTEENS)))
    take_in(source("甲.txt", plan(CANTEENS.replace("9月底前", "11月底前"))), as_of=NEXT, run_id="second")
    rows = query(
        warehouse, "SELECT kind, old_value, new_value, effective_on, recorded_on FROM changes ORDER BY recorded_on"
    ).rows()
    assert rows == [
        ("issued", "", "2024-09-30", date(2024, 4, 8), date(2024, 9, 2)),
        ("changed", "2024-09-30", "2024-11-30", NEXT, NEXT),
    ]


def test_what_is_struck_is_withdrawn_and_returns_as_itself(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(CANTEENS, PRICES)))
    first = ids(warehouse)
    take_in(source("甲.txt", plan(CANTEENS)), as_of=NEXT, run_id="second")
    assert set(ids(warehouse)) == {"改造社区食堂"}
    take_in(source("甲.txt", plan(CANTEENS, PRICES)), as_of=date(2024, 9, 16), run_id="third")
    assert ids(warehouse) == first
    kinds = query(warehouse, "SELECT kind FROM changes ORDER BY recorded_on, kind")["kind"].to_list()
    assert kinds == ["issued", "issued", "withdrawn", "returned"]


def test_old_rows_stay_readable_by_snapshot(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(CANTEENS)))
    version = query(warehouse, "SELECT max(snapshot_id) AS id FROM ducklake_snapshots('shixian')")["id"][0]
    take_in(source("甲.txt", plan(CANTEENS.replace("9月底前", "11月底前"))), as_of=NEXT, run_id="second")
    now = query(warehouse, "SELECT due_on FROM deadlines")["due_on"].to_list()
    then = query(warehouse, f"SELECT due_on FROM deadlines AT (VERSION => {version})")["due_on"].to_list()
    assert (then, now) == ([date(2024, 9, 30)], [date(2024, 11, 30)])


def test_one_document_in_two_sources_is_loaded_once(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(CANTEENS)), source("乙.txt", plan(CANTEENS)))
    assert query(warehouse, "FROM documents").height == 1
    assert query(warehouse, "FROM occurrences").height == 2
    assert len(ids(warehouse)) == 1


def test_a_document_that_left_its_source_is_withdrawn(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    other = plan(PRICES, number="东政办发〔2024〕32号", title="食堂价格监督方案")
    take_in(source("甲.txt", plan(CANTEENS) + other))
    assert set(ids(warehouse)) == {"改造社区食堂", "公布食堂价目"}
    loaded = take_in(source("甲.txt", plan(CANTEENS)), as_of=NEXT, run_id="second")
    assert set(ids(warehouse)) == {"改造社区食堂"}
    assert loaded.changes == 1


def test_a_document_that_another_source_still_shows_is_read_from_there(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    other = plan(PRICES, number="东政办发〔2024〕32号", title="食堂价格监督方案")
    take_in(source("甲.txt", plan(CANTEENS) + other), source("乙.txt", other))
    first = ids(warehouse)
    loaded = take_in(source("甲.txt", plan(CANTEENS)), as_of=NEXT, run_id="second")
    assert loaded.stale == 1, "乙.txt must be read again"
    take_in(source("乙.txt", other), as_of=NEXT, run_id="third")
    assert ids(warehouse) == first


def test_a_source_that_cannot_be_read_any_more_keeps_what_it_had(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("甲.txt", plan(CANTEENS)))
    take_in(SourceReading("甲.txt", "甲.txt", "0", 0, None, "文件是空的。"), as_of=NEXT, run_id="second")
    assert set(ids(warehouse)) == {"改造社区食堂"}
    assert query(warehouse, "SELECT state FROM sources")["state"].to_list() == ["unreadable"]


def test_a_load_that_fails_leaves_nothing(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", plan(CANTEENS)))
    count = snapshots(warehouse)
    broken = source("乙.txt", plan(PRICES, number="东政办发〔2024〕33号", title="另一方案"))
    assert broken.reading is not None
    measures = [replace(measure, end_line="no line") for measure in broken.reading.measures]  # type: ignore[arg-type]
    with pytest.raises(pl.exceptions.ComputeError):
        take_in(replace(broken, reading=replace(broken.reading, measures=tuple(measures))), as_of=NEXT)
    assert snapshots(warehouse) == count
    assert set(ids(warehouse)) == {"改造社区食堂"}


def test_a_place_that_the_local_file_adds_later_is_taken_over(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    """东湖区 is a district of 南昌市 too: read without the local file, a plan of the made-up one counts as that one's."""
    text = plan(CANTEENS)
    reading = source("甲.txt", text)
    load(warehouse, [reading], ["甲.txt"], (), Stamp("without", MONDAY, "first"))
    resolve_mentions(warehouse, ())
    take_in(reading, as_of=NEXT, run_id="second")
    rows = query(warehouse, "SELECT DISTINCT jurisdiction FROM units u JOIN recipients USING (unit_id)")
    assert rows["jurisdiction"].to_list() == ["990102"]
    assert set(ids(warehouse)) == {"改造社区食堂"}


def test_a_corrected_file_under_a_new_name_takes_over(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("方案.txt", plan(CANTEENS)))
    first = ids(warehouse)
    # Only the new file is there now: 方案.txt was removed from the folder.
    take_in(source("方案修订.txt", plan(CANTEENS.replace("9月底前", "11月底前"))), as_of=NEXT, run_id="second")
    assert ids(warehouse) == first
    assert query(warehouse, "SELECT due_on FROM live_deadlines")["due_on"].to_list() == [date(2024, 11, 30)]


@pytest.mark.parametrize("name", ["measures", "deadlines", "mentions"])
def test_a_warehouse_that_got_its_columns_later_takes_in_a_source_again(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load, name: str
) -> None:
    take_in(source("甲.txt", plan(CANTEENS, PRICES)))
    warehouse.execute(f"ALTER TABLE {name} DROP COLUMN line")
    warehouse.execute(f"ALTER TABLE {name} ADD COLUMN line INTEGER")
    assert take_in(source("甲.txt", plan(CANTEENS))).changes > 0
    assert list(ids(warehouse)) == ["改造社区食堂"]
