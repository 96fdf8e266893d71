"""The check views as frames for Great Expectations, and the findings as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import resources

import duckdb
import polars as pl

from documents.holidays import is_arranged, is_working_day
from warehouse.connection import frame, query, read_sql, registered, replace_all, retrying, transaction
from warehouse.figures import figure_pairs, impossible_targets

WEEKDAYS = "一二三四五六日"
UNARRANGED = "该年的放假安排尚未公布，只按周末判断"
DAY_KINDS = pl.Schema({"day": pl.Date, "works": pl.Boolean, "day_name": pl.String, "basis": pl.String})


def check_frames(connection: duckdb.DuckDBPyConnection, views: Iterable[str]) -> dict[str, pl.DataFrame]:
    """The rows of each check view by its name, `warehouse/checks/<view>.sql`. Raises FileNotFoundError for an unknown one."""
    folder = resources.files("warehouse").joinpath("checks")
    _prepare(connection)
    return {view: query(connection, folder.joinpath(f"{view}.sql").read_text(encoding="utf8")) for view in views}


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes what the check views share, with the facts that SQL cannot know: working days, and the figures of texts."""
    days = query(connection, "SELECT DISTINCT due_on FROM live_deadlines WHERE due_on IS NOT NULL ORDER BY 1")
    acting = frame(connection, "implementing_documents")
    with (
        registered(connection, "incoming_day_kinds", day_kinds(days["due_on"])),
        registered(connection, "incoming_implementing_documents", acting),
    ):
        connection.execute(read_sql("check_views"))
    with (
        registered(connection, "incoming_figure_pairs", figure_pairs(connection)),
        registered(connection, "incoming_impossible_targets", impossible_targets(connection)),
    ):
        connection.execute(read_sql("check_figures"))


def day_kinds(days: Iterable[date]) -> pl.DataFrame:
    """Each day with whether people work on it, by the State Council's arrangement, its name, and on what that rests.

    Columns of DAY_KINDS; `basis` is empty where the year's arrangement is known.
    """
    rows = [
        (day, is_working_day(day), _name(day), "" if is_arranged(day.year) else f"（{UNARRANGED}）") for day in days
    ]
    return pl.DataFrame(rows, schema=DAY_KINDS, orient="row")


def _name(day: date) -> str:
    weekday = f"星期{WEEKDAYS[day.weekday()]}"
    return weekday if day.weekday() >= 5 or is_working_day(day) else f"{weekday}，放假"


def known_findings(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """All rows of table `findings`."""
    return query(connection, "FROM findings ORDER BY finding_id")


def store_findings(connection: duckdb.DuckDBPyConnection, findings: pl.DataFrame) -> None:
    """Makes `findings` the whole of their table; what is not in them any more was never a finding."""

    def attempt() -> None:
        with transaction(connection):
            replace_all(connection, "findings", findings)

    retrying(attempt)
