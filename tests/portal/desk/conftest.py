"""A desk over a warehouse that the real flow made once, copied for each test, and a browser that is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright import sync_api as playwright

from tests.portal.desk.made_documents import Desk, copied, run, sign_in, written
from tests.portal.made_desk import desk_served, link, signed_in


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, prefect_server: None) -> tuple[Path, Path]:
    """Home and sources of a run over the plans."""
    folder = tmp_path_factory.mktemp("documents")
    sources = written(folder / "sources")
    run(folder / "home", sources)
    return folder / "home", sources


@pytest.fixture
def desk(made: tuple[Path, Path], tmp_path: Path) -> Iterator[Desk]:
    """A desk of the test's own; its sources lie where the run found them."""
    home, _ = copied(made, tmp_path)
    with desk_served(tmp_path / "out", home) as address:
        yield Desk(address, home, made[1])


@pytest.fixture
def client(desk: Desk) -> Iterator[httpx.Client]:
    with signed_in(desk.address, link(desk.home)) as client:
        yield client


@pytest.fixture
def page(chromium: str, desk: Desk) -> Iterator[playwright.Page]:
    """A page of a steward that fails the test when anything is blocked or speaks up."""
    troubles: list[str] = []
    with ExitStack() as stack:
        browser = stack.enter_context(playwright.sync_playwright()).chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        sign_in(page, desk.address, link(desk.home))
        troubles.clear()
        yield page
        browser.close()
    assert troubles == []
