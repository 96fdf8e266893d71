"""What a load changed: append-only rows with two dates, the day it takes effect and the day it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from warehouse.tables import table

# What a unit must hear of when it changes; a step's wording is not among them.
WATCHED = ("kind", "start_on", "due_on", "rule")


def change_rows(
    old: pl.DataFrame,
    new: pl.DataFrame,
    documents: pl.DataFrame,
    as_of: date,
    run_id: str,
    decided: Mapping[str, date] | None = None,
) -> pl.DataFrame:
    """The rows of table `changes` between two states of table `deadlines`.

    A deadline first seen is `issued` with effect from its document's day of issue; what happens to it later takes effect
    on the day it is recorded: that of the decision for the documents in `decided`, which differ by nothing else, else `as_of`.
    """
    issued = dict(documents.select("document_id", "issued").iter_rows())
    before = {row["deadline_id"]: row for row in old.iter_rows(named=True)}
    rows: list[dict[str, object]] = []
    for after in new.iter_rows(named=True):
        recorded = (decided or {}).get(after["document_id"], as_of)
        for kind, field, was, now in _differences(before.get(after["deadline_id"]), after):
            effective = issued.get(after["document_id"]) or recorded if kind == "issued" else recorded
            rows.append(
                {
                    "change_id": f"{after['deadline_id']}-{run_id}-{len(rows)}",
                    "deadline_id": after["deadline_id"],
                    "measure_id": after["measure_id"],
                    "kind": kind,
                    "field": field,
                    "old_value": was,
                    "new_value": now,
                    "effective_on": effective,
                    "recorded_on": recorded,
                    "run_id": run_id,
                }
            )
    return table("changes", rows)


def _differences(before: dict[str, object] | None, after: dict[str, object]) -> list[tuple[str, str, str, str]]:
    due = _text(after["due_on"])
    if before is None:
        return [("issued", "due_on", "", due)]
    if before["withdrawn_on"] is None and after["withdrawn_on"] is not None:
        return [("withdrawn", "due_on", due, "")]
    returned = [("returned", "due_on", "", due)] if before["withdrawn_on"] and not after["withdrawn_on"] else []
    changed = [
        ("changed", field, _text(before[field]), _text(after[field]))
        for field in WATCHED
        if before[field] != after[field]
    ]
    return returned + changed


def _text(value: object) -> str:
    return "" if value is None else str(value)
