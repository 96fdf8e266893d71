"""A lock on a file: one process at a time, others wait their turn, and a dead one holds nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from warehouse.locking import held

HOLDER = """
import sys, time
from pathlib import Path
from warehouse.locking import held
with held(Path(sys.argv[1]), 1, lambda: None):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_waits_for_the_other_and_says_so_once(tmp_path: Path) -> None:
    told: list[str] = []
    order: list[str] = []

    def first() -> None:
        with held(tmp_path / "lock", 1, lambda: None):
            entered.set()
            time.sleep(0.5)
            order.append("first")

    entered = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    entered.wait(10)
    with held(tmp_path / "lock", 30, lambda: told.append("waiting")):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]
    assert told == ["waiting"]


def test_patience_ends(tmp_path: Path) -> None:
    with held(tmp_path / "lock", 1, lambda: None), pytest.raises(TimeoutError), held(tmp_path / "lock", 0.1, list):
        pass


def test_it_goes_with_the_process_that_holds_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "lock")]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    with held(tmp_path / "lock", 10, lambda: None):
        pass
