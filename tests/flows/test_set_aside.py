"""A document that people withdraw, or say is not public, leaves everything that is published, and comes back when undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from icalendar import Calendar

from calendars.feeds import Feed, build_feeds, published_rows, verify_no_orphan
from expectations.checks import views
from expectations.findings import age
from expectations.listing import titled
from expectations.validation import validate
from flows.summary_page import gather, rewrite_older, write_summary
from summaries.findings_page import render_findings
from summaries.index_page import render_index
from tests.warehouse.conftest import LOCAL, plan, source
from warehouse.checking import check_frames, known_findings, store_findings
from warehouse.connection import frame, open_warehouse
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision
from warehouse.keeping import public_findings
from warehouse.linking import link_measures
from warehouse.loading import Stamp, load
from warehouse.publishing import calendar_entries, feed_units, published, record_publication
from warehouse.resolving import resolve_mentions

MONDAY = date(2024, 9, 2)
NOON = datetime(2024, 9, 2, 4, 0, tzinfo=UTC)
CANTEENS = "改造社区食堂。{day}前，完成十二处社区食堂改造，统一设备和标识。（牵头单位：区民政局；责任单位：区财政局）"
SUPERIOR = source(
    "上级密件.txt", plan("清查现状。12月底前，查清现状。（牵头单位：区民政局）", CANTEENS.format(day="9月底"))
)
BASIS = "为贯彻落实《社区食堂建设方案》（东政办发〔2024〕31号），"
OWN = source(
    "落实.txt", plan(CANTEENS.format(day="11月底"), number="东民发〔2024〕9号", title="食堂落实细则", basis=BASIS)
)
SUPERIOR_WORDS = ("东政办发〔2024〕31号", "社区食堂建设方案", "上级密件", "清查现状", "查清现状")


@pytest.fixture
def warehouse(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    with open_warehouse(tmp_path, MONDAY) as connection:
        load(connection, [SUPERIOR, OWN], [SUPERIOR.path, OWN.path], LOCAL, Stamp("reader", MONDAY, "run"))
        resolve_mentions(connection, LOCAL)
        check(connection)
        publish(connection)
        yield connection


def check(connection: duckdb.DuckDBPyConnection) -> None:
    link_measures(connection)
    failures = validate(check_frames(connection, views()))
    store_findings(connection, age(known_findings(connection), failures, MONDAY))


def publish(connection: duckdb.DuckDBPyConnection) -> dict[str, Feed]:
    entries = calendar_entries(connection)
    feeds = build_feeds(entries, feed_units(connection, entries), published(connection), MONDAY)
    assert verify_no_orphan(frame(connection, "dated_deadlines")["deadline_id"], feeds) == ()
    record_publication(connection, published_rows(feeds))
    return {feed.name: feed for feed in feeds}


def superior(connection: duckdb.DuckDBPyConnection) -> str:
    return str(
        frame(connection, "document_heads").filter(pl.col("number") == "东政办发〔2024〕31号")["document_id"].item()
    )


def set_aside(connection: duckdb.DuckDBPyConnection, kind: str) -> str:
    details = {"other_document_id": "x"} if kind == "document_supersede" else {}
    decision = Decision(kind, document_id=superior(connection), details=details, reason="按规定")
    return decide(connection, [decision], "甲", NOON)


def events(feed: Feed) -> dict[str, tuple[str, str, int]]:
    found = Calendar.from_ical(feed.body).walk("VEVENT")
    return {str(e["UID"]): (str(e["STATUS"]), str(e["SUMMARY"]), int(e["SEQUENCE"])) for e in found}


def pages(connection: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """All that is published besides feeds, as one text."""
    findings = titled(public_findings(connection))
    units = frame(connection, "feed_units").with_columns(feed=pl.lit(""), events=pl.lit(0))
    index = render_index(
        frame(connection, "documents_shown"), units, MONDAY, summary="s", findings="f", open_findings=1
    )
    summary = write_summary(gather(folder, MONDAY), folder / "out", MONDAY).read_text("utf8")
    return index + summary + render_findings(findings, MONDAY)


def test_what_is_not_public_is_taken_back_without_its_words(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    before = publish(warehouse)["东湖区民政局"]
    assert "东政办发〔2024〕31号" in pages(warehouse, tmp_path)
    batch = set_aside(warehouse, "document_private")
    feeds = publish(warehouse)
    taken = events(feeds["东湖区民政局"])
    assert taken.keys() == events(before).keys(), "every event that was shown is told of"
    gone = [uid for uid, (status, _, _) in taken.items() if status == "CANCELLED"]
    assert [taken[uid][1] for uid in gone] == ["【时限】不再公开的事项"] * 2
    assert all(taken[uid][2] == events(before)[uid][2] + 1 for uid in gone), "clients take the words over"
    published_words = pages(warehouse, tmp_path) + "".join(
        Calendar.from_ical(f.body).to_ical().decode() for f in feeds.values()
    )
    own_text = BASIS + "".join(SUPERIOR_WORDS[:2])
    for word in SUPERIOR_WORDS:
        assert word not in published_words or word in own_text, word
    assert "上级密件" not in published_words
    assert frame(warehouse, "findings_shown").filter(pl.col("private")).height >= 1, "stewards still see them"
    undo(warehouse, batch, "甲", NOON)
    back = events(publish(warehouse)["东湖区民政局"])
    assert {uid: event[:2] for uid, event in back.items()} == {uid: event[:2] for uid, event in events(before).items()}


def test_what_was_never_shown_is_not_taken_back(tmp_path: Path) -> None:
    with open_warehouse(tmp_path, MONDAY) as connection:
        load(connection, [SUPERIOR], [SUPERIOR.path], LOCAL, Stamp("reader", MONDAY, "run"))
        resolve_mentions(connection, LOCAL)
        set_aside(connection, "document_private")
        assert calendar_entries(connection).is_empty()
        assert publish(connection) == {}, "no feed tells of a unit that only such a document names"


@pytest.mark.parametrize("kind", ["document_withdraw", "document_supersede"])
def test_a_document_withdrawn_takes_no_part(kind: str, warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert (
        "deadline_later_than_superior"
        in frame(warehouse, "findings_shown").filter(pl.col("state") == "open")["check_id"]
    )
    batch = set_aside(warehouse, kind)
    taken = events(publish(warehouse)["东湖区民政局"])
    assert sorted(status for status, _, _ in taken.values()) == ["CANCELLED", "CANCELLED", "CONFIRMED"]
    check(warehouse)
    shown = frame(warehouse, "findings_shown").filter(pl.col("state") == "open")
    assert superior(warehouse) not in (shown["document_id"].to_list() + shown["other_document_id"].to_list())
    assert frame(warehouse, "documents_shown")["number"].to_list() == ["东民发〔2024〕9号"]
    changes = frame(warehouse, "changes_shown").filter(pl.col("kind") == "withdrawn")
    assert changes["effective_on"].to_list() == [MONDAY] * 2
    undo(warehouse, batch, "甲", NOON)
    check(warehouse)
    assert "CANCELLED" not in {status for status, _, _ in events(publish(warehouse)["东湖区民政局"]).values()}
    assert (
        "deadline_later_than_superior"
        in frame(warehouse, "findings_shown").filter(pl.col("state") == "open")["check_id"]
    )
    assert frame(warehouse, "changes_shown")["kind"].to_list().count("returned") == 2


def test_older_summaries_are_written_again(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    day = MONDAY - timedelta(days=7)
    path = write_summary(gather(tmp_path, day), tmp_path / "out", day)
    assert rewrite_older(tmp_path, tmp_path / "out", MONDAY) == []
    decision = Decision("document_private", document_id=superior(warehouse), reason="按规定")
    decide(warehouse, [decision], "甲", datetime.now(UTC) + timedelta(seconds=1))
    assert rewrite_older(tmp_path, tmp_path / "out", MONDAY) == [path]
    assert "上级密件" not in path.read_text("utf8")
