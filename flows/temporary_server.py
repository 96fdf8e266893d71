"""Prefect's API for one run: the server that PREFECT_API_URL names, else a temporary one with its state beside the warehouse.

Prefect would start a temporary server by itself. Started here, by the same command, it costs a third of the time: what the
run needs is imported meanwhile, and services that a single run has no use for are told to keep still. Figures and the
settings one by one: docs/operations.md.
"""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from flows.errors import ServerError
from flows.progress import console, stage
from warehouse.causes import cause
from warehouse.locking import held
from warehouse.soundness import is_damaged

# What takes longest to import, done while the server starts.
HEAVY = ("expectations.validation", "flows.pipeline")
LOG = "server.log"
PATIENCE_SECONDS = 60
START_PATIENCE_SECONDS = 600  # for others that start one, each in its turn
LIGHT = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    # In transactions of their own, the recorder's rows keep SQLite locked, and each client call waits two seconds.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "50",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
}


@contextmanager
def prefect_api(home: Path) -> Iterator[None]:
    """Flows called in the block have an API. Must be entered before anything imports Prefect.

    Raises ServerError where the server that is named does not answer, or the temporary one does not start within a minute.
    """
    named = os.environ.get("PREFECT_API_URL")
    if named:
        if not _answers(named):
            raise ServerError(f"连不上 Prefect 服务 {named}。请先启动它，或取消环境变量 PREFECT_API_URL 后再试。")
        yield
        return
    folder = (home / "prefect").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServerError(f"不能在 {home} 里建立目录：{cause(error)}。请换一个可以写入的目录。") from error
    os.environ.setdefault("PREFECT_HOME", str(folder))
    # What goes wrong is said once, by the command; the server's own log goes with the server.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    with ExitStack() as stack:
        with stage("启动流程引擎") as current:
            port = _started(Path(os.environ["PREFECT_HOME"]), stack)
            current.result = "就绪"
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        # The heartbeat's thread ends a second after its flow; nobody watches for the pulse of a run on its own server.
        api = {PREFECT_API_URL: f"http://127.0.0.1:{port}/api", PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}
        with temporary_settings(updates=api):
            yield


def _started(folder: Path, stack: ExitStack) -> int:
    """The port of a server that is ready; it is stopped with `stack`.

    One process at a time starts one: the first makes the database, which others would find half made.
    """
    try:
        with held(folder / ".starting", START_PATIENCE_SECONDS, _tell_of_waiting):
            port = _try_to_start(folder, stack)
            if port is None and set_aside_damaged(folder):
                port = _try_to_start(folder, stack)
    except TimeoutError as error:
        raise ServerError("另一次运行一直在启动 Prefect 的临时服务，请等它结束后再试。") from error
    if port is None:
        raise ServerError(f"Prefect 的临时服务没有启动，详见 {folder / LOG}。")
    return port


def _tell_of_waiting() -> None:
    console.print("  另一次运行正在启动，等它启动完…", markup=False)


def set_aside_damaged(folder: Path) -> bool:
    """Whether Prefect's own database in `folder` was damaged; it is then out of the way, and a new one will be made.

    It holds nothing but the history of runs.
    """
    database = folder / "prefect.db"
    if not is_damaged(database):
        return False
    aside = database.replace(database.with_name("prefect.db.damaged"))
    for companion in ("prefect.db-wal", "prefect.db-shm"):
        folder.joinpath(companion).unlink(missing_ok=True)
    console.print(
        f"  Prefect 的运行记录损坏，已移到 {aside}，另建新的；其他数据不受影响。", markup=False, soft_wrap=True
    )
    return True


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    environment = {**LIGHT, **os.environ, "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
    with (folder / LOG).open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.server_process", str(port)],
            env=environment,
            # The server ends when this pipe does, even where the run is killed and can tell it nothing.
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # Ctrl+C at the terminal is for the run, which then stops its server itself.
            start_new_session=True,
        )


def _try_to_start(folder: Path, stack: ExitStack) -> int | None:
    """The port of a new server once it answers, None where it does not."""
    port = _free_port()
    server = _start(folder, port)
    stack.callback(_stop, server)
    for module in HEAVY:
        importlib.import_module(module)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(f"http://127.0.0.1:{port}/api"):
            return port
        time.sleep(0.1)
    return None


def _answers(api: str) -> bool:
    """Whether a Prefect server is well at the address of its API."""
    # httpx would read all certificates of the machine at each call, and take the server's core for it.
    try:
        with urlopen(f"{api.rstrip('/')}/health", timeout=PATIENCE_SECONDS) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, ValueError, HTTPException):
        return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
