"""Texts that make a careless reader slow, against prose: python -m benchmarks.hostile [--length CHARACTERS].

A line of a million digits, brackets or separators must take no longer a character than prose: `of prose` is the time a character
against that of the examples at the same length, and `growth` the time a character against a text of a tenth of the length.
The first table's lines hold nothing to read. The second's hold a time, a unit or a line in every few characters, each of
which is read: they take longer a character than prose, and must not take longer the longer they are.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.reading import text_of
from documents.errors import UnreadableSource
from documents.read import read_source

ROOT = Path(__file__).parents[1]
LENGTH = 1_000_000
TIMES = 3
MIXTURE = "0123456789（）()、《》〈〉“”年月日一二三.\t <|第每，。；：-—"

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
LINES: Mapping[str, str] = TABLE["lines"]
DENSE: Mapping[str, str] = TABLE["dense"]
# A repeated unit stands in the text of an item, on a line of its own under one, or in a paragraph under no number.
HEADS = ("一、任务\n1.推进", "一、任务\n1.推进\n", "示例市实施方案\n\n推进")


def repeated(unit: str, head: str, length: int) -> str:
    """A text of a length in characters: a heading, and one unit again and again."""
    return (head + unit * (length // len(unit) + 1))[:length]


def mixed(length: int) -> str:
    """A line of marks and digits in an order that is always the same."""
    return "".join(random.Random(1).choices(MIXTURE, k=length))  # noqa: S311 - no secret


def seconds_of(text: str, times: int) -> float:
    """The least processor seconds in which a text is read, or refused."""
    content, found = text.encode(), []
    for _ in range(times):
        started = time.process_time()
        try:
            read_source("benchmark.txt", content)
        except UnreadableSource:
            return 0.0
        found.append(time.process_time() - started)
    return min(found)


def slowest(unit: str, length: int, times: int) -> float:
    """Seconds a character of a unit's slower text; a unit of no characters is the mixture."""
    texts = [repeated(unit, head, length) for head in HEADS] if unit else [mixed(length)]
    return max(seconds_of(text, times) for text in texts) / length


def show(texts: Mapping[str, str], length: int, prose: float) -> None:
    """Print the table of some texts; `prose` is its seconds a character."""
    print(f"| {length:,} characters of | microseconds a character | of prose | growth |\n| --- | ---: | ---: | ---: |")
    for name, unit in texts.items():
        long, short = slowest(unit, length, 1), slowest(unit, length // 10, TIMES)
        shown = name.replace("|", r"\|")
        print(f"| {shown} | {long * 1e6:.2f} | {long / prose:.2f} | {long / short:.2f} |", flush=True)


def main(options: Sequence[str]) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=LENGTH, help="characters of each text")
    length = parser.parse_args(options).length
    plans = text_of(sorted((ROOT / "examples" / "documents").iterdir()))
    prose = seconds_of((plans * (length // len(plans) + 1))[:length], TIMES) / length
    print(f"prose: {prose * 1e6:.2f} microseconds a character\n")
    show({**LINES, "mixed": ""}, length, prose)
    print()
    show(DENSE, length, prose)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
