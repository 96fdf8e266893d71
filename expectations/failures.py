"""What a failure is: one row of a check view that fails one check."""

from __future__ import annotations

import polars as pl

KEY = "subject"
# What every check view says of a row, besides its facts.
PLACE = (
    "source_id",
    "document_id",
    "measure_id",
    "deadline_id",
    "chapter",
    "number",
    "line",
    "surface",
    "unit_id",
    "other_measure_id",
    "other_line",
)
# What a check view may say besides: the document on the other side where it is no measure, and the one that overrides a side.
FURTHER = ("other_document_id", "superseded_by")
FAILURE = pl.Schema(
    {"check_id": pl.String, "severity": pl.String, KEY: pl.String}
    | {column: pl.Int32 if column.endswith("line") else pl.String for column in (*PLACE, *FURTHER)}
    | {"message": pl.String, "cause_sha256": pl.String}
)
