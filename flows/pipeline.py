"""The pipeline: ingest, validate, publish and the week's summary, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.ingest import ingest
from flows.publish import Published, publish
from flows.settings import Settings, today
from flows.validate import validate
from flows.weekly_summary import weekly_summary
from warehouse.connection import frame, open_warehouse
from warehouse.publishing import record_run


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: what the warehouse holds, the open findings by severity, what was made, and what went wrong."""

    documents: int
    measures: int
    deadlines: int
    units: int
    findings: dict[str, int]
    published: Published
    summary: Path
    unreadable: list[str]


@task(name="record run", cache_policy=NO_CACHE)
def record(folder: Path, as_of: date, started: datetime) -> dict[str, int]:
    """Counts what the warehouse holds and keeps it with the run."""
    with open_warehouse(folder, as_of) as connection:
        counts = frame(connection, "counts").row(0, named=True)
        record_run(connection, str(flow_run.id), "pipeline", as_of, started, counts)
    return counts


@flow(name="pipeline")
def pipeline(
    paths: Sequence[str] | None = None, as_of: date | None = None, settings: Settings | None = None
) -> Outcome:
    """The main job. Whatever it is killed in, the last good publication stays and the next run completes."""
    settings, as_of, started = settings or Settings(), as_of or today(), datetime.now(UTC)
    unreadable = ingest(paths, as_of, settings)
    findings = validate(as_of, settings)
    published = publish(as_of, settings)
    summary = weekly_summary(as_of, settings)
    counts = record(settings.warehouse, as_of, started)
    opened = findings.filter(pl.col("state").is_in(["open", "confirmed"]))
    severities = dict(opened["severity"].value_counts().iter_rows())
    return Outcome(**counts, findings=severities, published=published, summary=summary, unreadable=unreadable)
