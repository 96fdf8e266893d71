"""Fuzzing of the reader: python -m benchmarks.fuzz [--minutes 10] [--seed N] [--failures FOLDER] [FILE…].

Files (by default the examples, the held-out layouts of the tests and the documents of the corpus, where it is there) are
altered at the level of text and of bytes, or made up altogether, and read under every suffix that has a reader. Reported
are: a crash (anything raised but UnreadableSource), a hang (a source that takes longer than its length allows), and
whatever benchmarks/invariants.py says does not hold, a lost character above all. A failing input is made smaller while it
fails in the same way, and saved; `python -m benchmarks.fuzz --again FILE` reads it again. Exits with 1 where anything failed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.invariants import broken
from benchmarks.mutations import altered_bytes, altered_text, made_up
from benchmarks.seeds import formats_of
from documents.errors import UnreadableSource
from documents.formats.recognize import suffixes
from documents.read import read_source

ROOT = Path(__file__).parents[1]
# A source may take so long: a machine shared with others is slow, a reader that runs away is far slower.
SECONDS_AT_LEAST, SECONDS_A_BYTE = 5.0, 100e-6
# What grows in alterations is cut to so many bytes, so that each second sees many sources.
LONGEST = 60_000
# How many inputs of one kind of failure are kept: they may have several causes.
MOST_KEPT = 3
# How long a failing input is made smaller.
SECONDS_TO_SHRINK = 20.0
TEXTS = (".txt", ".md", ".html")
SUFFIXES = ("", *suffixes())
# How many plain texts are put into the other formats, and how much of each.
MOST_PLANS, LONGEST_PLAN = 6, 3_000


class TooSlow(Exception):  # noqa: N818 - an answer of the watchdog
    """Raised in the middle of reading, by the watchdog's alarm."""


@dataclass(frozen=True)
class Failure:
    """How a source failed: `kind` is the same for failures of one cause."""

    kind: str
    detail: str


@contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """Raises TooSlow in a block that takes longer."""

    def ring(_signal: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def failure_of(name: str, content: bytes) -> Failure | None:
    """Read a source; how it failed, or None."""
    try:
        with watchdog(SECONDS_AT_LEAST + SECONDS_A_BYTE * len(content)):
            reading = read_source(name, content)
    except UnreadableSource:
        return None
    except TooSlow:
        return Failure(f"hang in {_where()}", f"{len(content)} bytes")
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return Failure(f"crash {type(error).__name__} in {_where()}", repr(error)[:200])
    lost = next(broken(reading), None)
    return Failure(lost.partition(":")[0], lost[:300]) if lost else None


def _where() -> str:
    """The innermost place of ours that the exception being handled passed through."""
    ours = [
        f for f in traceback.extract_tb(sys.exc_info()[2]) if Path(f.filename).parent.is_relative_to(ROOT / "documents")
    ]
    return f"{Path(ours[-1].filename).name}:{ours[-1].name}" if ours else "another's code"


def smaller(name: str, content: bytes, failure: Failure) -> bytes:
    """A shorter source that fails in the same way: pieces are left out as long as it does and the time allows."""
    until = time.monotonic() + SECONDS_TO_SHRINK
    text = _text_of(name, content)
    units: Any = text if text is not None else content  # characters or bytes
    size = max(len(units) // 2, 1)
    while time.monotonic() < until:
        at = 0
        while at < len(units) and time.monotonic() < until:
            shorter = units[:at] + units[at + size :]
            found = failure_of(name, _bytes_of(shorter))
            if found and found.kind == failure.kind:
                units = shorter
            else:
                at += size
        if size == 1:
            break
        size = max(size // 2, 1)
    return _bytes_of(units)


def _text_of(name: str, content: bytes) -> str | None:
    try:
        return content.decode() if Path(name).suffix in TEXTS else None
    except UnicodeDecodeError:
        return None


def _bytes_of(units: str | bytes) -> bytes:
    return units if isinstance(units, bytes) else units.encode()


def seeds_of(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Names and contents of the files, those of folders included, and of some plain texts among them in the other formats."""
    files = [
        file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]) if file.is_file()
    ]
    found = [(file.name, file.read_bytes()) for file in files if file.suffix.lower() in SUFFIXES]
    plans = [content.decode("utf-8", "ignore") for name, content in found if Path(name).suffix in TEXTS]
    return found + [
        made for plan in plans[:: max(len(plans) // MOST_PLANS, 1)] for made in formats_of(plan[:LONGEST_PLAN])
    ]


def sources(seeds: Sequence[tuple[str, bytes]], chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Sources without end: altered, spliced and made-up ones, each under a suffix."""
    formats = sorted({Path(name).suffix for name, _ in seeds})
    texts = [content.decode("utf-8", "ignore") for name, content in seeds if Path(name).suffix in TEXTS]
    while True:
        suffix = chance.choice(formats)  # each format as often, though most files are plain text
        name, content = chance.choice([seed for seed in seeds if Path(seed[0]).suffix == suffix])
        way: Callable[[], bytes] = chance.choice((
            lambda content=content: altered_bytes(content, chance),
            lambda: altered_text(chance.choice(texts), texts, chance).encode("utf-8", "ignore")[:LONGEST],
            lambda: altered_text(chance.choice(texts), texts, chance).encode("utf-8", "ignore")[:LONGEST],
            lambda: made_up(chance).encode("utf-8", "ignore"),
        ))  # fmt: skip
        if suffix not in TEXTS and chance.random() < 0.7:
            way = partial(altered_bytes, content, chance)
        shown = Path(name).suffix if chance.random() < 0.9 else chance.choice(SUFFIXES)
        yield f"来源{shown}", way()


def fuzz(seeds: Sequence[tuple[str, bytes]], minutes: float, seed: int, folder: Path) -> Counter[str]:
    """Read sources for so many minutes; saves small inputs of each kind of failure, and returns how many failed."""
    chance, failures, read = random.Random(seed), Counter[str](), 0  # noqa: S311 - no secret
    until = time.monotonic() + 60 * minutes
    for name, content in sources(seeds, chance):
        if time.monotonic() > until:
            break
        read += 1
        failure = failure_of(name, content)
        if failure is None:
            continue
        failures[failure.kind] += 1
        if failures[failure.kind] <= MOST_KEPT:
            small = smaller(name, content, failure)
            kept = folder / f"{hashlib.sha256(small).hexdigest()[:12]}{Path(name).suffix}"
            kept.write_bytes(small)
            print(f"{failure.kind}\n  {failure.detail}\n  {len(small)} bytes: {kept}", flush=True)
    print(f"{read:,} sources in {minutes:g} minutes, of which {failures.total()} failed")
    return failures


def main(options: Sequence[str]) -> int:
    """Fuzz, or read one input again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="files or folders to alter")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed makes the same sources")
    parser.add_argument(
        "--failures", type=Path, default=ROOT / ".shixian" / "fuzz", help="where failing inputs are kept"
    )
    parser.add_argument("--again", type=Path, help="read this one input, and show how it fails")
    given = parser.parse_args(options)
    if given.again:
        failure = failure_of(given.again.name, given.again.read_bytes())
        print(f"{failure.kind}\n{failure.detail}" if failure else "it does not fail")
        return int(failure is not None)
    corpus = Path(os.environ.get("SHIXIAN_CORPUS") or ROOT.parent / "shared") / "documents"
    own = [ROOT / "examples", ROOT / "tests" / "documents", *([corpus] if corpus.is_dir() else [])]
    given.failures.mkdir(parents=True, exist_ok=True)
    print(f"seed {given.seed}", flush=True)
    return int(bool(fuzz(seeds_of(given.files or own), given.minutes, given.seed, given.failures)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
