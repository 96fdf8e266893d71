"""Decisions are appended, taken back by further rows, and refused where somebody else was quicker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.connection import open_warehouse, query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision, DecisionError, StaleDecisionError, details, effective, kinds

DAY = datetime(2024, 9, 2, 9, 0, tzinfo=UTC)


def test_a_decision_holds_until_it_is_taken_back(tmp_path: Path):
    with open_warehouse(tmp_path, DAY.date()) as connection:
        alias = {"alias": "区营商局", "unit": "山亭区行政审批服务局", "jurisdiction": "370406"}
        batch = decide(connection, [Decision("unit_alias", details=alias), Decision("confirm", "f1")], "甲", DAY)
        held = effective(connection)
        assert sorted(held["kind"]) == ["confirm", "unit_alias"]
        assert details(effective(connection, "unit_alias").row(0, named=True)) == alias
        assert undo(connection, batch, "乙", DAY + timedelta(minutes=1)) == 2
        assert effective(connection).is_empty()
        assert query(connection, "FROM decisions").height == 4  # nothing is overwritten
        with pytest.raises(DecisionError, match="已经撤销"):
            undo(connection, batch, "乙", DAY)


def test_the_second_at_one_finding_is_told(tmp_path: Path):
    with open_warehouse(tmp_path, DAY.date()) as connection:
        decide(connection, [Decision("confirm", "f1")], "甲", DAY, {"f1": ""})
        with pytest.raises(StaleDecisionError, match="甲刚刚已对这个问题作了“确认为文件差错”"):
            decide(connection, [Decision("waive", "f1", reason="两回事")], "乙", DAY, {"f1": ""})
        assert effective(connection)["kind"].to_list() == ["confirm"]


@pytest.mark.parametrize(
    ("decision", "lacks"),
    [
        (Decision("waive", "f1"), "必须写明理由"),
        (Decision("confirm"), "finding_id"),
        (Decision("unit_alias", details={"alias": "甲"}), "unit、jurisdiction"),
        (Decision("shred"), "没有“shred”这种处置"),
    ],
)
def test_what_is_not_whole_is_refused(tmp_path: Path, decision: Decision, lacks: str):
    with open_warehouse(tmp_path, DAY.date()) as connection, pytest.raises(DecisionError, match=lacks):
        decide(connection, [decision], "甲", DAY)


def test_a_mend_has_its_source_read_again(tmp_path: Path):
    with open_warehouse(tmp_path, DAY.date()) as connection:
        connection.execute("INSERT INTO sources BY NAME SELECT 's1' AS source_id, 'read' AS state, 'v1' AS reader")
        connection.execute("INSERT INTO occurrences BY NAME SELECT 's1' AS source_id, 'd1' AS document_id")
        strike = Decision("measure_strike", document_id="d1", details={"passage": {}}, reason="不是任务")
        decide(connection, [strike], "甲", DAY)
        assert query(connection, "SELECT reader FROM sources").item() == ""


def test_columns_that_a_later_version_adds_are_made(tmp_path: Path):
    with open_warehouse(tmp_path, DAY.date()) as connection:
        connection.execute("ALTER TABLE findings DROP COLUMN superseded_by")
    with open_warehouse(tmp_path, DAY.date()) as connection:
        assert "superseded_by" in query(connection, "FROM findings").columns


def test_every_kind_says_what_it_is():
    assert all(kind.title and kind.id.isidentifier() for kind in kinds().values())
