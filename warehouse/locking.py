"""One process at a time: a lock on a file, which goes with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

PAUSE_SECONDS = 0.2


@contextmanager
def held(file: Path, patience_seconds: float, waiting: Callable[[], object]) -> Iterator[None]:
    """Has the lock on `file`, made where it is not there, until the block ends; `waiting` is called once where it must wait.

    Raises TimeoutError where another process holds it for longer than `patience_seconds`, OSError where the file cannot
    be made. Two calls in one process wait for each other too.
    """
    file.parent.mkdir(parents=True, exist_ok=True)

    def tell(state: RetryCallState) -> None:
        if state.attempt_number == 1:
            waiting()

    attempts = Retrying(
        retry=retry_if_exception_type(BlockingIOError),
        wait=wait_fixed(PAUSE_SECONDS),
        stop=stop_after_delay(patience_seconds),
        before_sleep=tell,
        reraise=True,
    )
    with file.open("w") as lock:
        try:
            attempts(fcntl.flock, lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TimeoutError(f"{file} is held by another process for more than {patience_seconds} s") from error
        yield
