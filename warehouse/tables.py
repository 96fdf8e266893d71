"""The tables of `sql/schema.sql` as polars frames: one place says the columns, and that is the SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import polars as pl

from warehouse.connection import query, read_sql


@cache
def schemas() -> Mapping[str, pl.Schema]:
    """Each table's columns with their polars types, as DuckDB reads them from the schema file."""
    with duckdb.connect() as memory:
        memory.execute(read_sql("schema"))
        names = [name for (name,) in memory.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: query(memory, f"FROM {name}").schema for name in names}


def empty(name: str) -> pl.DataFrame:
    """A frame with the columns of table `name` and no row."""
    return pl.DataFrame(schema=schemas()[name])


def table(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """`rows` as a frame of table `name`; a column that a row lacks is null. Raises KeyError for an unknown table."""
    return pl.DataFrame(list(rows), schema=schemas()[name], orient="row") if rows else empty(name)
