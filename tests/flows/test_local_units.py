"""The local list of units is not forgotten because a run did not name it: feeds that only it defines must not vanish."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.errors import LocalUnitsError
from flows.local_units import choose
from flows.pipeline import pipeline
from flows.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"
MONDAY = date(2024, 9, 2)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "local_units.csv", tmp_path / "名录.csv"))


def settings(folder: Path, **more: object) -> Settings:
    return Settings(sources=(str(EXAMPLES / "documents"),), out=folder / "out", home=folder / "home", **more)


def test_nothing_was_ever_named(tmp_path: Path) -> None:
    chosen = choose(settings(tmp_path))
    assert (chosen.entries, chosen.notice) == ((), "")


def test_what_was_used_last_is_used_again_and_said(tmp_path: Path, units: Path) -> None:
    named = choose(settings(tmp_path, units=units))
    again = choose(settings(tmp_path))
    assert named.notice == ""
    assert again.entries == named.entries
    assert again.notice == f"没有指明本地单位名录，沿用上次的 {units}。"


def test_a_relative_path_is_found_again_from_elsewhere(
    tmp_path: Path, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named = choose(settings(tmp_path, units=Path(units.name)))
    monkeypatch.chdir("/")
    assert choose(settings(tmp_path)).entries == named.entries


def test_an_edited_file_counts_as_it_is_now(tmp_path: Path, units: Path) -> None:
    before = choose(settings(tmp_path, units=units))
    units.write_text(units.read_text(encoding="utf8") + "区花木中心,单位,,东湖区,,,,,\n", encoding="utf8")
    after = choose(settings(tmp_path))
    assert len(after.entries) == len(before.entries) + 1
    assert "内容已有改动" in after.notice


def test_one_that_is_gone_holds_the_run(tmp_path: Path, units: Path) -> None:
    choose(settings(tmp_path, units=units))
    units.unlink()
    for _ in range(2):
        with pytest.raises(LocalUnitsError) as held:
            choose(settings(tmp_path))
        for word in (str(units), "23 个单位", "--units", "--no-units", "保持不变"):
            assert word in str(held.value)


def test_it_can_be_given_up_on_purpose(tmp_path: Path, units: Path) -> None:
    choose(settings(tmp_path, units=units))
    given_up = choose(settings(tmp_path, no_units=True))
    assert given_up.entries == ()
    assert str(units) in given_up.notice
    assert choose(settings(tmp_path)).notice == "", "it was given up for good"


def test_another_file_is_said(tmp_path: Path, units: Path) -> None:
    choose(settings(tmp_path, units=units))
    other = choose(settings(tmp_path, units=EXAMPLES / "local_units.csv"))
    assert str(units) in other.notice
    assert choose(settings(tmp_path)).entries == other.entries


def test_a_file_that_cannot_be_used_is_not_remembered(tmp_path: Path, units: Path) -> None:
    named = choose(settings(tmp_path, units=units))
    bad = tmp_path / "错.csv"
    bad.write_text(units.read_text(encoding="utf8") + "区花木中心,单位,,没有这个区,,,,,\n", encoding="utf8")
    with pytest.raises(ValueError, match="没有这个区划"):
        choose(settings(tmp_path, units=bad))
    assert choose(settings(tmp_path)).entries == named.entries


def test_a_memory_that_cannot_be_read_says_what_to_do(tmp_path: Path, units: Path) -> None:
    choose(settings(tmp_path, units=units))
    memory = tmp_path / "home" / "warehouse" / "local_units.json"
    memory.write_text("{", encoding="utf8")
    with pytest.raises(LocalUnitsError, match=r"local_units\.json"):
        choose(settings(tmp_path))
    assert choose(settings(tmp_path, units=units)).entries, "naming it mends the memory"


@pytest.mark.usefixtures("prefect_server")
def test_no_feed_is_lost_when_the_setting_is_forgotten(tmp_path: Path, units: Path) -> None:
    named = pipeline(None, MONDAY, settings(tmp_path, units=units))
    feeds = sorted(path.name for path in (tmp_path / "out" / "calendars").glob("*.ics"))
    forgotten = pipeline(None, MONDAY, settings(tmp_path))
    assert forgotten.published == named.published
    assert sorted(path.name for path in (tmp_path / "out" / "calendars").glob("*.ics")) == feeds
