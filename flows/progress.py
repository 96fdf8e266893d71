"""What a person sees while a run goes on: one line a stage, with its time, on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(stderr=True, highlight=False)


class Stage:
    """A stage that is under way; `result` is what it says of itself at its end."""

    def __init__(self) -> None:
        self.result = ""


@contextmanager
def stage(name: str) -> Iterator[Stage]:
    """Says that the stage `name` begins, and when the block ends what came of it and how long it took."""
    console.print(f"▶ {name} …", markup=False)
    started, current = time.monotonic(), Stage()
    yield current
    console.print(f"✔ {name}：{current.result}（{time.monotonic() - started:.1f} 秒）", markup=False)
