"""The check views as frames for Great Expectations, and the findings as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import duckdb
import polars as pl

from warehouse.connection import query, replace_all, retrying, transaction


def check_frames(connection: duckdb.DuckDBPyConnection, views: Iterable[str]) -> dict[str, pl.DataFrame]:
    """The rows of each check view by its name, `warehouse/checks/<view>.sql`. Raises FileNotFoundError for an unknown one."""
    folder = resources.files("warehouse").joinpath("checks")
    return {view: query(connection, folder.joinpath(f"{view}.sql").read_text(encoding="utf8")) for view in views}


def known_findings(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """All rows of table `findings`."""
    return query(connection, "FROM findings ORDER BY finding_id")


def store_findings(connection: duckdb.DuckDBPyConnection, findings: pl.DataFrame) -> None:
    """Makes `findings` the whole of their table; what is not in them any more was never a finding."""

    def attempt() -> None:
        with transaction(connection):
            replace_all(connection, "findings", findings)

    retrying(attempt)
