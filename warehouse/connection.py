"""The door to the warehouse: DuckLake on a SQLite catalog, opened from the wheels, nothing downloaded."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import duckdb
import polars as pl
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from documents.errors import ShixianError

EXTENSIONS = ("ducklake", "sqlite_scanner")
CATALOG = "shixian"
# A commit on SQLite takes about 10 ms; two minutes outlast any other writer that is alive.
LOCK_PATIENCE_SECONDS = 120
INSTANCES_KEPT = 2

_instances: OrderedDict[tuple[str, int], duckdb.DuckDBPyConnection] = OrderedDict()
_met: set[tuple[str, int]] = set()
_opening = threading.Lock()

Result = TypeVar("Result")
Connection: TypeAlias = duckdb.DuckDBPyConnection
"""A connection by a name that the rooms outside can use: only this one knows DuckDB."""


class WarehouseError(ShixianError):
    """The warehouse cannot be opened; the message says where it lies and what to do, in Chinese."""


def read_sql(name: str) -> str:
    """The text of `warehouse/sql/<name>.sql`."""
    return resources.files("warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf8")


@contextmanager
def open_warehouse(folder: Path, as_of: date) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse in `folder`, made there if absent, with its views as of the day `as_of`.

    Raises WarehouseError where the folder cannot be written or holds something else.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = _instance(folder).cursor()
        connection.execute(f"USE {CATALOG}")
        retrying(lambda: _create_tables(connection))
    except (OSError, duckdb.Error, sqlite3.Error) as error:
        raise WarehouseError(f"打不开数据仓库 {folder}：{error}。请检查该目录是否可写、磁盘是否已满。") from error
    with closing(connection):
        connection.execute("SET VARIABLE as_of = ?::DATE", [as_of])
        connection.execute(read_sql("views"))
        yield connection


def _instance(folder: Path) -> duckdb.DuckDBPyConnection:
    """The one DuckDB of this process for the warehouse: loading the extensions again would take longer than most queries."""
    catalog = folder / "catalog.sqlite"
    with _opening:
        key = _key(catalog)
        if key is None or key not in _met:
            # In WAL mode readers never fail while another process commits, and commits are ten times faster. This is done
            # before DuckDB opens the file and never again: it has an SQLite of its own, and when one library closes a file
            # POSIX drops the locks that the other holds on it ("How To Corrupt An SQLite Database File", 2.2.1). A commit
            # of another process then overwrote one of this one.
            with closing(sqlite3.connect(catalog, timeout=LOCK_PATIENCE_SECONDS)) as sqlite:
                sqlite.execute("PRAGMA journal_mode=WAL")
            key = _key(catalog)
        if key is None:
            raise FileNotFoundError(catalog)
        _met.add(key)
        if key not in _instances:
            _instances[key] = _attached(folder)
        _instances.move_to_end(key)
        while len(_instances) > INSTANCES_KEPT:
            # Cursors that are still open keep theirs alive.
            _instances.popitem(last=False)
        return _instances[key]


def _key(catalog: Path) -> tuple[str, int] | None:
    """What tells a catalog from one that lay in its place before; looks at the file without opening it."""
    try:
        return str(catalog.absolute()), catalog.stat().st_ino
    except FileNotFoundError:
        return None


def _attached(folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    for extension in EXTENSIONS:
        wheel = resources.files(f"duckdb_extension_{extension}")
        file = wheel.joinpath("extensions", f"v{duckdb.__version__}", f"{extension}.duckdb_extension")
        connection.load_extension(str(file))
    # ATTACH takes no parameters; a quote in a path is doubled, as in any SQL literal. The data lie beside the catalog,
    # wherever the folder was moved to: without the override the catalog insists on the place where it was made.
    address, data = (str((folder / name).absolute()).replace("'", "''") for name in ("catalog.sqlite", "data"))
    options = f"DATA_PATH '{data}', OVERRIDE_DATA_PATH true"
    retrying(lambda: connection.execute(f"ATTACH 'ducklake:sqlite:{address}' AS {CATALOG} ({options})"))
    return connection


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables and columns that are not there: all of a new warehouse, and what a later version of the program adds."""
    held = dict.fromkeys(_columns(connection))
    missing = [column for column in _wanted() if column[:2] not in {known[:2] for known in held}]
    if missing:
        tables = {name for name, *_ in held}
        with transaction(connection):
            connection.execute(read_sql("schema"))
            for name, column, kind in missing:
                if name in tables:
                    connection.execute(f"ALTER TABLE {name} ADD COLUMN {column} {kind}")


@cache
def _wanted() -> tuple[tuple[str, str, str], ...]:
    """Table, column and type of all that the schema file says."""
    with duckdb.connect() as memory:
        memory.execute(read_sql("schema"))
        return _columns(memory)


def _columns(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str, str], ...]:
    return tuple(connection.execute(read_sql("columns")).fetchall())


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commits at the end of the block, rolls back where it raises."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        # A commit that failed has already rolled back; the first error is the one to tell.
        with suppress(duckdb.Error):
            connection.rollback()
        raise


def retrying(work: Callable[[], Result]) -> Result:
    """What `work` returns, tried again while another process holds the catalog; any other error is raised at once."""
    attempts = Retrying(
        retry=retry_if_exception(_is_contention),
        wait=wait_random_exponential(multiplier=0.02, max=2),
        stop=stop_after_delay(LOCK_PATIENCE_SECONDS),
        reraise=True,
    )
    return attempts(work)


def _is_contention(error: BaseException) -> bool:
    words = str(error).lower()
    return isinstance(error, (duckdb.Error, sqlite3.Error)) and ("locked" in words or "conflict" in words)


class _Stream:
    """A frame as an Arrow stream: DuckDB asks a polars frame itself for pyarrow, which nothing else here needs."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self._rows = rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._rows.__arrow_c_stream__(requested_schema)


def query(connection: duckdb.DuckDBPyConnection, sql: str, parameters: object = None) -> pl.DataFrame:
    """The rows that `sql` gives, with its parameters by position (a list) or name (a dict)."""
    return pl.DataFrame(connection.sql(sql, params=parameters))


def frame(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """The rows of the query `warehouse/sql/<name>.sql`, with its `$parameters`."""
    return query(connection, read_sql(name), dict(parameters) if parameters else None)


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> Iterator[None]:
    """`rows` as a view `name` that queries of this connection can read within the block."""
    connection.register(name, _Stream(rows))
    try:
        yield
    finally:
        connection.unregister(name)


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Adds `rows` to `table`; their columns must be among the table's, in any order. `table` is one of schema.sql's."""
    if not rows.is_empty():
        with registered(connection, "incoming", rows):
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")


def delete(connection: duckdb.DuckDBPyConnection, table: str, column: str, values: Sequence[str]) -> None:
    """Deletes the rows of `table` whose `column` is among `values`; the names are schema.sql's."""
    if values:
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [list(values)])


def replace_all(connection: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    """Makes `rows`, with the columns of `table`, the whole of it; where they are that already nothing is written."""
    held = query(connection, f"FROM {table}")
    if held.height != rows.height or not held.join(rows, on=rows.columns, how="anti", nulls_equal=True).is_empty():
        connection.execute(f"DELETE FROM {table}")
        append(connection, table, rows)
