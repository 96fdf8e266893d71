"""What people decided about links: pairs that they joined or parted, whatever the texts say."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import polars as pl

from warehouse.decisions import details

MADE = 100.0  # what a person says is sure
Pair = tuple[str, str]


def parted(decisions: pl.DataFrame) -> set[Pair]:
    """The pairs of measures that people parted and did not join again, each in both directions."""
    return {
        turn for pair, row in _latest(decisions).items() if row["kind"] == "link_part" for turn in (pair, pair[::-1])
    }


def made(decisions: pl.DataFrame, measures: Container[str]) -> pl.DataFrame:
    """The links that people made and did not part again, between `measures` that stand: columns of table `links`."""
    rows = [
        (
            row["measure_id"],
            details(row)["other_measure_id"],
            details(row)["relation"],
            MADE,
            f"人工建立（{row['decided_by']}）" + (f"：{row['reason']}" if row["reason"] else ""),
        )
        for pair, row in _latest(decisions).items()
        if row["kind"] == "link_make" and pair[0] in measures and pair[1] in measures
    ]
    schema = dict.fromkeys(("measure_id", "other_measure_id", "relation"), pl.String)
    return pl.DataFrame(rows, schema=schema | {"score": pl.Float64, "reason": pl.String}, orient="row")


def _latest(decisions: pl.DataFrame) -> dict[Pair, dict[str, Any]]:
    """The last decision about each pair, whichever way round it names it; `decisions` oldest first."""
    found: dict[Pair, dict[str, Any]] = {}
    for row in decisions.iter_rows(named=True):
        one, two = row["measure_id"], details(row)["other_measure_id"]
        found[min(one, two), max(one, two)] = row
    return found
