"""The characters of a PDF's page → its lines, each in the parts that wide gaps make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from documents.text.decode import CONTROL

# Gaps in sizes of a character: between two words of Latin letters, between two columns, between two parts of a line.
WORD_GAP, COLUMN_GAP, PART_GAP = 0.2, 0.7, 1.8
# A line's characters differ in size by no more: a mark set high is smaller, what is far larger stands behind the text.
LARGER = 1.6
# A font of no size at all stands in mangled files.
SMALLEST = 1.0
# How far from a line's middle a character's middle may lie.
ASTRAY = 0.45
LATIN = re.compile(r"[A-Za-z0-9,.;:)%]$"), re.compile(r"^[A-Za-z0-9(]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one, in points from the top left; `rows` where a table stands there instead of text."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str
    rows: tuple[Any, ...] = ()


def once(chars: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The characters without those printed over themselves, a hair aside, as programs do that have no bold font.

    Blanks are left out; the character after one knows of it (`spaced`). pdfplumber's own dedupe_chars takes the square of
    their number.
    """
    seen: set[tuple[str, int, int]] = set()
    blank = False
    for char in chars:
        if not CONTROL.sub("", char["text"]).strip():
            blank |= char["text"].isspace()
            continue
        char["spaced"], blank = blank, False
        x, y = round(char["x0"]), round(char["top"])
        if not any((char["text"], x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            seen.add((char["text"], x, y))
            yield char


def grouped(chars: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The characters line by line, from top to bottom, each line from left to right."""
    lines: list[list[dict[str, Any]]] = []
    middle = size = 0.0
    for char in sorted(chars, key=_middle):
        if lines and abs(_middle(char) - middle) < ASTRAY * min(size, LARGER * char["size"]):
            lines[-1].append(char)
            if char["size"] > size:
                middle, size = _middle(char), char["size"]
        else:
            lines.append([char])
            middle, size = _middle(char), char["size"]
    return [sorted(line, key=lambda c: c["x0"]) for line in lines]


def _middle(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def gaps_of(line: Sequence[dict[str, Any]], least: float) -> Iterator[tuple[float, float, int]]:
    """The gaps in a line that are at least so wide, in sizes of a character: begin, end, and how many characters stand before."""
    for count, (before, after) in enumerate(pairwise(line), 1):
        if after["x0"] - before["x1"] >= least * max(before["size"], after["size"]):
            yield before["x1"], after["x0"], count


def parts_of(line: Sequence[dict[str, Any]], gutter: float | None = None) -> list[Line]:
    """The parts of a line from left to right, as wide gaps make them, and the gap at the gutter between two columns."""
    wide = {count for _, _, count in gaps_of(line, PART_GAP)}
    if gutter is not None:
        wide |= {count for begin, end, count in gaps_of(line, COLUMN_GAP) if begin <= gutter <= end}
    bounds = [0, *sorted(wide), len(line)]
    return [_part(line[begin:end]) for begin, end in pairwise(bounds) if end > begin]


def _part(chars: Sequence[dict[str, Any]]) -> Line:
    return Line(
        chars[0]["x0"], max(c["x1"] for c in chars), min(c["top"] for c in chars), max(c["bottom"] for c in chars),
        max(SMALLEST, *(c["size"] for c in chars)), _text(chars),
    )  # fmt: skip


def _text(chars: Sequence[dict[str, Any]]) -> str:
    """The characters, with a blank between words of Latin letters and behind a number (1 总则).

    The wide spacing of a title is no blank, whether it was set by the font or typed.
    """
    text = chars[0]["text"]
    for before, char in pairwise(chars):
        apart = char["spaced"] or char["x0"] - before["x1"] > WORD_GAP * char["size"]
        words = apart and LATIN[0].search(before["text"]) and LATIN[1].match(char["text"])
        numbered = char["spaced"] and before["text"].isdigit() and char["text"] > "\u2e7f"
        text += " " if words or numbered else ""
        text += char["text"]
    return str(text)


def whole(parts: Sequence[Line]) -> Line:
    """The parts of a line as one, blanks where the gaps were."""
    if len(parts) == 1:
        return parts[0]
    return Line(
        parts[0].x0, max(p.x1 for p in parts), min(p.top for p in parts), max(p.bottom for p in parts),
        max(p.size for p in parts), "  ".join(p.text for p in parts),
    )  # fmt: skip


def text_of(chars: Iterable[dict[str, Any]]) -> str:
    """The lines of a box, a line a line."""
    return "\n".join(whole(parts_of(line)).text for line in grouped(chars))
