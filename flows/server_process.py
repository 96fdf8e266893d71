"""The process of a temporary Prefect server: it ends with the run that started it, however that ends."""

from __future__ import annotations

import os
import signal
import sys
import threading

import uvicorn

from flows.interruption import accept_ending


def main(port: int) -> None:
    """Serves Prefect's API on 127.0.0.1 until standard input ends, as a pipe does with the process at its other end."""
    accept_ending()
    threading.Thread(target=_end_with_input, daemon=True).start()
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        log_level="error",
        lifespan="on",
    )


def _end_with_input() -> None:
    # Not by sys.stdin: a thread that waits in it keeps the interpreter from ending, and its complaint hides the cause.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(int(sys.argv[1]))
