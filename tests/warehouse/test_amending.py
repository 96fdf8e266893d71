"""Mends take effect in the next load, survive every reload, keep identities, and can be seen before and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.conftest import LOCAL, plan, source
from warehouse.amending import amendments, passage_of, preview
from warehouse.connection import query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision
from warehouse.loading import Loaded, Stamp, load

CANTEENS = (
    "改造社区食堂。9月底前，完成十二处社区食堂改造；10月底前，公布食堂价目。（牵头单位：区民政局；责任单位：区财政局）"
)
ELDERLY = "开展助餐配送。为行动不便的老人配送到家，在入冬前办妥。（牵头单位：区民政局）"
PLAN = plan(CANTEENS, ELDERLY)
NEXT, LAST = date(2024, 9, 9), date(2024, 9, 16)
WEDNESDAY = datetime(2024, 9, 4, 1, 0, tzinfo=UTC)

Load = Callable[..., Loaded]


def mend(warehouse: duckdb.DuckDBPyConnection, kind: str, words: str, text: str = PLAN, **said: Any) -> Decision:
    """The mend of marked words of the only document."""
    at = text.index(words)
    said = {name: str(value) for name, value in said.items()}
    details = {"start_on": "", "due_on": "", "rule": "", "number": "", **said}
    details["passage"] = passage_of(text, at, at + len(words))
    document = query(warehouse, "SELECT document_id FROM documents").item()
    return Decision(kind, document_id=document, details=details, reason="原文有误")


def dates(warehouse: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, date | None]]:
    rows = query(warehouse, "SELECT surface, deadline_id, due_on FROM live_deadlines ORDER BY position").rows()
    return {surface: (identity, due) for surface, identity, due in rows}


def measures(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(query(warehouse, "SELECT title, measure_id FROM live_measures ORDER BY position").rows())


def problems(warehouse: duckdb.DuckDBPyConnection) -> list[str]:
    sql = "SELECT detail FROM problems WHERE kind = 'mend_not_applied'"
    return query(warehouse, sql)["detail"].to_list()


def test_a_date_is_corrected_kept_through_edits_and_taken_back(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("甲.txt", PLAN))
    first = dates(warehouse)
    batch = decide(warehouse, [mend(warehouse, "deadline_date", "9月底前", due_on="2024-11-15")], "甲", WEDNESDAY)
    assert query(warehouse, "SELECT reader FROM sources").item() == "", "the next run reads the source again"
    take_in(source("甲.txt", PLAN), as_of=NEXT, run_id="second")
    mended = dates(warehouse)
    assert mended == first | {"9月底前": (first["9月底前"][0], date(2024, 11, 15))}
    edited = PLAN.replace("十二处", "十四处").replace("为行动不便的老人", "为高龄老人")
    take_in(source("甲.txt", edited), as_of=NEXT, run_id="third")
    assert dates(warehouse) == mended
    assert problems(warehouse) == []
    undo(warehouse, batch, "乙", datetime(2024, 9, 11, tzinfo=UTC))
    take_in(source("甲.txt", edited), as_of=LAST, run_id="fourth")
    assert dates(warehouse) == first
    rows = query(
        warehouse,
        "SELECT kind, old_value, new_value, effective_on, recorded_on FROM changes WHERE kind <> 'issued' ORDER BY recorded_on",
    ).rows()
    assert rows == [
        ("changed", "2024-09-30", "2024-11-15", date(2024, 9, 4), date(2024, 9, 4)),
        ("changed", "2024-11-15", "2024-09-30", date(2024, 9, 11), date(2024, 9, 11)),
    ]


def test_a_change_of_the_source_itself_is_recorded_on_the_day_of_the_run(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("甲.txt", PLAN))
    decide(warehouse, [mend(warehouse, "deadline_strike", "9月底前")], "甲", WEDNESDAY)
    take_in(source("甲.txt", PLAN.replace("10月底前", "11月底前")), as_of=NEXT, run_id="second")
    days = query(warehouse, "SELECT DISTINCT recorded_on FROM changes WHERE kind <> 'issued'")["recorded_on"].to_list()
    assert days == [NEXT]


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("deadline_date", "9月底前", {"rule": "FREQ=MONTHLY;BYMONTHDAY=5"}),
        ("deadline_add", "在入冬前", {"due_on": "2024-11-07"}),
        ("deadline_strike", "9月底前", {}),
        ("mention_role", "区财政局", {"role": "cooperating"}),
        ("mention_add", "为行动不便的老人配送到家", {"surface": "区残联", "role": "cooperating"}),
        ("mention_strike", "区财政局", {}),
        ("measure_add", "10月底前，公布食堂价目。", {}),
        ("measure_split", "10月底前，公布食堂价目", {}),
        ("measure_merge", "开展助餐配送", {}),
        ("measure_strike", "改造社区食堂", {}),
    ],
)
def test_each_kind_is_shown_made_kept_and_taken_back_with_every_id(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load, kind: str, words: str, said: dict[str, str]
) -> None:
    take_in(source("甲.txt", PLAN))
    before = rows_of(warehouse)
    decision = mend(warehouse, kind, words, **said)
    shown = preview(warehouse, [decision])
    assert shown.problems == ()
    assert shown.before != shown.after
    assert rows_of(warehouse) == before, "a preview writes nothing"
    batch = decide(warehouse, [decision], "甲", WEDNESDAY)
    take_in(source("甲.txt", PLAN), as_of=NEXT, run_id="second")
    mended = rows_of(warehouse)
    assert mended != before
    titles = {measure.title for measure in shown.after}
    assert titles <= set(measures(warehouse))
    given = set(query(warehouse, "SELECT deadline_id FROM changes WHERE kind = 'issued'")["deadline_id"])
    kept = {row[1] for row in mended["deadlines"]} & {row[1] for row in before["deadlines"]}
    lost = 1 if kind == "deadline_strike" else 2 if kind == "measure_strike" else 0
    assert len(kept) == len(before["deadlines"]) - lost, "what still stands keeps its identity"
    take_in(source("甲.txt", PLAN.replace("十二处", "十四处")), as_of=NEXT, run_id="third")
    assert problems(warehouse) == []
    undo(warehouse, batch, "甲", WEDNESDAY)
    take_in(source("甲.txt", PLAN), as_of=LAST, run_id="fourth")
    assert rows_of(warehouse) == before
    assert given == set(query(warehouse, "SELECT deadline_id FROM changes WHERE kind = 'issued'")["deadline_id"])


def rows_of(warehouse: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """What stands, with every id."""
    statements = {
        "measures": "SELECT measure_id, chapter, number, title, text FROM live_measures ORDER BY position",
        "deadlines": "SELECT measure_id, deadline_id, surface, kind, due_on, rule, step FROM live_deadlines ORDER BY 1, start_char",
        "mentions": "SELECT measure_id, surface, role FROM mentions SEMI JOIN live_measures USING (measure_id) ORDER BY 1, 2, 3",
    }  # fmt: skip
    return {name: query(warehouse, sql).rows() for name, sql in statements.items()}


def test_a_mend_that_finds_its_passage_no_more_is_a_problem(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("甲.txt", PLAN))
    decide(warehouse, [mend(warehouse, "deadline_date", "9月底前", due_on="2024-11-15")], "甲", WEDNESDAY)
    corrected = plan(CANTEENS.replace("9月底前", "8月底前"), ELDERLY)
    take_in(source("甲.txt", corrected), as_of=NEXT, run_id="second")
    (detail,) = problems(warehouse)
    assert "“更正时限”没有生效：文件里已经找不到这段话" in detail
    assert dates(warehouse)["8月底前"][1] == date(2024, 8, 31)
    take_in(source("甲.txt", PLAN), as_of=LAST, run_id="third")
    assert problems(warehouse) == [], "the words are there again, and the mend with them"
    assert dates(warehouse)["9月底前"][1] == date(2024, 11, 15)


def test_decisions_taken_together_are_applied_in_their_order(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("甲.txt", PLAN))
    days = [f"2024-11-{day:02}" for day in range(1, 25)]
    decisions = [mend(warehouse, "deadline_date", "9月底前", due_on=day) for day in days]
    decide(warehouse, decisions, "甲", WEDNESDAY)
    ((_, held),) = amendments(warehouse).items()
    assert [amendment.values["due_on"] for amendment in held] == days


def test_a_preview_stands_on_what_was_decided_and_not_yet_loaded(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    take_in(source("甲.txt", PLAN))
    decide(warehouse, [mend(warehouse, "deadline_date", "9月底前", due_on="2024-11-15")], "甲", WEDNESDAY)
    shown = preview(warehouse, [mend(warehouse, "deadline_date", "9月底前", due_on="2024-11-16")])
    days = [[str(measure.deadlines[0].end) for measure in side] for side in (shown.before, shown.after)]
    assert days == [["2024-11-15"], ["2024-11-16"]]
    lost = preview(warehouse, [Decision("measure_strike", document_id="no such document", details={"passage": {}})])
    assert lost.lost == ("no such document",)
    nothing = Decision("deadline_strike", document_id=shown.documents[0].document_id, details={"passage": "no quote"})
    assert "已经找不到" in preview(warehouse, [nothing]).problems[0].detail


def test_details_of_any_shape_stop_no_load(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", PLAN))
    document = query(warehouse, "SELECT document_id FROM documents").item()
    broken = [
        {"passage": None, "start_on": 1, "due_on": [], "rule": {}},
        {"passage": {"exact": ["9月底前"]}, "start_on": None, "due_on": True, "rule": None},
        {"passage": {"exact": "9月底前", "prefix": 7}, "start_on": "", "due_on": "2024", "rule": ""},
    ]
    decide(warehouse, [Decision("deadline_date", document_id=document, details=one) for one in broken], "甲", WEDNESDAY)
    take_in(source("甲.txt", PLAN), as_of=NEXT, run_id="second")
    assert len(problems(warehouse)) == len(broken)


def test_what_vanished_and_is_read_again_takes_nothing_over(
    warehouse: duckdb.DuckDBPyConnection, take_in: Load
) -> None:
    """Both files are gone; the corrected one held the document, and still does when both are read from what was kept."""
    old, new = source("方案.txt", PLAN), source("方案修订.txt", PLAN.replace("9月底前", "11月底前"))
    take_in(old)
    take_in(new, as_of=NEXT, run_id="second")
    decide(warehouse, [mend(warehouse, "deadline_strike", "10月底前")], "甲", WEDNESDAY)
    load(warehouse, [new, old], [], LOCAL, Stamp("reader", LAST, "third"))
    assert {surface: due for surface, (_, due) in dates(warehouse).items()} == {"11月底前": date(2024, 11, 30)}


def test_the_text_of_each_source_is_kept(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(source("甲.txt", PLAN))
    sql = "SELECT t.text[m.start_char + 1 : m.end_char] FROM texts t, live_measures m ORDER BY m.position"
    texts = [words for (words,) in query(warehouse, sql).rows()]
    assert texts == [f"1. {CANTEENS}", f"2. {ELDERLY}"]
