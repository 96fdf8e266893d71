"""Findings as they are kept from run to run, with every turn of their life, and what may be told of them."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import polars as pl

from warehouse.checking import known_findings
from warehouse.connection import append, frame, registered, replace_all, retrying, transaction


def renew_findings(
    connection: duckdb.DuckDBPyConnection, renewed: Callable[[pl.DataFrame], tuple[pl.DataFrame, pl.DataFrame]]
) -> None:
    """Puts into the tables what `renewed` makes of the known findings: all findings, and the events to append.

    One transaction, tried again with what is known then while another process commits: two runs at once lose no event.
    """

    def attempt() -> None:
        with transaction(connection):
            findings, events = renewed(known_findings(connection))
            replace_all(connection, "findings", findings)
            append(connection, "finding_events", events)

    retrying(attempt)


def public_findings(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The findings that may be published (columns: sql/findings_shown.sql): in none does a private document take part."""
    return frame(connection, "findings_shown").filter(~pl.col("private"))


def finding_durations(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """How long each finding stayed open, a row a spell (columns: sql/finding_durations.sql)."""
    return frame(connection, "finding_durations")


def finding_trend(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """What stood open after each run, by severity, a row a run (columns: sql/finding_trend.sql)."""
    with registered(connection, "kept_spells", finding_durations(connection)):
        return frame(connection, "finding_trend")
