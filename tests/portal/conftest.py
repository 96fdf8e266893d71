"""A folder of results as the flows leave it, and the portal over it on a port of its own."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from icalendar import Calendar, Event

from portal.app import create_app
from summaries.findings_page import render_findings
from summaries.index_page import render_index
from summaries.model import build_summary
from summaries.page import render_summary
from tests.portal.made_desk import desk_served, run, write_plans
from tests.summaries.made_up import AS_OF, UNITS, district, full_name


def feed_of(name: str) -> bytes:
    """A unit's calendar with one event, as a calendar program would get it."""
    calendar = Calendar()
    calendar.add("prodid", "-//made up//zh")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    event = Event()
    event.add("uid", "x0001@example")
    event.add("dtstamp", AS_OF)
    event.add("dtstart", AS_OF)
    event.add("summary", "压缩企业开办时间")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def publish(out: Path) -> None:
    """A whole publication of the made-up district, with two kept summaries."""
    made = district()
    calendars, summaries = out / "current" / "calendars", out / "summaries"
    calendars.mkdir(parents=True)
    summaries.mkdir()
    for position in range(len(UNITS)):
        (calendars / f"990102-{position:02}.ics").write_bytes(feed_of(f"{full_name(position)}重点任务时限"))
    page = render_summary(build_summary(made.deadlines, made.findings, made.changes, made.units, made.documents, AS_OF))
    for name in ("2021-09-06", "2021-08-30"):
        (summaries / f"{name}.html").write_text(page, encoding="utf-8")
    index = render_index(
        made.documents,
        made.units,
        AS_OF,
        summary="../summaries/2021-09-06.html",
        findings="findings.html",
        open_findings=7,
    )
    (out / "current" / "findings.html").write_text(render_findings(made.findings, AS_OF), encoding="utf-8")
    (out / "current" / "index.html").write_text(index, encoding="utf-8")
    (out / "secret.html").write_text("不予公开", encoding="utf-8")


def served(out: Path) -> Iterator[str]:
    """The portal over `out`, in a thread, until the test is done."""
    server = uvicorn.Server(uvicorn.Config(create_app(out), port=0, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    publish(folder)
    return folder


@pytest.fixture(scope="session")
def portal(out: Path) -> Iterator[str]:
    yield from served(out)


@pytest.fixture
def client(portal: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=portal) as client:
        yield client


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[httpx.Client]:
    for address in served(tmp_path / "nothing-yet"):
        with httpx.Client(base_url=address) as client:
            yield client


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after one run: plans, home and out."""
    folder = tmp_path_factory.mktemp("made")
    write_plans(folder / "plans")
    run(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of its own, to decide in."""
    for name in ("plans", "home", "out"):
        shutil.copytree(made / name, tmp_path / name, symlinks=True)
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with desk_served(folder / "out", folder / "home") as address:
        yield address
