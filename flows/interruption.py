"""Ctrl+C and a request to end: one line that says what stands, and the process is gone.

A run may be killed at any moment and the last good publication stands (tests/flows/test_killed.py), so nothing has to be
unwound. An exception raised wherever a signal happens to fall comes out as somebody else's error, of DuckDB's query or of
Prefect's own bookkeeping; so both signals are kept from every handler, and one thread waits for them.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Collection

EXIT_STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}


def end_in_one_line(standing: Callable[[], str]) -> None:
    """From now on SIGINT and SIGTERM end the process with `standing()` as its last line, and 130 or 143.

    Must be called by the main thread while it is the only one. A signal that the process was started to ignore, as by
    `nohup` or in the background of a script, stays ignored. Processes started from here inherit the block: `accept_ending`.
    """
    expected = {number for number in EXIT_STATUS if signal.getsignal(number) != signal.SIG_IGN}
    signal.pthread_sigmask(signal.SIG_BLOCK, expected)
    threading.Thread(target=_end, args=(expected, standing), daemon=True).start()


def accept_ending() -> None:
    """What a process started by one that ends in one line calls first, to be ended as any other."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, EXIT_STATUS)


def _end(expected: Collection[signal.Signals], standing: Callable[[], str]) -> None:
    number = signal.sigwait(expected)
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(2, f"{standing()}\n".encode())
    os._exit(EXIT_STATUS[signal.Signals(number)])
