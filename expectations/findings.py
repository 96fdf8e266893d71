"""The life of a finding: it keeps its identity over runs, closes itself when its cause is gone, and reopens with it."""

from __future__ import annotations

import uuid
from datetime import date

import polars as pl

from warehouse.identity import NAMESPACE

KEY = ["check_id", "subject"]


def age(known: pl.DataFrame, failures: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """All findings after a run: `known` are the rows of table `findings`, `failures` those of `validation.validate`.

    What fails and is new is open, first seen on `as_of`; what fails again keeps its state, or reopens if it was closed;
    what fails no more is closed on `as_of`, whatever was decided about it.
    """
    failing = failures.unique(KEY, maintain_order=True)
    before = known.select(*KEY, "finding_id", "state", "first_seen")
    now = failing.join(before, on=KEY, how="left", maintain_order="left").with_columns(
        pl.col("finding_id").fill_null(pl.concat_str(KEY, separator="\x1f").map_elements(finding_id, pl.String)),
        pl.when(pl.col("state").is_in(["confirmed", "waived"])).then("state").otherwise(pl.lit("open")).alias("state"),
        pl.col("first_seen").fill_null(as_of),
        pl.lit(as_of).alias("last_seen"),
        pl.lit(None, pl.Date).alias("closed_on"),
    )
    gone = known.join(failing, on=KEY, how="anti", maintain_order="left").with_columns(
        pl.lit("closed").alias("state"), pl.col("closed_on").fill_null(as_of)
    )
    return pl.concat([now.select(known.columns).cast(dict(known.schema)), gone])  # type: ignore[arg-type]


def finding_id(key: str) -> str:
    """The identity of a finding: the same thing failing the same check is the same finding, whenever it does."""
    return uuid.uuid5(NAMESPACE, key).hex
