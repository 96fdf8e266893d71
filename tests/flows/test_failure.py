"""A run that fails says in one line what is wrong, what to do and what stands."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from calendars.errors import PublicationError
from flows.errors import PublicationHeldError, ServerError
from flows.failure import explained
from flows.settings import Settings
from flows.temporary_server import set_aside_damaged


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "home").mkdir()
    return Settings(home=tmp_path / "home", out=tmp_path / "out")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(2**30, 2**30 - 3 * 2**20, 3 * 2**20))


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize(
    "error",
    [
        ServerError("Prefect 的临时服务没有启动。"),
        raised(PublicationError("无法写入"), OSError(28, "No space left on device")),
        RuntimeError("database or disk is full"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_full_disk_is_named_whatever_it_broke(error: Exception, settings: Settings) -> None:
    said = str(explained(error, settings))
    assert said == f"磁盘空间不足：{settings.home} 所在的磁盘只剩 3 MB。请腾出空间后再运行；还没有发布过结果。"


@pytest.mark.usefixtures("full_disk")
def test_what_has_nothing_to_do_with_the_disk_is_said_as_it_is(settings: Settings) -> None:
    held = PublicationHeldError("有 1 个时限不在任何日历中。")
    assert explained(held, settings) is held


def test_what_nobody_foresaw_is_logged(settings: Settings) -> None:
    (settings.out / "current").mkdir(parents=True)
    with pytest.raises(ZeroDivisionError) as unforeseen:
        _ = 1 // 0
    said = str(explained(unforeseen.value, settings))
    log = settings.home / "error.log"
    assert (
        said
        == f"运行出错（ZeroDivisionError），详细记录在 {log}，请交给运维人员；{settings.out}/current 是最近一次完整的发布。"
    )
    assert "test_failure.py" in log.read_text(encoding="utf8")


def database(folder: Path) -> Path:
    folder.mkdir(parents=True)
    file = folder / "prefect.db"
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE runs (name)")
        made.executemany("INSERT INTO runs VALUES (?)", [("甲" * 100,)] * 1000)
        made.commit()
    return file


def test_a_damaged_history_of_runs_is_put_out_of_the_way(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = database(settings.home / "prefect")
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    said = str(explained(RuntimeError("500"), settings))
    assert said.startswith("请再运行一次")
    assert "prefect.db.damaged" in capsys.readouterr().err
    assert not file.exists()


def test_a_sound_one_is_left_alone(tmp_path: Path) -> None:
    file = database(tmp_path / "prefect")
    with closing(sqlite3.connect(file)) as busy:
        busy.execute("BEGIN EXCLUSIVE")
        assert not set_aside_damaged(tmp_path / "none")
    assert not set_aside_damaged(file.parent)
    assert file.exists()
