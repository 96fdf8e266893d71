"""Weekly summary: what the week did to the deadlines, as a page that a coordinator reads and prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from flows.progress import stage
from flows.settings import Settings, today
from flows.summary_page import gather, rewrite_older, write_summary
from summaries.nouns import WeeklySummary


@task(name="gather figures", cache_policy=NO_CACHE)
def figures(folder: Path, as_of: date) -> WeeklySummary:
    """What the week's summary says, from the warehouse."""
    return gather(folder, as_of)


@task(name="write summary", cache_policy=NO_CACHE)
def write(summary: WeeklySummary, out: Path, as_of: date) -> Path:
    """Draws the summary and puts it in its place."""
    return write_summary(summary, out, as_of)


@task(name="rewrite older summaries", cache_policy=NO_CACHE)
def rewrite(folder: Path, out: Path, as_of: date) -> int:
    """Takes what is not public any more out of the summaries of earlier days; returns how many were written again."""
    return len(rewrite_older(folder, out, as_of))


@flow(name="weekly-summary")
def weekly_summary(as_of: date | None = None, settings: Settings | None = None) -> Path:
    """Writes the week's summary, and shows its key figures in Prefect's pages."""
    settings, as_of = settings or Settings(), as_of or today()
    with stage("每周汇总") as current:
        summary = figures(settings.warehouse, as_of)
        path = write(summary, settings.out, as_of)
        rewrite(settings.warehouse, settings.out, as_of)
        current.result = str(path)
    lines = [f"| {figure.label} | {figure.value}{figure.measure} |" for figure in summary.figures]
    create_markdown_artifact("\n".join(["| 指标 | 数值 |", "| --- | --- |", *lines]), key="weekly-summary")
    return path
