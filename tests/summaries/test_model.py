"""Every figure of a summary, counted again from the rows by other means."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries import frames
from summaries.model import build_summary
from summaries.nouns import Tally, WeeklySummary
from tests.summaries.made_up import AS_OF, LIGHTS, district, full_name

Row = dict[str, Any]
EDGES = (-30, -8, -7, -3, -1, 0, 1, 6, 7, 13, 14, 30)
"""Days from AS_OF: the ends of the weeks, and what lies just outside of them."""
NEAR = st.sampled_from(EDGES).map(lambda days: AS_OF + timedelta(days=days))
NAMES = ["财政局", "民政局", "审计局"]
UNITS = [
    {"unit_id": "e-cz", "unit_name": "财政局", "jurisdiction": "东", "feed": "a.ics", "events": 1},
    {"unit_id": "w-cz", "unit_name": "财政局", "jurisdiction": "西", "feed": "b.ics", "events": 1},
    {"unit_id": "e-mz", "unit_name": "民政局", "jurisdiction": "东", "feed": "c.ics", "events": 1},
]
NAMES_LIST = st.lists(st.sampled_from(NAMES), max_size=3)
DEADLINE = st.fixed_dictionaries(
    {
        "duty_id": st.sampled_from("abcdef"),
        "document_id": st.sampled_from(["d1", "d2"]),
        "kind": st.sampled_from(["by", "during", "recurring", "ongoing"]),
        "rule": st.sampled_from(["", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=10", "FREQ=MONTHLY;BYMONTHDAY=5"]),
        "due_on": st.none() | NEAR,
        "status": st.sampled_from(LIGHTS),
        "state": st.sampled_from(["", "未启动", "进行中", "申请办结", "已销号"]),
        "recorded_on": st.none() | NEAR,
        "lead": NAMES_LIST,
        "responsible": NAMES_LIST,
        "unit_ids": st.lists(st.sampled_from(["e-cz", "w-cz", "e-mz", "gone"]), unique=True, max_size=3),
    }
)
CHANGE = st.fixed_dictionaries(
    {
        "deadline_id": st.sampled_from("pqrs"),
        "kind": st.sampled_from(["issued", "changed", "withdrawn", "returned"]),
        "recorded_on": NEAR,
        "document_number": st.sampled_from(["东政发〔2021〕7号", ""]),
    }
)
FINDING = st.fixed_dictionaries(
    {
        "check_id": st.sampled_from(["unit_none", "unit_undefined"]),
        "severity": st.just("warning"),
        "state": st.sampled_from(["open", "confirmed", "waived", "closed"]),
        "first_seen": NEAR,
        "closed_on": st.none() | NEAR,
    }
)


def frame(rows: list[Row], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame([dict.fromkeys(schema) | row for row in rows], schema=schema)


def summary_of(deadlines: list[Row], changes: list[Row], findings: list[Row], as_of: date = AS_OF) -> WeeklySummary:
    for position, row in enumerate(deadlines):
        row["deadline_id"] = f"x{position}"
    for position, row in enumerate(findings):
        row["closed_on"] = row["closed_on"] if row["state"] == "closed" else None
        row["finding_id"] = f"f{position}"
    return build_summary(
        frame(deadlines, frames.DEADLINES),
        frame(findings, frames.FINDINGS),
        frame(changes, frames.CHANGES),
        frame(UNITS, frames.UNITS),
        frame([{"document_id": "d1"}, {"document_id": "d2"}, {"document_id": "d3"}], frames.DOCUMENTS),
        as_of,
    )


def on_record(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not (row["recorded_on"] and row["recorded_on"] > AS_OF)]


def tally(rows: list[Row]) -> Tally:
    lights = Counter(row["status"] for row in rows if row["due_on"] is not None)
    return Tally(
        total=sum(lights.values()),
        late=lights["逾期"],
        soon=lights["临期"],
        waiting=lights["待销号"],
        done=lights["已完成"],
        done_late=lights["逾期完成"],
        ahead=lights["未到期"],
    )


@given(st.lists(DEADLINE, max_size=30))
@settings(deadline=None)
def test_figures_of_deadlines(rows: list[Row]) -> None:
    summary = summary_of(rows, [], [])
    live = [row for row in on_record(rows) if row["status"] != "已取消"]
    days = [row["due_on"] for row in live if row["due_on"]]
    counted = tally(live)
    expected = {
        "late": counted.late,
        "soon": counted.soon,
        "waiting": counted.waiting,
        "done": counted.done,
        "done_late": counted.done_late,
        "due_week": sum(date(2021, 8, 30) <= day <= date(2021, 9, 5) for day in days),
        "due_ahead": sum(date(2021, 9, 6) <= day <= date(2021, 9, 19) for day in days),
        "duties": len({row["duty_id"] for row in live}),
        "dated": len(days),
        "reported": sum(row["due_on"] is not None and row["state"] not in ("", "未启动") for row in live),
        "undated": len(live) - len(days),
        "cancelled": len(on_record(rows)) - len(live),
        "documents": 3,
        "findings": 0,
        "new": 0,
        "changed": 0,
    }
    assert {figure.id: figure.value for figure in summary.figures} == expected
    assert len(summary.late) == expected["late"]
    assert len(summary.soon) == expected["soon"]
    assert len(summary.due_week) == expected["due_week"]
    assert sum(map(len, summary.due_ahead)) == expected["due_ahead"]
    assert sum(len(group.lines) for group in summary.undated) == expected["undated"]
    assert all(line.days == (line.due_on - AS_OF).days for line in summary.late if line.due_on)
    assert [line.days for line in summary.late] == sorted(line.days or 0 for line in summary.late)


@given(st.lists(DEADLINE, max_size=30))
@settings(deadline=None)
def test_tables_by_unit_and_document(rows: list[Row]) -> None:
    summary = summary_of(rows, [], [])
    live = [row for row in on_record(rows) if row["status"] != "已取消"]
    registered = {row["unit_id"]: row["unit_name"] for row in UNITS}
    held: dict[str, dict[str, list[Row]]] = {}
    for row in live:
        for role in ("lead", "responsible"):
            for name in set(row[role]):
                own = [unit for unit in row["unit_ids"] if registered.get(unit) == name] or [f"name:{name}"]
                for unit in own:
                    held.setdefault(unit, {"lead": [], "responsible": []})[role].append(row)
    assert {unit.unit_id for unit in summary.units} == set(held)
    for unit in summary.units:
        assert unit.lead == tally(held[unit.unit_id]["lead"])
        assert unit.responsible == tally(held[unit.unit_id]["responsible"])
        both = held[unit.unit_id]["lead"] + held[unit.unit_id]["responsible"]
        assert unit.undated == len({row["deadline_id"] for row in both if row["due_on"] is None})
    assert [row.document_id for row in summary.documents] == ["d1", "d2", "d3"]
    for document in summary.documents:
        own = [row for row in live if row["document_id"] == document.document_id]
        assert document.tally == tally(own)
        assert document.undated == sum(row["due_on"] is None for row in own)


@given(st.lists(CHANGE, max_size=20))
@settings(deadline=None)
def test_changes_by_day_of_record(rows: list[Row]) -> None:
    summary = summary_of([], rows, [])
    for span, first, last in (
        (summary.changes, date(2021, 8, 30), date(2021, 9, 5)),
        (summary.changes_since, date(2021, 9, 6), AS_OF),
    ):
        within = [row for row in rows if first <= row["recorded_on"] <= last]
        assert span.new == len({row["deadline_id"] for row in within if row["kind"] == "issued"})
        assert span.changed == len({row["deadline_id"] for row in within if row["kind"] != "issued"})
        assert len(span.lines) == sum(row["kind"] != "issued" for row in within)
    assert summary.figure("new").value == summary.changes.new
    assert summary.figure("changed").value == summary.changes.changed


@given(st.lists(FINDING, max_size=20))
@settings(deadline=None)
def test_findings_as_they_stood(rows: list[Row]) -> None:
    summary = summary_of([], [], rows)
    seen = [row for row in rows if row["first_seen"] <= AS_OF]
    reopened = [row for row in seen if row["state"] == "closed" and row["closed_on"] and row["closed_on"] > AS_OF]
    open_now = [row for row in seen if row["state"] == "open"] + reopened
    assert summary.figure("findings").value == len(open_now)
    assert sum(check.open for check in summary.checks) == len(open_now)
    assert sum(check.confirmed for check in summary.checks) == sum(row["state"] == "confirmed" for row in seen)
    week = (date(2021, 8, 30), date(2021, 9, 5))
    assert sum(check.opened for check in summary.checks) == sum(week[0] <= row["first_seen"] <= week[1] for row in seen)
    closed = [row for row in seen if row["closed_on"] and week[0] <= row["closed_on"] <= week[1]]
    assert sum(check.closed for check in summary.checks) == len(closed)


def test_what_is_empty_is_zero_everywhere() -> None:
    nothing = pl.DataFrame()
    summary = build_summary(nothing, nothing, nothing, nothing, nothing, AS_OF)
    assert {figure.value for figure in summary.figures} == {0}


def test_order_of_the_rows_says_nothing() -> None:
    made = district()
    turned = [item.reverse() for item in (made.deadlines, made.findings, made.changes, made.units, made.documents)]
    straight = build_summary(made.deadlines, made.findings, made.changes, made.units, made.documents, AS_OF)
    assert build_summary(*turned, AS_OF) == straight


def test_every_figure_says_what_it_counts() -> None:
    made = district()
    summary = build_summary(made.deadlines, made.findings, made.changes, made.units, made.documents, AS_OF)
    assert all(figure.definition.endswith("。") and "{" not in figure.definition for figure in summary.figures)
    assert "2021年8月30日至9月5日" in summary.figure("due_week").definition
    assert full_name(0) in {unit.unit_name for unit in summary.units}


def test_lights_of_wednesday_in_the_periods_of_monday() -> None:
    made = district()
    given_frames = (made.deadlines, made.findings, made.changes, made.units, made.documents)
    monday, wednesday = build_summary(*given_frames, AS_OF), build_summary(*given_frames, AS_OF + timedelta(days=2))
    assert monday.horizon == wednesday.horizon
    assert [line.deadline_id for line in monday.due_week] == [line.deadline_id for line in wednesday.due_week]
    assert wednesday.late[0].days == (monday.late[0].days or 0) - 2
