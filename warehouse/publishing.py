"""What goes out, as frames: feed entries, the units that have feeds, what was published before, and the runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

import duckdb
import polars as pl

from warehouse.connection import append, frame, query, registered, retrying, transaction
from warehouse.tables import table


def calendar_entries(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row a unit and deadline (columns: sql/calendar_entries.sql); what nobody gets goes to 无主事项."""
    return frame(connection, "calendar_entries")


def feed_units(connection: duckdb.DuckDBPyConnection, entries: pl.DataFrame) -> pl.DataFrame:
    """The units that get a feed, those of `entries` among them: unit_id, unit_name, jurisdiction."""
    columns = ["unit_id", "unit_name", "jurisdiction"]
    known = frame(connection, "feed_units").select(columns)
    return pl.concat([known, entries.select(columns)]).unique("unit_id", keep="first").sort("unit_id")


def summary_deadlines(connection: duckdb.DuckDBPyConnection, due_days: pl.DataFrame) -> pl.DataFrame:
    """One row a deadline that stands (columns: sql/summary_deadlines.sql), of a recurring one a row for each of its `due_days`.

    `due_days` holds deadline_id and due_on.
    """
    with registered(connection, "due_days", due_days):
        return frame(connection, "summary_deadlines")


def published(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """What every feed ever showed: the rows of table `publications`."""
    return query(connection, "FROM publications ORDER BY feed, uid")


def record_publication(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> None:
    """Keeps what is about to be published, append only. It is recorded first, so that a SEQUENCE once used never falls."""

    def attempt() -> None:
        with transaction(connection):
            new = rows.join(published(connection), on=["uid", "sequence", "state_sha256"], how="anti", nulls_equal=True)
            append(connection, "publications", new)

    retrying(attempt)


def record_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    flow: str,
    as_of: date,
    started: datetime,
    counts: Mapping[str, int],
) -> None:
    """One row for a run that came to its end: when it ran (UTC) and what it counted."""
    row = {
        "run_id": run_id,
        "flow": flow,
        "as_of": as_of,
        "started_at": started.astimezone(UTC).replace(tzinfo=None),
        "finished_at": datetime.now(UTC).replace(tzinfo=None),
        "state": "completed",
        "counts": json.dumps(dict(counts), ensure_ascii=False),
    }

    def attempt() -> None:
        with transaction(connection):
            append(connection, "runs", table("runs", [row]))

    retrying(attempt)
