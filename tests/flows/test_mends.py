"""What a steward mends shows in warehouse and feeds after the next run, and stays through edits, losses and reloads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from flows.ingest import ingest
from flows.publish import publish
from flows.settings import Settings
from warehouse.amending import passage_of, preview
from warehouse.connection import open_warehouse, query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision
from warehouse.originals import original
from warehouse.uploads import add_upload

EXAMPLES = Path(__file__).parents[2] / "examples"
MONDAY = date(2024, 9, 2)
CONSUMPTION = EXAMPLES / "documents" / "东湖区促进城乡消费扩容提质实施意见.md"
SAFETY = EXAMPLES / "documents" / "东湖区安全生产治本攻坚重点任务清单.txt"
# Words of the first plan: those that are mended, and others.
STREETS, CIRCLES = "9月底前，完成街区立面整治", "10月底前，建成便民商圈8个"

pytestmark = pytest.mark.usefixtures("prefect_server")


class Desk:
    """A folder of plans, the warehouse made of it, and a steward, one day after the other."""

    def __init__(self, folder: Path) -> None:
        self.plans = folder / "plans"
        self.plans.mkdir()
        for plan in (CONSUMPTION, SAFETY):
            shutil.copy(plan, self.plans)
        self.settings = Settings(
            sources=(str(self.plans),), units=EXAMPLES / "local_units.csv", out=folder / "out", home=folder / "home"
        )
        self.day = MONDAY

    def run(self) -> list[str]:
        """A day later everything is read and published; returns the names of the sources that were read."""
        self.day += timedelta(days=1)
        ingest(None, self.day, self.settings)
        publish(self.day, self.settings)
        with open_warehouse(self.settings.warehouse, self.day) as connection:
            read = query(connection, "SELECT name FROM sources WHERE last_read = getvariable('as_of') ORDER BY 1")
        return read["name"].to_list()

    def mend(self, kind: str, clause: str, **said: str) -> str:
        """Mends the day at the beginning of a clause, as shown before; returns the batch."""
        with open_warehouse(self.settings.warehouse, self.day) as connection:
            (text,) = [t for (t,) in query(connection, "SELECT text FROM texts").rows() if clause in t]
            at = text.index(clause)
            details = {"passage": passage_of(text, at, text.index("，", at)), "start_on": "", "due_on": "", "rule": ""}
            title = query(connection, "SELECT document_id FROM documents WHERE contains(title, '消费')").item()
            decision = Decision(kind, document_id=title, details={**details, **said}, reason="原文有误")
            assert len(preview(connection, [decision]).after) == 1
            return decide(connection, [decision], "王敏", self._now())

    def undo(self, batch: str) -> None:
        with open_warehouse(self.settings.warehouse, self.day) as connection:
            undo(connection, batch, "王敏", self._now())

    def _now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 8, 0, tzinfo=UTC)

    def deadline(self, clause: str) -> tuple[str, date | None, date | None]:
        """The id, the day, and the day of withdrawal of the deadline of a step."""
        with open_warehouse(self.settings.warehouse, self.day) as connection:
            rows = query(connection, "SELECT deadline_id, due_on, withdrawn_on FROM deadlines WHERE step LIKE $1", [
                f"%{clause.partition('，')[2]}%"
            ]).rows()  # fmt: skip
        (row,) = rows
        return row[0], row[1], row[2]

    def events(self, deadline: str) -> Iterator[icalendar.Event]:
        """The events of a deadline in all feeds."""
        with open_warehouse(self.settings.warehouse, self.day) as connection:
            uids = set(
                query(connection, "SELECT uid FROM publications WHERE deadline_id = $1", [deadline])["uid"].to_list()
            )
        for path in sorted((self.settings.out / "calendars").glob("*.ics")):
            calendar = icalendar.Calendar.from_ical(path.read_bytes())
            yield from (event for event in calendar.walk("VEVENT") if event["UID"] in uids)

    def published(self, deadline: str) -> tuple[set[date], int]:
        """The days on which a deadline stands in the feeds, and the highest SEQUENCE there."""
        events = list(self.events(deadline))
        return {event.start for event in events}, max(int(event.get("SEQUENCE", 0)) for event in events)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_date_mended_shows_in_the_feeds_and_stays_until_it_is_taken_back(desk: Desk) -> None:
    assert len(desk.run()) == 2
    identity, due, _ = desk.deadline(STREETS)
    assert (due, desk.published(identity)) == (date(2024, 9, 30), ({date(2024, 9, 30)}, 0))
    assert desk.run() == [], "nothing changed, nothing is read"

    batch = desk.mend("deadline_date", STREETS, due_on="2024-11-15")
    assert desk.run() == [CONSUMPTION.name], "only what was decided about is read"
    assert desk.deadline(STREETS) == (identity, date(2024, 11, 15), None)
    assert desk.published(identity) == ({date(2024, 11, 15)}, 1)
    assert desk.run() == []

    plan = desk.plans / CONSUMPTION.name
    plan.write_text(plan.read_text("utf8").replace("不少于15家", "不少于18家"), "utf8")
    assert desk.run() == [CONSUMPTION.name]
    assert desk.deadline(STREETS) == (identity, date(2024, 11, 15), None), "an edit elsewhere keeps the mend"

    plan.unlink()
    assert desk.run() == [], "a file that vanished is no withdrawal"
    other, _, _ = desk.deadline(CIRCLES)
    desk.mend("deadline_strike", CIRCLES)
    assert desk.run() == [CONSUMPTION.name], "it is read from what was kept of it"
    assert desk.deadline(CIRCLES)[0] == other
    assert desk.deadline(CIRCLES)[2] is not None
    assert desk.deadline(STREETS) == (identity, date(2024, 11, 15), None)

    desk.undo(batch)
    desk.run()
    assert desk.deadline(STREETS) == (identity, date(2024, 9, 30), None)
    assert desk.published(identity) == ({date(2024, 9, 30)}, 2)


def test_a_file_that_got_broken_is_mended_as_it_was_last_read(desk: Desk) -> None:
    desk.run()
    plan = desk.plans / CONSUMPTION.name
    before = plan.read_bytes()
    plan.write_bytes(b"")
    desk.run()
    desk.mend("deadline_date", STREETS, due_on="2024-11-15")
    desk.run()
    identity, due, _ = desk.deadline(STREETS)
    assert due == date(2024, 11, 15)
    with open_warehouse(desk.settings.warehouse, desk.day) as connection:
        rows = query(connection, "SELECT state, read_sha256 FROM sources WHERE name = $1", [CONSUMPTION.name]).rows()
    ((state, digest),) = rows
    assert state == "unreadable", "the file is still to be put right"
    assert original(desk.settings.home, digest) == before
    plan.write_bytes(before)
    desk.run()
    assert desk.deadline(STREETS) == (identity, date(2024, 11, 15), None)


def test_what_was_uploaded_is_read_by_every_run(desk: Desk) -> None:
    for plan in desk.plans.iterdir():
        plan.unlink()
    path = add_upload(desk.settings.home, "../=方案.md", CONSUMPTION.read_bytes())
    assert desk.run() == [path.name]
    identity, _, _ = desk.deadline(STREETS)
    assert desk.published(identity)[0] == {date(2024, 9, 30)}
