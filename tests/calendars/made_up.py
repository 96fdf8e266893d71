"""Entries of a made-up district, 示例市东湖区, in the warehouse's columns."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from calendars.entry import ENTRY_COLUMNS, PUBLISHED_COLUMNS, UNIT_COLUMNS
from calendars.feeds import Feed, build_feeds, published_rows

AS_OF = date(2021, 9, 6)
APPROVALS = "990102-xzspfwj"
FINANCE = "990102-czj"
NAMES = {
    APPROVALS: "示例市东湖区行政审批服务局",
    FINANCE: "示例市东湖区财政局",
    "990102-unowned": "示例市东湖区（无主事项）",
}
ROW: dict[str, Any] = {
    "unit_id": APPROVALS,
    "jurisdiction": "990102",
    "owner": "unit",
    "deadline_id": "d1",
    "duty_id": "",
    "measure_id": "",
    "role": "lead",
    "kind": "by",
    "start_on": None,
    "due_on": date(2021, 10, 31),
    "rule": "",
    "surface": "10月底前",
    "step": "",
    "chapter": "一、开办企业",
    "number": "1",
    "title": "推行开办企业一次办结",
    "text": "推行开办企业一次办结。10月底前，登记、刻章、申领发票一个窗口受理。",
    "document_id": "doc1",
    "document_number": "示东政发〔2021〕3号",
    "document_title": "东湖区便企利民工作方案",
    "issued": date(2021, 5, 10),
    "programme_end": None,
    "source_name": "方案.txt",
    "line": 12,
    "units": [{"name": "区行政审批服务局", "role": "lead"}, {"name": "区税务局", "role": "cooperating"}],
    "state": "未启动",
    "status": "未到期",
    "notes": [],
    "conflict_due_on": None,
    "conflict_document": None,
    "recorded_on": date(2021, 6, 1),
    "changed_on": date(2021, 6, 1),
    "cancelled_on": None,
    "public": True,
}


def entry(**facts: Any) -> dict[str, Any]:
    """A row; its measure and duty are its own unless it is told otherwise."""
    row = {**ROW, **facts}
    row["measure_id"] = row["measure_id"] or f"m-{row['deadline_id']}"
    row["duty_id"] = row["duty_id"] or f"y-{row['deadline_id']}"
    row.setdefault("unit_name", NAMES.get(row["unit_id"], row["unit_id"]))
    return row


def entries(*rows: dict[str, Any]) -> pl.DataFrame:
    """The frame of entries."""
    return pl.DataFrame(list(rows), schema=ENTRY_COLUMNS, orient="row")


def units(*ids: str) -> pl.DataFrame:
    """The frame of units."""
    rows = [{"unit_id": each, "unit_name": NAMES.get(each, each), "jurisdiction": "990102"} for each in ids]
    return pl.DataFrame(rows, schema=UNIT_COLUMNS, orient="row")


def nothing_published() -> pl.DataFrame:
    """The table of publications before the first."""
    return pl.DataFrame(schema=PUBLISHED_COLUMNS)


def feeds(*rows: dict[str, Any], published: pl.DataFrame | None = None, as_of: date = AS_OF) -> tuple[Feed, ...]:
    """The feeds of these entries."""
    return build_feeds(entries(*rows), units(), nothing_published() if published is None else published, as_of)


class Subscription:
    """A unit's calendar over a time of changes: what is published each time, and the table that remembers it."""

    def __init__(self) -> None:
        self.table = nothing_published()

    def publish(self, *rows: dict[str, Any], as_of: date = AS_OF, whose: str = APPROVALS) -> dict[str, Any]:
        """The events of one unit after this publication, by deadline_id."""
        built = build_feeds(entries(*rows), units(whose), self.table, as_of)
        self.table = pl.concat([self.table, published_rows(built)]).unique()
        return {each.deadline_id: each.event for feed in built if feed.unit_id == whose for each in feed.events}
