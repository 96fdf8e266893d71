"""Characters a second that are read, how that grows, and the memory it takes: python -m benchmarks.reading [FILE…].

The texts are the examples (or the files named), one after the other and repeated until they are as many bytes of UTF-8 as
asked. A reader whose time grows with the length alone shows one figure in all rows; `growth` is the time a character
against the first row. `peak` is the most memory that the process held for a text, beyond what it held before it read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stages import forget_peak, peak
from documents.read import read_source
from documents.text.decode import decode

ROOT = Path(__file__).parents[1]
SMALLEST, LARGEST = 10_000, 100_000_000
# A short text is read several times, so that what is measured lasts about so many seconds; the fastest counts.
LEAST_SECONDS, MOST_TIMES = 0.5, 5


@dataclass(frozen=True)
class Row:
    """One length: bytes and characters read, processor seconds and megabytes that it took, and measures found."""

    size: int
    characters: int
    seconds: float
    megabytes: float
    measures: int

    @property
    def speed(self) -> float:
        """Characters a second on one core."""
        return self.characters / self.seconds


def text_of(paths: Sequence[Path]) -> str:
    """The texts of the files, one after the other."""
    return "\n".join(decode(path.name, path.read_bytes()).text for path in paths) + "\n"


def cut(text: str, size: int) -> bytes:
    """The text in UTF-8, repeated until it has so many bytes, less what would be half a character."""
    content = text.encode()
    whole = content * (size // len(content) + 1)
    return whole[:size].decode("utf-8", "ignore").encode()


def measured(content: bytes) -> Row:
    """Read a text, several times where it is short."""
    forget_peak()
    before = peak()
    seconds, characters, measures = timed(content)
    times = [seconds]
    while sum(times) < LEAST_SECONDS and len(times) < MOST_TIMES:
        times.append(timed(content)[0])
    return Row(len(content), characters, min(times), peak() - before, measures)


def timed(content: bytes) -> tuple[float, int, int]:
    """Processor seconds of one reading, its characters and its measures."""
    started = time.process_time()
    reading = read_source("benchmark.txt", content)
    return time.process_time() - started, len(reading.text), len(reading.measures)


def rows_of(text: str, largest: int) -> Iterator[Row]:
    """Rows of ten times the length each, from the smallest to the largest."""
    measured(cut(text, SMALLEST))  # what is loaded once
    size = SMALLEST
    while size <= largest:
        yield measured(cut(text, size))
        size *= 10


def main(options: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to read (default: examples/documents)")
    parser.add_argument("--largest", type=int, default=LARGEST, help="bytes of the longest text")
    arguments = parser.parse_args(options)
    text = text_of(arguments.files or sorted((ROOT / "examples" / "documents").iterdir()))
    print("| bytes | characters | seconds | characters/s | growth | peak MB | measures |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    first: Row | None = None
    for row in rows_of(text, arguments.largest):
        first = first or row
        cells = (
            f"{row.size:,}", f"{row.characters:,}", f"{row.seconds:.3f}", f"{row.speed:,.0f}",
            f"{first.speed / row.speed:.2f}", f"{row.megabytes:,.0f}", f"{row.measures:,}",
        )  # fmt: skip
        print(f"| {' | '.join(cells)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
