"""Ctrl+C and a request to end give one line that says what stands, wherever they fall."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL

from tests.flows.test_cli import PLAN

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("prefect_server")


def started(folder: Path, **more: str) -> subprocess.Popen[str]:
    (folder / "方案.txt").write_text(PLAN, encoding="utf8")
    return subprocess.Popen(
        [sys.executable, "-m", "flows", "run", "方案.txt", "--as-of", "2024-09-02"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PREFECT_LOGGING_LEVEL": "CRITICAL"} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told_after(stage: str, process: subprocess.Popen[str], number: signal.Signals, seconds: float) -> list[str]:
    """What the run still says on either stream when `number` reaches it `seconds` after it began `stage`."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(f"▶ {stage}"):
            time.sleep(seconds)
            process.send_signal(number)
            break
    shown, told = process.communicate()
    return [line for line in (shown + told).splitlines() if not line.startswith(("▶", "✔"))]


@pytest.mark.parametrize(
    ("reason", "stage", "seconds", "number", "status"),
    [
        ("in Prefect's bookkeeping between two tasks", "读取文件", 0, signal.SIGINT, 130),
        ("while Great Expectations works", "校验", 0.3, signal.SIGINT, 130),
        ("while DuckDB works, whose query would be what fails", "校验", 0, signal.SIGTERM, 143),
        ("while feeds are written", "发布日历", 0.2, signal.SIGINT, 130),
        ("where Prefect has taken the signal for itself", "发布日历", 0, signal.SIGTERM, 143),
    ],
)
def test_a_run(reason: str, stage: str, seconds: float, number: signal.Signals, status: int, tmp_path: Path) -> None:
    process = started(tmp_path, PREFECT_API_URL=str(PREFECT_API_URL.value()))
    (line,) = told_after(stage, process, number, seconds)
    assert line.startswith("已中断；"), reason
    assert ("最近一次完整的发布" if (tmp_path / "out" / "current").exists() else "还没有发布过") in line
    assert process.returncode == status


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_whose_server_is_just_starting(number: signal.Signals, status: int, tmp_path: Path) -> None:
    process = started(tmp_path, PREFECT_API_URL="", PREFECT_HOME=str(tmp_path / "prefect"))
    (line,) = told_after("启动流程引擎", process, number, 0.5)
    assert line == "已中断；还没有发布过结果，重新运行即可接着做。"
    assert process.returncode == status


def test_what_a_shell_wants_ignored_is_ignored(tmp_path: Path) -> None:
    ignoring = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for what it starts in the background
    try:
        process = started(tmp_path, PREFECT_API_URL=str(PREFECT_API_URL.value()))
    finally:
        signal.signal(signal.SIGINT, ignoring)
    told_after("读取文件", process, signal.SIGINT, 0)
    assert process.returncode == 0
