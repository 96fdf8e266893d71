"""The week's summary from the warehouse to its page. Nothing here needs Prefect."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import polars as pl

from calendars.due_days import due_days
from expectations.listing import titled
from flows.replacing import replace
from summaries.model import build_summary
from summaries.nouns import WeeklySummary
from summaries.page import render_summary
from summaries.week import horizon_of
from warehouse.connection import frame, open_warehouse
from warehouse.keeping import public_findings
from warehouse.publishing import summary_deadlines

SUMMARIES = "summaries"


def gather(folder: Path, as_of: date) -> WeeklySummary:
    """The week's summary from the warehouse, as of the day `as_of`."""
    horizon = horizon_of(as_of)
    with open_warehouse(folder, as_of) as connection:
        names = frame(connection, "jurisdiction_names")
        recurring = frame(connection, "recurring_deadlines")
        days = due_days(recurring, as_of, horizon.told.start, horizon.ahead[-1].end)
        deadlines = summary_deadlines(connection, days).join(names, on="jurisdiction", how="left")
        findings = titled(public_findings(connection))
        changes, documents = frame(connection, "changes_shown"), frame(connection, "documents_shown")
        units = frame(connection, "feed_units")
    shown = units.with_columns(pl.lit("").alias("feed"), pl.lit(0).alias("events"))
    return build_summary(deadlines, findings, changes, shown, documents, as_of)


def write_summary(summary: WeeklySummary, out: Path, as_of: date) -> Path:
    """Writes the summary of the day `as_of` under `out/summaries`; returns its path."""
    page = render_summary(summary, home="../current/index.html")
    path = out / summary_file(as_of)
    replace(path, page)
    return path


def rewrite_older(folder: Path, out: Path, as_of: date) -> list[Path]:
    """Writes the summaries of earlier days again that may still tell of a document which is not public by now."""
    with open_warehouse(folder, as_of) as connection:
        decided = frame(connection, "private_decided").item()
    if decided is None:
        return []
    moment = decided.replace(tzinfo=UTC).timestamp()
    older = [path for path in sorted((out / SUMMARIES).glob("????-??-??.html")) if path.stat().st_mtime <= moment]
    days = [date.fromisoformat(path.stem) for path in older]
    return [write_summary(gather(folder, day), out, day) for day in days]


def summary_file(as_of: date) -> Path:
    """Where the summary of a day lies under `out`."""
    return Path(SUMMARIES, f"{as_of.isoformat()}.html")
