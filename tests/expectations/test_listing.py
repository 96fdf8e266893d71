"""A finding is listed with the passages on both sides, each with its source, its place and the words at fault."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.checks import views
from expectations.findings import age
from expectations.listing import Filter, FilterError, chosen, titled, to_json_line
from expectations.validation import validate
from summaries.findings_page import render_findings
from tests.warehouse.conftest import MONDAY, plan, source
from warehouse.checking import check_frames, known_findings, store_findings
from warehouse.connection import frame, open_warehouse
from warehouse.linking import link_measures
from warehouse.loading import SourceReading, Stamp, load
from warehouse.resolving import resolve_mentions

CANTEENS = "改造社区食堂。{day}前，完成十二处社区食堂改造，统一设备和标识。（牵头单位：区民政局；责任单位：区财政局）"
SUPERIOR = source("上级.txt", plan("清查现状。5月底前，查清现状。（牵头单位：区民政局）", CANTEENS.format(day="9月底")))
OWN = source(
    "落实.txt",
    plan(
        CANTEENS.format(day="11月底"),
        number="东民发〔2024〕9号",
        title="社区食堂落实方案",
        basis="为贯彻落实《社区食堂建设方案》（东政办发〔2024〕31号），",
    ),
)
COPY = source("副本.txt", plan(CANTEENS.format(day="10月底")))


def listed(folder: Path, *sources: SourceReading) -> tuple[dict[str, dict[str, Any]], str]:
    """The findings of a first run by check, and the stewards' page of them."""
    with open_warehouse(folder, MONDAY) as connection:
        load(connection, sources, [each.path for each in sources], (), Stamp("reader", MONDAY, "run"))
        resolve_mentions(connection, ())
        link_measures(connection)
        failures = validate(check_frames(connection, views()))
        store_findings(connection, age(known_findings(connection), failures, MONDAY))
        shown = frame(connection, "findings_shown")
    lines = [json.loads(to_json_line(row)) for row in shown.iter_rows(named=True)]
    return {line["check"]: line for line in lines}, render_findings(titled(shown), date(2024, 9, 2))


KEYS = "finding_id check severity state source line doc ch no surface unit other message first_seen last_seen".split()


def test_the_keys_come_in_their_order(tmp_path: Path) -> None:
    findings, _ = listed(tmp_path, SUPERIOR, OWN)
    later = findings["deadline_later_than_superior"]
    assert list(later)[: len(KEYS)] == KEYS
    assert list(later["other"])[:4] == ["doc", "ch", "no", "line"]


ROWS = pl.DataFrame(
    [
        ("a", "unit_none", "warning", "open", "东政办发〔2024〕31号", "社区食堂建设方案"),
        ("b", "unit_none", "warning", "closed", "东政办发〔2024〕31号", "社区食堂建设方案"),
        ("c", "unit_undefined", "warning", "waived", "", "绿道方案（试行）"),
        ("d", "deadline_identity", "critical", "confirmed", None, None),
    ],
    schema=["finding_id", "check_id", "severity", "state", "document_number", "document_title"],
    orient="row",
)


@pytest.mark.parametrize(
    ("by", "found"),
    [
        (Filter(), "acd"),
        (Filter(states=["全部"]), "abcd"),
        (Filter(states=["closed", "不予处理"]), "bc"),
        (Filter(severities=["严重"]), "d"),
        (Filter(checks=["unit_none"], states=["all"]), "ab"),
        (Filter(document="31号"), "a"),
        (Filter(document="（试行）"), "c"),
    ],
)
def test_a_filter(by: Filter, found: str) -> None:
    assert "".join(chosen(ROWS, by)["finding_id"]) == found


@pytest.mark.parametrize(
    ("by", "word"),
    [
        (Filter(states=["新"]), "待处理（open）"),
        (Filter(severities=["高"]), "严重"),
        (Filter(checks=["x"]), "unit_none"),
    ],
)
def test_a_filter_that_cannot_be_meant(by: Filter, word: str) -> None:
    with pytest.raises(FilterError, match=word):
        chosen(ROWS, by)


def test_both_passages_of_a_later_deadline(tmp_path: Path) -> None:
    findings, page = listed(tmp_path, SUPERIOR, OWN)
    later = findings["deadline_later_than_superior"]
    assert (later["source"], later["surface"]) == ("落实.txt", "11月底前")
    assert later["passage"].startswith("改造社区食堂。11月底前")
    other = later["other"]
    assert (other["source"], other["doc"], other["no"], other["surface"]) == (
        "上级.txt",
        "东政办发〔2024〕31号",
        "2",
        "9月底前",
    )
    assert other["passage"].startswith("改造社区食堂。9月底前")
    assert other["line"] > later["line"], "the superior's second measure"
    assert "<mark>11月底前</mark>" in page
    assert "<mark>9月底前</mark>" in page
    assert "上级.txt第" in page


def test_the_other_source_of_a_document_that_differs(tmp_path: Path) -> None:
    findings, page = listed(tmp_path, SUPERIOR, COPY)
    changed = findings["document_changed"]
    assert {changed["source"], changed["other"]["source"]} == {"上级.txt", "副本.txt"}
    assert changed["other"]["doc"] == changed["doc"] == "东政办发〔2024〕31号"
    assert changed["other"]["line"] == changed["line"]
    assert "上级.txt第" in page
    assert "副本.txt第" in page


@pytest.mark.parametrize("check", ["unit_undefined", "deadline_past_at_issue"])
def test_a_finding_that_concerns_one_passage_has_no_other(check: str, tmp_path: Path) -> None:
    alone = source("甲.txt", plan("清查现状。3月底前，查清现状。（牵头单位：区太空局）"))
    findings, _ = listed(tmp_path, alone)
    assert findings[check]["other"] is None
