"""What was recorded in a span of days: new deadlines, and changes of known ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from summaries.dates import readable
from summaries.nouns import ChangeLine, Changes, IssuedGroup
from summaries.wording import word

if TYPE_CHECKING:
    from datetime import date

ISSUED = "issued"


def changes_between(changes: pl.DataFrame, first: date, last: date) -> Changes:
    """What was recorded from `first` to `last`, both days included.

    The day of record decides, not the day of effect: nothing that came in late falls between two summaries. New
    deadlines are grouped by document; a deadline that changed twice is two lines and counts once.
    """
    recorded = changes.filter(pl.col("recorded_on").is_between(first, last))
    issued = recorded.filter(pl.col("kind") == ISSUED)
    others = recorded.filter(pl.col("kind") != ISSUED)
    return Changes(
        new=issued["deadline_id"].n_unique(),
        changed=others["deadline_id"].n_unique(),
        issued=_issued(issued),
        lines=_lines(others),
    )


def _issued(issued: pl.DataFrame) -> tuple[IssuedGroup, ...]:
    groups = issued.group_by("document_number").agg(
        pl.col("deadline_id").n_unique().alias("deadlines"),
        pl.col("effective_on").min(),
        pl.col("recorded_on").max(),
    )
    ordered = groups.sort("effective_on", "document_number", nulls_last=True)
    return tuple(IssuedGroup(**row) for row in ordered.iter_rows(named=True))


def _lines(others: pl.DataFrame) -> tuple[ChangeLine, ...]:
    ordered = others.sort("recorded_on", "document_number", "title", "deadline_id", "change_id")
    return tuple(
        ChangeLine(
            kind=word("change", row["kind"]),
            title=row["title"],
            document_number=row["document_number"],
            field=word("field", row["field"], unknown="其他内容") if row["field"] else "",
            old=readable(row["old_value"]),
            new=readable(row["new_value"]),
            effective_on=row["effective_on"],
            recorded_on=row["recorded_on"],
        )
        for row in ordered.iter_rows(named=True)
    )
