"""Findings counted for a summary, and set in the order of the stewards' list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from summaries.nouns import CheckRow
from summaries.wording import known

if TYPE_CHECKING:
    from datetime import date

    from summaries.week import Week


def seen_by(findings: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The findings as they stood on `as_of`: later ones left out, those closed since then open again.

    Sorted by severity, check, document and line, with `rank` the place of the severity (0 is the gravest).
    """
    severities = known("severity")
    there = findings.filter(pl.col("first_seen").is_null() | (pl.col("first_seen") <= as_of))
    closed_later = (pl.col("state") == "closed") & (pl.col("closed_on") > as_of)
    standing = there.with_columns(
        pl.when(closed_later).then(pl.lit("open")).otherwise("state").alias("state"),
        pl.when(closed_later).then(None).otherwise("closed_on").alias("closed_on"),
        pl.col("severity").replace_strict(
            severities, range(len(severities)), default=len(severities), return_dtype=pl.Int64
        ).alias("rank"),
    )  # fmt: skip
    order = ["rank", "check_title", "check_id", "document_number", "line", "finding_id"]
    return standing.sort(order, nulls_last=True, maintain_order=True)


def by_check(findings: pl.DataFrame, week: Week) -> tuple[CheckRow, ...]:
    """One row a check that has anything open or confirmed, or opened or closed anything in `week`; gravest first.

    `findings` as `seen_by` gives them.
    """
    counts = findings.group_by("rank", "severity", "check_id", "check_title", maintain_order=True).agg(
        (pl.col("state") == "open").sum().alias("open"),
        (pl.col("state") == "confirmed").sum().alias("confirmed"),
        pl.col("first_seen").is_between(week.start, week.end).sum().alias("opened"),
        ((pl.col("state") == "closed") & pl.col("closed_on").is_between(week.start, week.end)).sum().alias("closed"),
    )
    alive = counts.filter(pl.sum_horizontal("open", "confirmed", "opened", "closed") > 0)
    return tuple(CheckRow(**row) for row in alive.drop("rank").iter_rows(named=True))
