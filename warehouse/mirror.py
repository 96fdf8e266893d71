"""A copy of the warehouse in memory for pages that must answer at once: renewed, table by table, as commits come.

A query on DuckLake asks its catalog about each table and opens files, of which every commit adds some: tens of milliseconds
each, however little it wants. In memory the same SQL takes one or two. What is written goes to the warehouse itself.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path

import duckdb

from warehouse.connection import CATALOG, frame, open_warehouse, read_sql, retrying, transaction
from warehouse.tables import schemas

LEFT = frozenset({"texts", "publications"})
"""Tables that are not copied: long, and seldom asked for. They are read where they lie."""
ROWS_CHANGED = ("tables_inserted_into", "tables_deleted_from", "inlined_insert", "inlined_delete")
"""What DuckLake says of a commit that changed rows of tables alone; after any other one all is copied again."""


class Mirror:
    """The copy of one warehouse. It may be read by many threads while one renews it."""

    def __init__(self, folder: Path, as_of: date) -> None:
        self._name = f"mirror_{uuid.uuid4().hex}"
        self._stack = ExitStack()
        self._origin = self._stack.enter_context(open_warehouse(folder, as_of))
        self._origin.execute(f"ATTACH ':memory:' AS {self._name}")
        self._renewing = threading.Lock()
        self._state = -1
        self._versions: dict[str, int] = {}

    def versions(self, tables: Iterable[str]) -> tuple[int, ...]:
        """The number of the commit by which each of some tables was copied last: the same numbers, the same rows."""
        return tuple(self._versions[table] for table in tables)

    def renew(self) -> None:
        """Copies what was committed since the last time, whole or not at all."""
        with self._renewing:
            if int(frame(self._origin, "current_snapshot").item()) != self._state:
                self._state = retrying(self._copy)

    def _copy(self) -> int:
        with closing(self._origin.cursor()) as connection:
            connection.execute(f"USE {self._name}")
            with transaction(connection):
                state = int(frame(connection, "current_snapshot").item())
                changed = self._changed(connection)
                for table in changed:
                    _copy_table(connection, table)
        self._versions.update(dict.fromkeys(changed, state))
        return state

    def _changed(self, connection: duckdb.DuckDBPyConnection) -> list[str]:
        """The tables that commits since the last copy changed."""
        everything = list(schemas())
        if self._state < 0:
            return everything
        changes = frame(connection, "changes_since", {"snapshot": self._state})
        if not set(changes["change"]) <= set(ROWS_CHANGED):
            return everything
        changed = set(changes["table_name"])
        return [table for table in everything if table in changed - LEFT]

    @contextmanager
    def connection(self, as_of: date) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that finds the copies under the tables' names, with the views as of a day. It only reads."""
        with self._renewing:
            opened = self._origin.cursor()
        with closing(opened) as connection:
            connection.execute(f"USE {self._name}")
            connection.execute("SET VARIABLE as_of = ?::DATE", [as_of])
            connection.execute(read_sql("views"))
            yield connection

    def close(self) -> None:
        """Gives the copy back; connections to it must be closed before."""
        self._origin.execute(f"DETACH {self._name}")
        self._stack.close()


def _copy_table(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    origin = f"{CATALOG}.{table}"
    if table in LEFT:
        connection.execute(f"CREATE OR REPLACE VIEW {table} AS FROM {origin}")
    else:
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM {origin}")
