"""Characters a second that are read, and how that grows: python -m benchmarks.reading [--largest CHARACTERS] [FILE…].

The texts are the examples (or the files named), one after the other and repeated until they are as long as asked. A reader
whose time grows with the length alone shows one figure in all rows; `growth` is the time a character against the first row.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.decode import decode
from documents.read import read_source

ROOT = Path(__file__).parents[1]
SMALLEST, LARGEST = 10_000, 10_000_000
# A short text is read several times, so that what is measured lasts about so many seconds; the fastest counts.
LEAST_SECONDS, MOST_TIMES = 0.5, 5


@dataclass(frozen=True)
class Row:
    """One length: characters read, processor seconds that it took, and measures found."""

    characters: int
    seconds: float
    measures: int

    @property
    def speed(self) -> float:
        """Characters a second on one core."""
        return self.characters / self.seconds


def text_of(paths: Sequence[Path]) -> str:
    """The texts of the files, one after the other."""
    return "\n".join(decode(path.name, path.read_bytes()).text for path in paths)


def measured(text: str, length: int) -> Row:
    """Read the text, repeated or cut to a length in characters."""
    whole = (text + "\n") * (length // (len(text) + 1) + 1)
    content = whole[:length].encode()
    times: list[float] = []
    while not times or (sum(times) < LEAST_SECONDS and len(times) < MOST_TIMES):
        started = time.process_time()
        reading = read_source("benchmark.txt", content)
        times.append(time.process_time() - started)
    return Row(len(reading.text), min(times), len(reading.measures))


def rows_of(text: str, largest: int) -> Iterator[Row]:
    """Rows of ten times the length each, from the smallest to the largest."""
    measured(text, SMALLEST)  # what is loaded once
    length = SMALLEST
    while length <= largest:
        yield measured(text, length)
        length *= 10


def main(options: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to read (default: examples/documents)")
    parser.add_argument("--largest", type=int, default=LARGEST, help="characters of the longest text")
    arguments = parser.parse_args(options)
    text = text_of(arguments.files or sorted((ROOT / "examples" / "documents").iterdir()))
    print(f"{'characters':>12}{'seconds':>10}{'characters/s':>14}{'growth':>8}{'measures':>10}")
    first: Row | None = None
    for row in rows_of(text, arguments.largest):
        first = first or row
        growth = first.speed / row.speed
        print(
            f"{row.characters:>12,}{row.seconds:>10.3f}{row.speed:>14,.0f}{growth:>8.2f}{row.measures:>10,}", flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
