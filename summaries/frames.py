"""The columns that the warehouse hands to this room, and the door at which they are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from polars.datatypes import DataType

NAMES: DataType = pl.List(pl.String)

DEADLINES = pl.Schema(
    {
        "deadline_id": pl.String(),
        "duty_id": pl.String(),
        "measure_id": pl.String(),
        "document_id": pl.String(),
        "document_number": pl.String(),
        "document_title": pl.String(),
        "issuer": pl.String(),
        "jurisdiction": pl.String(),
        "jurisdiction_name": pl.String(),
        "issued": pl.Date(),
        "chapter": pl.String(),
        "number": pl.String(),
        "title": pl.String(),
        "text": pl.String(),
        "surface": pl.String(),
        "step": pl.String(),
        "kind": pl.String(),
        "start_on": pl.Date(),
        "due_on": pl.Date(),
        "rule": pl.String(),
        "source_name": pl.String(),
        "line": pl.Int64(),
        "lead": NAMES,
        "responsible": NAMES,
        "others": NAMES,
        "unit_ids": NAMES,
        "state": pl.String(),
        "status": pl.String(),
        "notes": NAMES,
        "recorded_on": pl.Date(),
        "changed_on": pl.Date(),
    }
)

FINDINGS = pl.Schema(
    {
        "finding_id": pl.String(),
        "check_id": pl.String(),
        "check_title": pl.String(),
        "severity": pl.String(),
        "state": pl.String(),
        "source_name": pl.String(),
        "document_number": pl.String(),
        "document_title": pl.String(),
        "chapter": pl.String(),
        "number": pl.String(),
        "line": pl.Int64(),
        "place": pl.String(),
        "surface": pl.String(),
        "unit_id": pl.String(),
        "unit_name": pl.String(),
        "measure_title": pl.String(),
        "measure_text": pl.String(),
        "other_document_number": pl.String(),
        "other_document_title": pl.String(),
        "other_chapter": pl.String(),
        "other_number": pl.String(),
        "other_line": pl.Int64(),
        "other_place": pl.String(),
        "other_text": pl.String(),
        "other_source_name": pl.String(),
        "other_surface": pl.String(),
        "message": pl.String(),
        "advice": pl.String(),
        "first_seen": pl.Date(),
        "last_seen": pl.Date(),
        "closed_on": pl.Date(),
    }
)

CHANGES = pl.Schema(
    {
        "change_id": pl.String(),
        "deadline_id": pl.String(),
        "kind": pl.String(),
        "field": pl.String(),
        "old_value": pl.String(),
        "new_value": pl.String(),
        "effective_on": pl.Date(),
        "recorded_on": pl.Date(),
        "title": pl.String(),
        "document_number": pl.String(),
    }
)

UNITS = pl.Schema(
    {
        "unit_id": pl.String(),
        "unit_name": pl.String(),
        "jurisdiction": pl.String(),
        "feed": pl.String(),
        "events": pl.Int64(),
    }
)

DOCUMENTS = pl.Schema(
    {
        "document_id": pl.String(),
        "number": pl.String(),
        "title": pl.String(),
        "issuer": pl.String(),
        "issued": pl.Date(),
        "source_name": pl.String(),
        "measures": pl.Int64(),
        "deadlines": pl.Int64(),
    }
)


class FrameError(ValueError):
    """A frame lacks a column, or holds one that cannot be read as the type that the room expects."""


def conform(frame: pl.DataFrame, schema: pl.Schema, name: str) -> pl.DataFrame:
    """The columns of `schema`, in its order and types, of the frame called `name`; others are left out.

    Texts and lists that are null become empty, so that no page ever shows `None`; days and numbers stay null. A frame
    without any column is an empty one. Raises FrameError with the names at fault.
    """
    if frame.width == 0:
        return schema.to_frame()
    missing = [column for column in schema if column not in frame.columns]
    if missing:
        raise FrameError(f"frame {name!r} lacks the columns {', '.join(missing)}")
    try:
        taken = frame.select(pl.col(column).cast(kind) for column, kind in schema.items())
    except pl.exceptions.PolarsError as error:
        raise FrameError(f"frame {name!r} has a column of the wrong type: {error}") from error
    empty_list = pl.lit([], dtype=NAMES)
    return taken.with_columns(
        pl.col(pl.String).fill_null(""),
        *(pl.col(column).fill_null(empty_list) for column, kind in schema.items() if kind == NAMES),
    )
