"""What stewards decide about units is laid over the list of local units, and the next run resolves every mention by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from tests.warehouse.conftest import LOCAL, Load, plan, source
from warehouse.connection import query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision, DecisionError
from warehouse.registering import (
    current_entries,
    decided_entries,
    decisions_for,
    merged,
    registry_rows,
    unit_mentions,
    values_of,
)
from warehouse.registry import LocalEntry
from warehouse.registry.exchange import difference
from warehouse.resolving import resolve_mentions

NOON = datetime(2024, 9, 2, 4, 0, tzinfo=UTC)
PLAN = source(
    "甲.txt",
    plan(
        "清查现状。5月底前，查清现状。（牵头单位：区太空事务局；责任单位：区绿化苗圃、各镇街）",
        "建好食堂。9月底前，建好食堂。（牵头单位：区太空事务局；责任单位：区市场监管局）",
    ),
)
GARDEN = LocalEntry("区花木服务中心", "单位", parent="东湖区", aliases=("区绿化苗圃",))


def alias(text: str, unit: str, code: str = "990102") -> Decision:
    return Decision("unit_alias", details={"alias": text, "unit": unit, "jurisdiction": code})


def entry(one: LocalEntry) -> Decision:
    return Decision("unit_entry", details={"entry": values_of(one)})


def removal(name: str) -> Decision:
    return Decision("unit_remove", details={"name": name, "parent": "东湖区"}, reason="并入")


def resolved(connection: duckdb.DuckDBPyConnection, surface: str) -> list[tuple[str, str]]:
    resolve_mentions(connection, decided_entries(connection, LOCAL).entries)
    sql = "SELECT DISTINCT x.resolution, u.name FROM mentions x LEFT JOIN units u USING (unit_id) WHERE surface = ?"
    return query(connection, sql, [surface]).rows()


def test_an_alias_resolves_every_mention_until_it_is_taken_back(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(PLAN)
    unit = query(warehouse, "SELECT name FROM units WHERE name LIKE '东湖区%政务服务%' ORDER BY unit_id").rows()[0][0]
    assert resolved(warehouse, "区太空事务局") == [("undefined", None)]
    batch = decide(warehouse, [alias("区太空事务局", unit)], "甲", NOON)
    assert resolved(warehouse, "区太空事务局") == [("variant", unit)]
    take_in(PLAN)
    assert resolved(warehouse, "区太空事务局") == [("variant", unit)], "a reload of the source"
    undo(warehouse, batch, "甲", NOON)
    assert resolved(warehouse, "区太空事务局") == [("undefined", None)]


@pytest.mark.parametrize("kind", ["institution", "town", "collective"])
def test_an_alias_of_a_unit_that_no_list_names_leaves_it_the_same_unit(
    kind: str, warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(PLAN)
    sql = "SELECT unit_id, name FROM units WHERE kind = ? AND jurisdiction = '990102' ORDER BY unit_id"
    for unit_id, name in query(warehouse, sql, [kind]).rows()[:4]:
        members = query(warehouse, "FROM members WHERE collective_id = ? ORDER BY unit_id", [unit_id]).rows()
        batch = decide(warehouse, [alias("区太空事务局", name)], "甲", NOON)
        assert resolved(warehouse, "区太空事务局")[0][1] == name
        after = query(warehouse, "SELECT unit_id FROM units WHERE name = ? AND jurisdiction = '990102'", [name])
        assert after["unit_id"].to_list() == [unit_id]
        assert query(warehouse, "FROM members WHERE collective_id = ? ORDER BY unit_id", [unit_id]).rows() == members
        undo(warehouse, batch, "甲", NOON)


def test_a_unit_is_added_changed_and_removed(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(PLAN)
    assert resolved(warehouse, "区绿化苗圃")[0][0] == "undefined"
    decide(warehouse, [entry(GARDEN)], "甲", NOON)
    assert resolved(warehouse, "区绿化苗圃") == [("variant", "东湖区花木服务中心")]
    rows = {row["name"]: row for row in registry_rows(warehouse).iter_rows(named=True)}
    assert (rows["东湖区花木服务中心"]["mentions"], rows["东湖区花木服务中心"]["documents"]) == (1, 1)
    (mention,) = unit_mentions(warehouse, rows["东湖区花木服务中心"]["unit_id"]).to_dicts()
    assert (mention["surface"], mention["number"], mention["collective"]) == ("区绿化苗圃", "1", "")
    assert GARDEN in current_entries(warehouse).entries
    decide(warehouse, [entry(replace(GARDEN, aliases=()))], "甲", NOON + timedelta(minutes=1))
    assert resolved(warehouse, "区绿化苗圃")[0][0] == "undefined"
    gone = Decision("unit_remove", details={"name": GARDEN.name, "parent": GARDEN.parent}, reason="已撤销")
    decide(warehouse, [gone], "甲", NOON + timedelta(minutes=2))
    assert current_entries(warehouse).entries == LOCAL


def test_a_unit_of_the_list_can_be_removed(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(PLAN)
    decided_entries(warehouse, LOCAL)
    decide(
        warehouse,
        [removal("区消费者协会")],
        "甲",
        NOON,
    )
    assert [each.name for each in LOCAL if each not in current_entries(warehouse).entries] == ["区消费者协会"]


@pytest.mark.parametrize(
    ("reason", "decision", "word"),
    [
        ("no kind that is known", entry(replace(GARDEN, kind="局")), "“类型”列"),
        ("under nothing that is known", entry(replace(GARDEN, parent="乌有乡里")), "没有这个区划"),
        ("a code that is none", entry(replace(GARDEN, code="12")), "“代码”列"),
        ("a member that is none", entry(replace(GARDEN, kind="集合", members=("区太空局",))), "没有这个单位"),
        ("a successor that is none", entry(replace(GARDEN, successor="区太空局")), "没有这个单位"),
        ("an alias that another unit has", alias("区城投公司", "国网东湖供电公司"), "已经是“东湖城市建设投资有限公司”"),
        ("no alias", alias(" ", "国网东湖供电公司"), "不能为空"),
        ("a member that a collective needs", removal("柳泉镇"), "没有这个单位"),
    ],
)  # fmt: skip
def test_what_no_registry_can_be_made_with_is_refused(
    reason: str, decision: Decision, word: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    decided_entries(warehouse, LOCAL)
    with pytest.raises(DecisionError, match=word):
        decide(warehouse, [decision], "甲", NOON)
    assert query(warehouse, "FROM decisions").is_empty(), reason


def test_what_can_be_followed_no_more_is_told_and_left_out() -> None:
    below = LocalEntry("花木一队", "单位", parent="区花木服务中心")
    told = merged(
        LOCAL,
        [
            {"kind": "unit_entry", "entry": values_of(GARDEN)},
            {"kind": "unit_entry", "entry": values_of(below)},
            {"kind": "unit_remove", "name": GARDEN.name, "parent": GARDEN.parent},
        ],
    )
    assert told.entries == LOCAL
    assert len(told.problems) == 1
    assert "区花木服务中心" in told.problems[0]


def test_an_import_becomes_decisions(warehouse: duckdb.DuckDBPyConnection) -> None:
    decided_entries(warehouse, LOCAL)
    wanted = [replace(LOCAL[-1], aliases=("各行政村",)), *LOCAL[:-3], GARDEN]
    decide(warehouse, decisions_for(difference(LOCAL, wanted), "按新名录导入"), "甲", NOON)
    assert set(current_entries(warehouse).entries) == set(wanted)
