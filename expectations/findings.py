"""The life of a finding: it keeps its identity over runs, closes itself when its cause is gone, and reopens with it.

What people decide about findings is no part of it: the view `current_findings` lays that over what is kept here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from warehouse.identity import NAMESPACE
from warehouse.tables import empty

KEY = ["check_id", "subject"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a run leaves on the events of findings: the day that it goes by, its id, and the moment."""

    as_of: date
    run_id: str
    at: datetime


def age(known: pl.DataFrame, failures: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """All findings after a run: `known` are the rows of table `findings`, `failures` those of `validation.validate`.

    What fails is open: first seen on `as_of` where it is new, again where it was closed. What fails no more is closed on
    `as_of`, whatever was decided about it.
    """
    failing = failures.unique(KEY, maintain_order=True)
    before = known.select(*KEY, "finding_id", "first_seen")
    now = failing.join(before, on=KEY, how="left", maintain_order="left").with_columns(
        pl.col("finding_id").fill_null(pl.concat_str(KEY, separator="\x1f").map_elements(finding_id, pl.String)),
        pl.col("first_seen").fill_null(as_of),
        pl.lit("open").alias("state"),
        pl.lit(as_of).alias("last_seen"),
        pl.lit(None, pl.Date).alias("closed_on"),
    )
    gone = known.join(failing, on=KEY, how="anti", maintain_order="left").with_columns(
        pl.lit("closed").alias("state"), pl.col("closed_on").fill_null(as_of)
    )
    return pl.concat([now.select(known.columns).cast(dict(known.schema)), gone])  # type: ignore[arg-type]


def happened(before: pl.DataFrame, after: pl.DataFrame, stamp: Stamp) -> pl.DataFrame:
    """What a run did to findings, as rows of table `finding_events`, from the findings `before` and `after` it.

    `opened` where one is new, `reopened` where it was closed, `closed`; and `changed` where it fails with other words or
    days than when it failed last, be that before it was closed: what was decided about it then holds no more.
    """
    was = before.select("finding_id", pl.col("state").alias("was"), pl.col("cause_sha256").alias("cause_before"))
    both = after.select("finding_id", "state", "cause_sha256").join(
        was, on="finding_id", how="left", maintain_order="left"
    )
    shut, failing = pl.col("state") == "closed", pl.col("state") != "closed"
    kinds = {
        "opened": pl.col("was").is_null() & failing,
        "reopened": (pl.col("was") == "closed") & failing,
        "changed": failing & (pl.col("cause_before") != pl.col("cause_sha256")),
        "closed": (pl.col("was") != "closed") & shut,
    }
    found = pl.concat(
        both.filter(condition.fill_null(value=False)).select("finding_id", pl.lit(kind).alias("event"))
        for kind, condition in kinds.items()
    ).with_columns(
        pl.lit(stamp.as_of).alias("effective_on"),
        pl.lit(stamp.at.astimezone(UTC).replace(tzinfo=None)).alias("recorded_at"),
        pl.lit(stamp.run_id).alias("run_id"),
    )
    schema = empty("finding_events").schema
    return found.select(schema.names()).cast(dict(schema))  # type: ignore[arg-type]


def finding_id(key: str) -> str:
    """The identity of a finding: the same thing failing the same check is the same finding, whenever it does."""
    return uuid.uuid5(NAMESPACE, key).hex
