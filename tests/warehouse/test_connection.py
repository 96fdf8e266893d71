"""The warehouse opens where it lies, holds what was committed, and says clearly what is wrong."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from warehouse.connection import WarehouseError, open_warehouse, query, retrying, transaction
from warehouse.tables import empty, schemas

DAY = date(2024, 9, 2)


def add(folder: Path, source_id: str) -> None:
    with open_warehouse(folder, DAY) as connection:

        def attempt() -> None:
            with transaction(connection):
                connection.execute("INSERT INTO sources (source_id) VALUES (?)", [source_id])

        retrying(attempt)


def names(folder: Path) -> list[str]:
    with open_warehouse(folder, DAY) as connection:
        return query(connection, "SELECT source_id FROM sources ORDER BY 1")["source_id"].to_list()


def test_a_warehouse_of_an_earlier_version_gets_the_tables_that_it_lacks(tmp_path: Path) -> None:
    add(tmp_path, "a")
    with open_warehouse(tmp_path, DAY) as connection:
        connection.execute("DROP TABLE places")
    assert names(tmp_path) == ["a"]
    with open_warehouse(tmp_path, DAY) as connection:
        assert query(connection, "FROM places").is_empty()


@pytest.mark.parametrize("name", ["plain", "带 空格", "it's", 'a"b', "a;b--"])
def test_any_folder_will_do(name: str, tmp_path: Path) -> None:
    add(tmp_path / name, "a")
    assert names(tmp_path / name) == ["a"]


def test_a_relative_path_means_the_same_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(tmp_path / "home", "a")
    monkeypatch.chdir(tmp_path)
    assert names(Path("home")) == ["a"]


def test_a_warehouse_can_be_moved(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    with open_warehouse(folder, DAY) as connection:
        connection.execute("INSERT INTO sources (source_id) SELECT i::VARCHAR FROM range(100) t(i)")
    folder.rename(tmp_path / "new")
    assert len(names(tmp_path / "new")) == 100


def test_what_raises_is_rolled_back(tmp_path: Path) -> None:
    with open_warehouse(tmp_path, DAY) as connection:
        with pytest.raises(duckdb.Error), transaction(connection):
            connection.execute("INSERT INTO sources (source_id) VALUES ('a'); INSERT INTO nowhere VALUES (1)")
        assert query(connection, "FROM sources").is_empty()


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    add(tmp_path, "first")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add, args=(tmp_path, str(i))) for i in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert names(tmp_path) == ["0", "1", "2", "3", "first"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("", encoding="utf8")
    with pytest.raises(WarehouseError, match="打不开数据仓库"), open_warehouse(tmp_path / "home", DAY):
        pass


def test_frames_have_the_columns_of_the_schema() -> None:
    assert empty("deadlines").columns[0] == "deadline_id"
    assert {"sources", "documents", "measures", "deadlines", "mentions", "units", "links", "findings"} <= set(schemas())
