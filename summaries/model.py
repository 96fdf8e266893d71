"""Frames and a day → the week's summary. No clock, no disk: the same input gives the same summary."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from summaries import frames
from summaries.changes import changes_between
from summaries.dates import plain_day, plain_period
from summaries.deadlines import CANCELLED, dated, due_in, lines, of_status, recorded_by, standing, undated_groups
from summaries.faults import by_check, seen_by
from summaries.nouns import Figure, WeeklySummary
from summaries.tallies import COUNTS, by_document, by_unit
from summaries.week import Horizon, horizon_of
from summaries.wording import figure_sorts

SOON_DAYS = 7
"""Days before the due day from which a deadline is 临期. The warehouse computes it; the page says the number."""


def build_summary(
    deadlines: pl.DataFrame,
    findings: pl.DataFrame,
    changes: pl.DataFrame,
    units: pl.DataFrame,
    documents: pl.DataFrame,
    as_of: date,
) -> WeeklySummary:
    """The summary of the week that `summaries.week.horizon_of(as_of)` names.

    The frames have the columns of `summaries.frames`, one row a deadline, finding, change, unit and document; `status`
    is the warehouse's for `as_of`. Rows recorded after `as_of` are left out. Raises `summaries.frames.FrameError`
    where a column is missing.
    """
    horizon = horizon_of(as_of)
    on_record = recorded_by(frames.conform(deadlines, frames.DEADLINES, "deadlines"), as_of)
    seen = seen_by(frames.conform(findings, frames.FINDINGS, "findings"), as_of)
    recorded = frames.conform(changes, frames.CHANGES, "changes")
    known_units = frames.conform(units, frames.UNITS, "units")
    known_documents = frames.conform(documents, frames.DOCUMENTS, "documents")
    live = standing(on_record)
    week_changes = changes_between(recorded, horizon.told.start, horizon.told.end)
    numbers = _counts(on_record, horizon) | {
        "new": week_changes.new,
        "changed": week_changes.changed,
        "findings": seen.filter(pl.col("state") == "open").height,
        "documents": known_documents.height,
    }
    return WeeklySummary(
        as_of=as_of,
        horizon=horizon,
        jurisdictions=_jurisdictions(on_record),
        figures=_figures(numbers, horizon, as_of),
        late=lines(of_status(dated(live), "逾期"), as_of),
        soon=lines(of_status(dated(live), "临期"), as_of),
        due_week=lines(due_in(live, horizon.told), as_of),
        due_ahead=(lines(due_in(live, horizon.ahead[0]), as_of), lines(due_in(live, horizon.ahead[1]), as_of)),
        changes=week_changes,
        changes_since=changes_between(recorded, horizon.told.end + timedelta(days=1), as_of),
        checks=by_check(seen, horizon.told),
        units=by_unit(known_units, live),
        documents=by_document(known_documents, live),
        undated=undated_groups(live, as_of),
    )


def _counts(on_record: pl.DataFrame, horizon: Horizon) -> dict[str, int]:
    """The figures that are counted among deadlines, by the ids of figures.toml."""
    live = standing(on_record)
    with_day = dated(live)
    by_status = {name: of_status(with_day, light).height for name, light in COUNTS.items()}
    return by_status | {
        "cancelled": on_record.filter(pl.col("status") == CANCELLED).height,
        "due_week": due_in(live, horizon.told).height,
        "due_ahead": sum(due_in(live, week).height for week in horizon.ahead),
        "duties": live["duty_id"].n_unique(),
        "dated": with_day.height,
        "reported": with_day.filter(~pl.col("state").is_in(["", "未启动"])).height,
        "undated": live.height - with_day.height,
    }


def _figures(numbers: dict[str, int], horizon: Horizon, as_of: date) -> tuple[Figure, ...]:
    filled = {
        "as_of": plain_day(as_of),
        "week": plain_period(horizon.told.start, horizon.told.end),
        "ahead": plain_period(horizon.ahead[0].start, horizon.ahead[1].end),
        "seven": str(SOON_DAYS),
    }
    return tuple(
        Figure(sort.id, sort.label, numbers[sort.id], sort.measure, sort.tone, sort.definition.format(**filled))
        for sort in figure_sorts()
    )


def _jurisdictions(on_record: pl.DataFrame) -> tuple[str, ...]:
    """The names of the jurisdictions whose documents set the deadlines, each once, by code."""
    named = on_record.filter(pl.col("jurisdiction_name") != "").select("jurisdiction", "jurisdiction_name")
    return tuple(
        named.unique().sort("jurisdiction", "jurisdiction_name")["jurisdiction_name"].unique(maintain_order=True)
    )
