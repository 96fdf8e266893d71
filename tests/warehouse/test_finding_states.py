"""A finding's state is what validation keeps with what people decided laid over it, at once and as of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.warehouse.conftest import MONDAY
from warehouse.connection import append, frame, query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision
from warehouse.keeping import finding_durations, finding_trend, public_findings
from warehouse.tables import table

NOON = datetime(2024, 9, 2, 4, 0, tzinfo=UTC)
WAIVE = Decision("waive", "f", reason="两个口径不同")


def keep(connection: duckdb.DuckDBPyConnection, **facts: Any) -> None:
    row = {"finding_id": "f", "check_id": "unit_none", "severity": "warning", "state": "open", "document_id": "d"}
    append(connection, "findings", table("findings", [row | {"first_seen": MONDAY, "last_seen": MONDAY} | facts]))


def happen(connection: duckdb.DuckDBPyConnection, event: str, days: int, hour: int = 1, finding: str = "f") -> None:
    day = MONDAY + timedelta(days=days)
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC).replace(tzinfo=None)
    row = {"finding_id": finding, "event": event, "effective_on": day, "recorded_at": moment, "run_id": f"r{days}"}
    append(connection, "finding_events", table("finding_events", [row]))


def state(connection: duckdb.DuckDBPyConnection, as_of: date = MONDAY) -> str:
    connection.execute("SET VARIABLE as_of = ?::DATE", [as_of])
    return str(query(connection, "SELECT state FROM current_findings").item())


def test_a_waiver_counts_at_once_and_its_undoing_too(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse)
    assert state(warehouse) == "open"
    batch = decide(warehouse, [WAIVE], "甲", NOON)
    assert state(warehouse) == "waived"
    assert query(warehouse, "FROM open_findings").is_empty()
    shown = frame(warehouse, "finding_shown", {"finding_id": "f"}).row(0, named=True)
    assert (shown["state"], shown["decided_by"], shown["reason"]) == ("waived", "甲", "两个口径不同")
    undo(warehouse, batch, "乙", NOON)
    assert state(warehouse) == "open"


def test_a_waiver_holds_through_its_last_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse)
    decide(warehouse, [Decision("waive", "f", reason="下月再核", until=date(2024, 9, 30))], "甲", NOON)
    assert state(warehouse, date(2024, 9, 30)) == "waived"
    assert state(warehouse, date(2024, 10, 1)) == "open"


def test_the_last_decision_holds(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse)
    decide(warehouse, [Decision("confirm", "f")], "甲", NOON)
    assert state(warehouse) == "confirmed"
    decide(warehouse, [WAIVE], "甲", NOON + timedelta(minutes=1))
    assert state(warehouse) == "waived"


def test_a_closed_one_is_closed_whatever_was_decided(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse, state="closed", closed_on=MONDAY)
    decide(warehouse, [WAIVE], "甲", NOON)
    assert state(warehouse) == "closed"


def test_a_decision_holds_for_the_failure_that_it_was_about(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse)
    decide(warehouse, [WAIVE], "甲", NOON)
    happen(warehouse, "closed", 1)
    happen(warehouse, "reopened", 2)
    assert state(warehouse) == "waived", "the same failure came back"
    happen(warehouse, "changed", 3)
    assert state(warehouse) == "open", "another day is another question"
    decide(warehouse, [WAIVE], "甲", NOON + timedelta(days=4))
    assert state(warehouse) == "waived"


@pytest.mark.parametrize("side", ["document_id", "other_document_id", "other_measure_id"])
def test_a_document_withdrawn_takes_its_findings_along(side: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse, **({"document_id": "e"} | {side: "m" if side == "other_measure_id" else "d"}))
    append(warehouse, "measures", table("measures", [{"measure_id": "m", "document_id": "d"}]))
    batch = decide(warehouse, [Decision("document_withdraw", document_id="d", reason="作废")], "甲", NOON)
    assert state(warehouse) == "closed"
    undo(warehouse, batch, "甲", NOON)
    assert state(warehouse) == "open"


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("its own", {}),
        ("on the other side", {"document_id": "e", "other_document_id": "d"}),
        ("the measure on the other side", {"document_id": "e", "other_measure_id": "m"}),
        ("it overrides a side", {"document_id": "e", "superseded_by": "密发〔2024〕1号"}),
        ("it stands in the source", {"document_id": None, "source_id": "s"}),
    ],
)
def test_what_is_not_public_is_not_published(
    reason: str, facts: dict[str, Any], warehouse: duckdb.DuckDBPyConnection
) -> None:
    keep(warehouse, **facts)
    append(warehouse, "measures", table("measures", [{"measure_id": "m", "document_id": "d"}]))
    append(
        warehouse, "documents", table("documents", [{"document_id": "d", "number": "密发〔2024〕1号", "title": "甲"}])
    )
    append(warehouse, "occurrences", table("occurrences", [{"source_id": "s", "document_id": "d"}]))
    assert public_findings(warehouse).height == 1
    decide(warehouse, [Decision("document_private", document_id="d", reason="内部")], "甲", NOON)
    assert public_findings(warehouse).is_empty(), reason
    assert query(warehouse, "FROM public_findings").is_empty(), reason
    assert state(warehouse) == "open", "the stewards see it"


def test_how_long_each_spell_lasted(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse)
    keep(warehouse, finding_id="old", first_seen=MONDAY - timedelta(days=30))
    for event, day in (("opened", -10), ("closed", -6), ("reopened", -3), ("changed", -2)):
        happen(warehouse, event, day)
    spells = finding_durations(warehouse).sort("finding_id", "spell").select("finding_id", "spell", "days", "closed_on")
    assert spells.rows() == [
        ("f", 1, 4, MONDAY - timedelta(days=6)),
        ("f", 2, 3, None),
        ("old", 1, 30, None),
    ], "one that was kept without events counts from its first day"


def test_the_trend_has_every_run(warehouse: duckdb.DuckDBPyConnection) -> None:
    keep(warehouse)
    keep(warehouse, finding_id="g", severity="info")
    ran = [{"run_id": f"r{day}", "flow": "pipeline", "as_of": MONDAY + timedelta(days=day),
            "finished_at": datetime(2024, 9, 2 + day, 2, tzinfo=UTC).replace(tzinfo=None)} for day in (0, 1, 2, 3)]  # fmt: skip
    append(warehouse, "runs", table("runs", ran))
    happen(warehouse, "opened", 0)
    happen(warehouse, "opened", 0, finding="g")
    happen(warehouse, "closed", 2, finding="g")
    batch = decide(warehouse, [WAIVE], "甲", datetime(2024, 9, 3, 0, tzinfo=UTC))
    undo(warehouse, batch, "甲", datetime(2024, 9, 5, 0, tzinfo=UTC))
    happen(warehouse, "opened", 5, finding="f")
    trend = finding_trend(warehouse).select("run_id", "critical", "warning", "info", "waived", "opened", "closed")
    assert trend.rows()[:4] == [
        ("r0", 0, 1, 1, 0, 2, 0),
        ("r1", 0, 0, 1, 1, 0, 0),
        ("r2", 0, 0, 0, 1, 0, 1),
        ("r3", 0, 1, 0, 0, 0, 0),
    ]
    assert trend["run_id"].to_list()[4:] == ["r5"], "one that was not a whole pipeline has its row too"
