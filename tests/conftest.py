"""What several folders of tests share: the corpus, Prefect's server, and what a test does without the part it needs.

A test that needs a browser, PostgreSQL or the corpus says so with a marker (the fixture `corpus` is marker enough).
Where the part is absent it is skipped with a word, and the closing lines say what to install. Where `CI` is set nothing
may be skipped: an absent part, or any other skip, fails the run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IN_CI = bool(os.environ.get("CI"))
POSTGRES_BINARIES = "/usr/lib/postgresql/*/bin/initdb"

# Before anything imports Prefect or Great Expectations: no state outside of this run, no telemetry.
os.environ.setdefault("PREFECT_HOME", tempfile.mkdtemp(prefix="shixian-prefect-"))
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


def corpus_folder() -> Path:
    """The folder of the real documents: it holds `documents/` and `gold/`."""
    return Path(os.environ.get("SHIXIAN_CORPUS") or ROOT.parent / "shared")


def find_chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def find_initdb() -> Path | None:
    """The path of PostgreSQL's initdb, newest first, or None. Debian keeps it off the PATH."""
    on_path = shutil.which("initdb")
    return Path(on_path) if on_path else max(Path("/").glob(POSTGRES_BINARIES.lstrip("/")), default=None)


def _lacks_corpus() -> str:
    folder = corpus_folder()
    absent = not (folder / "documents").is_dir() or not (folder / "gold").is_dir()
    return f"the corpus is not in {folder} (set SHIXIAN_CORPUS to the folder of documents/ and gold/)" if absent else ""


def _lacks_browser() -> str:
    return "" if find_chromium() else "Chromium is not installed (Debian: apt-get install chromium)"


def _lacks_postgres() -> str:
    return "" if find_initdb() else "PostgreSQL is not installed (Debian: apt-get install postgresql)"


NEEDS: dict[str, Callable[[], str]] = {
    "browser": _lacks_browser,
    "postgres": _lacks_postgres,
    "corpus": _lacks_corpus,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for the corpus by fixture."""
    for item in items:
        if "corpus" in getattr(item, "fixturenames", ()):
            item.add_marker("corpus")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose part is absent, or fail it where nothing may be skipped."""
    for name, lacks in NEEDS.items():
        reason = lacks() if item.get_closest_marker(name) else ""
        if reason and IN_CI:
            pytest.fail(reason, pytrace=False)
        elif reason:
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in plain words how many tests lacked what."""
    skipped = [report.longrepr[2] for report in terminalreporter.getreports("skipped")]
    for lacks in NEEDS.values():
        reason = lacks()
        count = sum(reason in text for text in skipped) if reason else 0
        if count:
            terminalreporter.write_line(f"{count} tests were skipped: {reason}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run of CI that skipped anything."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.getreports("skipped") and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("CI is set: no test may be skipped", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the real documents (`documents/`) and their gold (`gold/`)."""
    return corpus_folder()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; for tests marked `browser`."""
    return find_chromium() or ""


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """Prefect's own test server, with a database of its own; started once, for the tests that ask for it."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=60):
        yield
