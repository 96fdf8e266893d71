"""The check views as frames for Great Expectations, and the findings as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import resources

import duckdb
import polars as pl

from documents.times.holidays import is_arranged, is_working_day
from warehouse.connection import frame, query, read_sql, registered, replace_all, retrying, transaction
from warehouse.figures import figure_pairs, impossible_targets
from warehouse.repeated_steps import repeated_steps

WEEKDAYS = "一二三四五六日"
ARRANGED, UNARRANGED = "（按国务院放假安排）", "（该年的放假安排尚未公布，只按周末判断）"
DAY_KINDS = pl.Schema({"day": pl.Date, "works": pl.Boolean, "day_name": pl.String, "basis": pl.String})


def check_frames(connection: duckdb.DuckDBPyConnection, views: Iterable[str]) -> dict[str, pl.DataFrame]:
    """The rows of each check view by its name, `warehouse/checks/<view>.sql`. Raises FileNotFoundError for an unknown one.

    Documents that were withdrawn by decision take no part, on either side.
    """
    folder = resources.files("warehouse").joinpath("checks")
    _prepare(connection)
    withdrawn = frame(connection, "withdrawn_measures")
    texts = {view: folder.joinpath(f"{view}.sql").read_text(encoding="utf8") for view in views}
    return {view: _standing(query(connection, text), withdrawn) for view, text in texts.items()}


def _standing(rows: pl.DataFrame, withdrawn: pl.DataFrame) -> pl.DataFrame:
    if withdrawn.is_empty():
        return rows
    documents, measures = withdrawn["document_id"], withdrawn["measure_id"].drop_nulls()
    for column, gone in (("document_id", documents), ("other_document_id", documents), ("other_measure_id", measures)):
        if column in rows.columns:
            among = pl.col(column).cast(pl.String).is_in(gone.implode())
            rows = rows.filter(~among.fill_null(value=False))
    return rows


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes what the check views share, with the facts that SQL cannot know: working days, and what texts say."""
    days = query(connection, "SELECT DISTINCT due_on FROM live_deadlines WHERE due_on IS NOT NULL ORDER BY 1")
    with registered(connection, "incoming_day_kinds", day_kinds(days["due_on"])):
        connection.execute(read_sql("check_views"))
    with (
        registered(connection, "incoming_figure_pairs", figure_pairs(connection)),
        registered(connection, "incoming_impossible_targets", impossible_targets(connection)),
        registered(connection, "incoming_repeated_steps", repeated_steps(connection)),
    ):
        connection.execute(read_sql("check_texts"))


def day_kinds(days: Iterable[date]) -> pl.DataFrame:
    """Each day with whether people work on it, by the State Council's arrangement, its name, and on what that rests.

    Columns of DAY_KINDS. Where a year's arrangement is not published yet only weekends count, and `basis` says so.
    """
    rows = [(day, is_working_day(day), _name(day), ARRANGED if is_arranged(day.year) else UNARRANGED) for day in days]
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
