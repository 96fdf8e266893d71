"""What a reading holds besides its documents goes into the warehouse with it, and is replaced with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import duckdb

from documents.model import Place, Span, Statement
from tests.warehouse.conftest import plan, source
from warehouse.connection import frame, query
from warehouse.loading import Loaded, SourceReading

Load = Callable[..., Loaded]
CANTEENS = "改造社区食堂。９月底前，完成十二处社区食堂改造，3个工作日内答复。（牵头单位：区民政局）"
TABLES = ("problems", "dismissed", "repairs", "places", "statements", "attachments", "forwards")


def traced() -> SourceReading:
    """A source with pages, whose document has an annex and says until when it is valid."""
    made = source("甲.txt", plan(CANTEENS))
    reading = made.reading
    assert reading
    (document,) = reading.documents
    said = Statement("valid", "有效期至2026年12月31日", None, date(2026, 12, 31), document.span)
    places = (Place(0, "第1页"), Place(reading.text.index("一、重点任务"), "第2页"))
    told = replace(document, statements=(said,), attachments=("食堂名单",))
    end = Span(document.end_line, len(reading.text), len(reading.text))
    inner = replace(told, key="1", span=end, number="东政办发〔2024〕30号", within="0", attachments=(), statements=())
    return replace(made, reading=replace(reading, documents=(told, inner), places=places))


def counts(warehouse: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {name: query(warehouse, f"FROM {name}").height for name in TABLES}


def test_evidence_is_kept_with_its_place(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(traced())
    (document_id, outer) = query(warehouse, "FROM forwards").row(0)
    assert document_id != outer
    dismissed = query(warehouse, "SELECT surface, why, document_id FROM dismissed WHERE why = 'service_limit'")
    assert dismissed.rows() == [("3个工作日内", "service_limit", outer)]
    assert query(warehouse, "SELECT kind, read FROM repairs").rows() == [("width_folded", "9")]
    assert query(warehouse, "SELECT label FROM places ORDER BY line").rows() == [("第1页",), ("第2页",)]
    assert query(warehouse, "SELECT kind, end_on FROM statements").rows() == [("valid", date(2026, 12, 31))]
    assert query(warehouse, "SELECT name FROM attachments").rows() == [("食堂名单",)]


def test_a_reload_replaces_the_evidence(warehouse: duckdb.DuckDBPyConnection, take_in: Load) -> None:
    take_in(traced())
    first = counts(warehouse)
    take_in(traced())
    assert counts(warehouse) == first
    take_in(source("甲.txt", plan("公布价目。9月底前公布。（牵头单位：区民政局）")))
    assert counts(warehouse) == dict.fromkeys(TABLES, 0) | {
        "dismissed": counts(warehouse)["dismissed"],
        "forwards": 1,  # the inner document was loaded, and no source says that it is gone
    }


def test_a_finding_names_the_page(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("INSERT INTO places VALUES ('s', 1, 0, '第1页'), ('s', 40, 900, '第2页')")
    warehouse.execute("INSERT INTO sources (source_id, path) VALUES ('s', '甲.pdf')")
    for line in (3, 44):
        warehouse.execute("INSERT INTO findings (finding_id, source_id, line) VALUES (?, 's', ?)", [str(line), line])
    assert frame(warehouse, "findings_shown").select("line", "place").rows() == [(3, "第1页"), (44, "第2页")]
