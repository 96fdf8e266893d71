"""Choosing deadlines for a summary, and making lines of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from summaries.nouns import Line, UndatedGroup
from summaries.wording import undated_sorts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from summaries.week import Week

CANCELLED = "已取消"
ORDER = ["due_on", "document_number", "document_id", "line", "deadline_id"]


def recorded_by(deadlines: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The deadlines that were on record on `as_of`, in the order of every list: due day, document, place in it.

    A row without a day of record is taken to have been there always.
    """
    there = deadlines.filter(pl.col("recorded_on").is_null() | (pl.col("recorded_on") <= as_of))
    return there.sort(ORDER, nulls_last=True, maintain_order=True)


def standing(deadlines: pl.DataFrame) -> pl.DataFrame:
    """The deadlines that were not called off; all figures but `cancelled` count among these."""
    return deadlines.filter(pl.col("status") != CANCELLED)


def dated(deadlines: pl.DataFrame) -> pl.DataFrame:
    """The deadlines that have a due day."""
    return deadlines.filter(pl.col("due_on").is_not_null())


def due_in(deadlines: pl.DataFrame, week: Week) -> pl.DataFrame:
    """The deadlines that fall due in `week`."""
    return deadlines.filter(pl.col("due_on").is_between(week.start, week.end))


def of_status(deadlines: pl.DataFrame, status: str) -> pl.DataFrame:
    """The deadlines whose light shows `status`."""
    return deadlines.filter(pl.col("status") == status)


def lines(deadlines: pl.DataFrame, as_of: date) -> tuple[Line, ...]:
    """The deadlines as lines, in the order of the frame."""
    return tuple(_line(row, as_of) for row in deadlines.iter_rows(named=True))


def undated_groups(deadlines: pl.DataFrame, as_of: date) -> tuple[UndatedGroup, ...]:
    """The deadlines without a day by sort; sorts that have none are left out."""
    taken: dict[str, list[Line]] = {sort.id: [] for sort in undated_sorts()}
    for row in deadlines.filter(pl.col("due_on").is_null()).iter_rows(named=True):
        sort = next(sort for sort in undated_sorts() if sort.fits(row["kind"], row["rule"]))
        taken[sort.id].append(_line(row, as_of))
    return tuple(
        UndatedGroup(sort.id, sort.label, sort.definition, tuple(taken[sort.id]))
        for sort in undated_sorts()
        if taken[sort.id]
    )


def place(chapter: str, number: str) -> str:
    """Chapter and number as a reader cites them: `一、开办企业 第3项`; `（二）` keeps its brackets."""
    if not number:
        return chapter
    cited = f"第{number}项" if number.isdigit() else f"（{number}）"
    return f"{chapter} {cited}".strip()


def _line(row: Mapping[str, Any], as_of: date) -> Line:
    due: date | None = row["due_on"]
    return Line(
        deadline_id=row["deadline_id"],
        title=row["title"] or row["text"],
        step=row["step"],
        surface=row["surface"],
        start_on=row["start_on"],
        due_on=due,
        days=None if due is None else (due - as_of).days,
        status=row["status"],
        notes=tuple(row["notes"]),
        lead=tuple(row["lead"]),
        responsible=tuple(row["responsible"]),
        others=tuple(row["others"]),
        document_number=row["document_number"],
        document_title=row["document_title"],
        place=place(row["chapter"], row["number"]),
        source_name=row["source_name"],
        line=row["line"],
    )
