"""One unit's part in one deadline: a row of the frame that the warehouse hands over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

import polars as pl

from calendars.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ENTRY_COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("unit_id", "unit_name", "jurisdiction", "owner"), pl.String()),
    **dict.fromkeys(("deadline_id", "duty_id", "measure_id", "role", "kind"), pl.String()),
    **dict.fromkeys(("start_on", "due_on"), pl.Date()),
    **dict.fromkeys(("rule", "surface", "step", "chapter", "number", "title", "text"), pl.String()),
    **dict.fromkeys(("document_id", "document_number", "document_title"), pl.String()),
    **dict.fromkeys(("issued", "programme_end"), pl.Date()),
    "source_name": pl.String(),
    "line": pl.Int64(),
    "units": pl.List(pl.Struct({"name": pl.String, "role": pl.String})),
    **dict.fromkeys(("state", "status"), pl.String()),
    "notes": pl.List(pl.String),
    "conflict_due_on": pl.Date(),
    "conflict_document": pl.String(),
    **dict.fromkeys(("recorded_on", "changed_on", "cancelled_on"), pl.Date()),
    "public": pl.Boolean(),
}
UNIT_COLUMNS: dict[str, pl.DataType] = dict.fromkeys(("unit_id", "unit_name", "jurisdiction"), pl.String())
PUBLISHED_COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("feed", "uid", "deadline_id", "unit_id"), pl.String()),
    "sequence": pl.Int64(),
    "state_sha256": pl.String(),
    "published_on": pl.Date(),
}


class NamedUnit(TypedDict):
    """A unit that the measure names, and its role there."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row (unit × deadline), its fields in the order of ENTRY_COLUMNS; text that the frame leaves null is "".

    `owner` is `unit`, or `unowned` in the feed for what no unit was found for. `kind` is by, during, recurring or
    ongoing; `rule` an RFC 5545 RRULE value. `status` is what the day makes of `state`, computed by the warehouse.
    `recorded_on` and `changed_on` are the days of the first and the last recorded change, `cancelled_on` the day from
    which a withdrawal holds. A conflict of dates that is open names the other day and the other document. One that is not
    `public` was shown once and is so no more: its words are blank, and it is only taken back.
    """

    unit_id: str
    unit_name: str
    jurisdiction: str
    owner: str
    deadline_id: str
    duty_id: str
    measure_id: str
    role: str
    kind: str
    start_on: date | None
    due_on: date | None
    rule: str
    surface: str
    step: str
    chapter: str
    number: str
    title: str
    text: str
    document_id: str
    document_number: str
    document_title: str
    issued: date | None
    programme_end: date | None
    source_name: str
    line: int
    units: list[NamedUnit]
    state: str
    status: str
    notes: list[str]
    conflict_due_on: date | None
    conflict_document: str
    recorded_on: date
    changed_on: date
    cancelled_on: date | None
    public: bool


def fit(frame: pl.DataFrame, columns: dict[str, pl.DataType], name: str) -> pl.DataFrame:
    """`frame` with exactly `columns`, in their types, null text as "". Raises FrameError."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise FrameError(f"{name} 缺少列：{'、'.join(missing)}")
    try:
        return frame.select(pl.col(column).cast(kind) for column, kind in columns.items()).with_columns(
            pl.col(pl.String).fill_null("")
        )
    except pl.exceptions.PolarsError as error:
        raise FrameError(f"{name} 的列类型不符：{error}") from error


def fit_entries(entries: pl.DataFrame) -> pl.DataFrame:
    """The frame of entries, in the order of units' and deadlines' ids whatever the order of its rows.

    Raises FrameError where a column is missing, a unit has a deadline twice, or a row lacks the day it was recorded.
    """
    frame = fit(entries, ENTRY_COLUMNS, "entries").with_columns(
        pl.col("units").fill_null([]),
        pl.col("notes").fill_null([]),
        pl.col("line").fill_null(0),
        pl.col("changed_on").fill_null(pl.col("recorded_on")),
    )
    refuse_unkeyed(frame)
    return frame.sort("unit_id", "deadline_id")


def by_unit(fitted: pl.DataFrame) -> Iterator[tuple[str, list[Entry]]]:
    """Each unit's entries, from a frame that was fit."""
    for unit_id, group in groupby(fitted.iter_rows(), key=lambda row: str(row[0])):
        yield unit_id, [Entry(*row) for row in group]


def moved_entries(fitted: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """Deadlines that a unit was shown and other units now have, as that unit's entries, in the words of the others'.

    `fitted` as fit_entries gives it, `published` in PUBLISHED_COLUMNS; a frame fit like the first.
    """
    keys = ["unit_id", "deadline_id"]
    gone = published.select(keys).unique().join(fitted.select(keys), on=keys, how="anti")
    donors = fitted.unique("deadline_id", keep="first", maintain_order=True).drop("unit_id")
    return gone.join(donors, on="deadline_id", how="inner").select(fitted.columns).sort(keys)


def refuse_unkeyed(frame: pl.DataFrame) -> None:
    """Raise FrameError where (unit_id, deadline_id) does not name one row, or recorded_on is missing."""
    twice = frame.filter(pl.struct("unit_id", "deadline_id").is_duplicated())
    if twice.height:
        unit, deadline = twice.select("unit_id", "deadline_id").row(0)
        raise FrameError(f"entries 中单位 {unit} 的时限 {deadline} 出现多次")
    if frame["recorded_on"].null_count():
        raise FrameError("entries 的 recorded_on 不能为空")
