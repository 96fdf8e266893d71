"""The whole way on real parts: Prefect, DuckLake, Great Expectations, and feeds that a strict reader takes."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream

from flows.pipeline import Outcome, pipeline
from flows.settings import Settings
from warehouse.connection import frame, open_warehouse, query

EXAMPLES = Path(__file__).parents[2] / "examples"
MONDAY = date(2024, 9, 2)

pytestmark = pytest.mark.usefixtures("prefect_server")


def settings_in(folder: Path, *sources: Path) -> Settings:
    return Settings(
        sources=tuple(map(str, sources)),
        units=EXAMPLES / "local_units.csv",
        out=folder / "out",
        home=folder / "home",
    )


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.ics"))}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Outcome]:
    settings = settings_in(tmp_path_factory.mktemp("run"), EXAMPLES / "documents")
    return settings, pipeline(None, MONDAY, settings)


def test_every_kind_of_result_is_there(ran: tuple[Settings, Outcome]) -> None:
    settings, outcome = ran
    assert outcome.documents >= 6
    assert outcome.measures >= 150
    assert outcome.deadlines >= 150
    assert outcome.findings["warning"] > 0
    assert outcome.unreadable == []
    assert outcome.published.feeds == len(list((settings.out / "calendars").glob("*.ics")))
    for page in (settings.out / "current" / "index.html", settings.out / "current" / "findings.html", outcome.summary):
        assert "<html" in page.read_text(encoding="utf8")


def test_a_strict_reader_takes_every_feed(ran: tuple[Settings, Outcome]) -> None:
    settings, outcome = ran
    calendars = [
        IcsCalendarStream.calendar_from_ics(path.read_text(encoding="utf8"))
        for path in (settings.out / "calendars").glob("*.ics")
    ]
    assert sum(len(calendar.events) for calendar in calendars) == outcome.published.events


def test_every_dated_deadline_stands_in_a_feed(ran: tuple[Settings, Outcome]) -> None:
    settings, _ = ran
    with open_warehouse(settings.warehouse, MONDAY) as connection:
        dated = set(frame(connection, "dated_deadlines")["deadline_id"])
        published = set(query(connection, "SELECT deadline_id FROM publications")["deadline_id"])
    texts = "".join(path.read_text(encoding="utf8") for path in (settings.out / "calendars").glob("*.ics"))
    unfolded = texts.replace("\r\n ", "")
    assert dated
    joined = {deadline for deadline in dated - published if deadline not in unfolded}
    with open_warehouse(settings.warehouse, MONDAY) as connection:
        duties = dict(
            query(connection, "SELECT deadline_id, duty_id FROM deadlines JOIN measures USING (measure_id)").rows()
        )
    told = {duties[deadline] for deadline in published if deadline in duties}
    assert {duties[deadline] for deadline in joined} <= told, "one that is not there itself is told by its duty"


def test_the_same_run_twice_gives_the_same_bytes(ran: tuple[Settings, Outcome]) -> None:
    settings, first = ran
    before = digests(settings.out / "calendars"), first.summary.read_bytes()
    second = pipeline(None, MONDAY, settings)
    assert (digests(settings.out / "calendars"), second.summary.read_bytes()) == before
    assert (second.measures, second.deadlines, second.findings) == (first.measures, first.deadlines, first.findings)


def test_bad_input_is_told_and_the_rest_goes_out(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    shutil.copy(next((EXAMPLES / "documents").glob("*.md")), tmp_path / "sources")
    (tmp_path / "sources" / "空.txt").write_bytes(b"")
    settings = settings_in(tmp_path, tmp_path / "sources", tmp_path / "没有.txt")
    outcome = pipeline(None, MONDAY, settings)
    assert len(outcome.unreadable) == 2
    assert outcome.findings["critical"] == 2
    assert outcome.published.feeds > 0
    (tmp_path / "sources" / "空.txt").unlink()
    mended = pipeline([str(tmp_path / "sources")], MONDAY, settings)
    assert "critical" not in mended.findings, "a file that was never read and is gone is no finding any more"


def test_a_reading_is_kept_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "方案.md"
    shutil.copy(next((EXAMPLES / "documents").glob("*.md")), path)
    path.write_text(path.read_text(encoding="utf8") + f"\n{tmp_path}\n", encoding="utf8")
    first = pipeline(None, MONDAY, settings_in(tmp_path / "one", path))
    # Another warehouse that has read nothing yet: only the kept reading can save it from the reader.
    monkeypatch.setattr("documents.read.read_source", None)
    second = pipeline(None, MONDAY, settings_in(tmp_path / "two", path))
    assert (second.measures, second.deadlines) == (first.measures, first.deadlines)


def test_one_file_in_two_folders_is_published_once(tmp_path: Path) -> None:
    plan = next((EXAMPLES / "documents").glob("*.md"))
    for folder in ("甲", "乙"):
        (tmp_path / "sources" / folder).mkdir(parents=True)
        shutil.copy(plan, tmp_path / "sources" / folder)
    twice = pipeline(None, MONDAY, settings_in(tmp_path / "twice", tmp_path / "sources"))
    once = pipeline(None, MONDAY, settings_in(tmp_path / "once", plan))
    assert (twice.documents, twice.measures, twice.published.events) == (1, once.measures, once.published.events)
