"""A run that is killed, in whatever stage, leaves the last good publication, and the next run completes."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
STAGES = (
    "查找来源文件",
    "读取文件",
    "写入数据仓库",
    "核对责任单位",
    "建立任务对应关系",
    "校验",
    "发布日历",
    "每周汇总",
)

pytestmark = pytest.mark.usefixtures("prefect_server")


def command(folder: Path) -> subprocess.Popen[str]:
    arguments = ["run", "sources", "--units", str(EXAMPLES / "local_units.csv"), "--as-of", "2024-09-02"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PREFECT_API_URL": str(PREFECT_API_URL.value())}
    return subprocess.Popen(
        [sys.executable, "-m", "flows", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(folder: Path) -> None:
    process = command(folder)
    _, told = process.communicate()
    assert process.returncode == 0, told


def kill_in(stage: str, folder: Path) -> None:
    """Starts a run and kills it, with all that it started, as soon as it says that it is in `stage`."""
    process = command(folder)
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(f"▶ {stage}"):
            break
    else:
        raise AssertionError(f"the run never came to {stage}")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def shown(folder: Path) -> dict[str, str]:
    """What a unit can see: the feeds and pages of the publication, by their digests."""
    current = folder / "out" / "current"
    files = sorted(path for path in current.rglob("*") if path.is_file())
    return {str(path.relative_to(current)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def take(folder: Path, *patterns: str) -> None:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for pattern in patterns:
        for path in (EXAMPLES / "documents").glob(pattern):
            shutil.copy(path, folder / "sources")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A good publication of one document."""
    folder = tmp_path_factory.mktemp("before")
    take(folder, "*.md")
    run(folder)
    return folder


@pytest.fixture(scope="module")
def never_killed(before: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is shown once the other documents have been taken in without trouble."""
    folder = tmp_path_factory.mktemp("never") / "folder"
    shutil.copytree(before, folder, symlinks=True)
    take(folder, "*")
    run(folder)
    return shown(folder)


@pytest.mark.parametrize("stage", STAGES)
def test_killed_in(stage: str, before: Path, never_killed: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(before, folder, symlinks=True)
    take(folder, "*")
    kill_in(stage, folder)
    after_publication = STAGES.index(stage) > STAGES.index("发布日历")
    assert shown(folder) == (never_killed if after_publication else shown(before))
    run(folder)
    assert shown(folder) == never_killed
