"""Weekly summary: what the week did to the deadlines, as a page that a coordinator reads and prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.progress import stage
from flows.settings import Settings, today
from flows.summary_page import gather, write_summary


@task(name="write summary", cache_policy=NO_CACHE)
def write(settings: Settings, as_of: date) -> Path:
    """Makes the week's summary and puts it in its place."""
    return write_summary(settings, as_of)


@flow(name="weekly-summary")
def weekly_summary(as_of: date | None = None, settings: Settings | None = None) -> Path:
    """Writes the week's summary, and shows its key figures in Prefect's pages."""
    settings, as_of = settings or Settings(), as_of or today()
    with stage("每周汇总") as current:
        path = write(settings, as_of)
        current.result = str(path)
    figures = gather(settings.warehouse, as_of).figures
    lines = [f"| {figure.label} | {figure.value}{figure.measure} |" for figure in figures]
    create_markdown_artifact("\n".join(["| 指标 | 数值 |", "| --- | --- |", *lines]), key="weekly-summary")
    return path
