"""The characters of a PDF's page → its lines, and the order in which they are read: columns one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# Gaps in sizes of a character: between two words of Latin letters, and between two parts of a line.
WORD_GAP, PART_GAP = 0.2, 1.8
# Two columns: so many parts of so many characters stand on both sides of a gap in the middle, and few lines cross it.
COLUMN_LINES, COLUMN_LENGTH, CROSSING, MIDDLE = 6, 8, 0.35, (0.3, 0.7)
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


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow each other down a page, between two edges."""

    lines: tuple[Line, ...]
    full: bool  # over the whole width of the page


def parts_of(chars: Iterable[dict[str, Any]]) -> list[list[Line]]:
    """The lines of a page from top to bottom, each as its parts from left to right, where wide gaps part it."""
    lines: list[list[dict[str, Any]]] = []
    middle = size = 0.0
    for char in sorted(chars, key=_middle):
        if lines and abs(_middle(char) - middle) < 0.45 * max(size, char["size"]):
            lines[-1].append(char)
            if char["size"] > size:
                middle, size = _middle(char), char["size"]
        else:
            lines.append([char])
            middle, size = _middle(char), char["size"]
    return [parts for line in lines if (parts := list(_parts(sorted(line, key=lambda c: c["x0"]))))]


def _middle(char: dict[str, Any]) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _parts(line: Sequence[dict[str, Any]]) -> Iterator[Line]:
    shown = [c for c in line if c["text"].strip()]
    starts = [
        i for i, (a, b) in enumerate(pairwise(shown), 1) if b["x0"] - a["x1"] > PART_GAP * max(a["size"], b["size"])
    ]
    for begin, end in zip([0, *starts], [*starts, len(shown)], strict=True):
        if chars := shown[begin:end]:
            yield Line(
                chars[0]["x0"], max(c["x1"] for c in chars), min(c["top"] for c in chars), max(c["bottom"] for c in chars),
                max(c["size"] for c in chars), _text(chars),
            )  # fmt: skip


def _text(chars: Sequence[dict[str, Any]]) -> str:
    """The characters, with a blank between words of Latin letters; the wide spacing of a title is no blank."""
    text = chars[0]["text"]
    for before, char in pairwise(chars):
        apart = char["x0"] - before["x1"] > WORD_GAP * char["size"]
        text += " " if apart and LATIN[0].search(before["text"]) and LATIN[1].match(char["text"]) else ""
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


def columns_of(lines: Sequence[Sequence[Line]]) -> list[Column]:
    """The lines of a page in the order they are read: across the page, or down one column and then down the next."""
    gutter = _gutter(lines)
    if gutter is None:
        return [Column(tuple(whole(parts) for parts in lines), full=True)] if lines else []
    found: list[Column] = []
    beside: list[Sequence[Line]] = []
    for parts in lines:
        if any(part.x0 < gutter < part.x1 for part in parts):
            found += _side_by_side(beside, gutter)
            beside = []
            found.append(Column((whole(parts),), full=True))
        else:
            beside.append(parts)
    return _adjoined([*found, *_side_by_side(beside, gutter)])


def _gutter(lines: Sequence[Sequence[Line]]) -> float | None:
    """The middle of the gap between two columns, or None where the page has one."""
    parts = [part for line in lines for part in line]
    if not parts:
        return None
    left, right = min(p.x0 for p in parts), max(p.x1 for p in parts)
    low, high = (left + share * (right - left) for share in MIDDLE)
    gaps = sorted({round((a.x1 + b.x0) / 2) for line in lines for a, b in pairwise(line)})
    best, most = None, COLUMN_LINES - 1
    for gap in gaps:
        if low < gap < high:
            long = [p for p in parts if len(p.text) >= COLUMN_LENGTH or p.rows]
            sides = min(sum(p.x1 < gap for p in long), sum(p.x0 > gap for p in long))
            crossing = sum(any(p.x0 < gap < p.x1 for p in line) for line in lines)
            if sides > most and crossing <= CROSSING * len(lines):
                best, most = float(gap), sides
    return best


def _side_by_side(lines: Sequence[Sequence[Line]], gutter: float) -> list[Column]:
    left = [whole(side) for line in lines if (side := [p for p in line if p.x1 <= gutter])]
    right = [whole(side) for line in lines if (side := [p for p in line if p.x0 >= gutter])]
    if min(len(left), len(right)) < COLUMN_LINES // 2:
        return [Column(tuple(whole(parts) for parts in lines), full=True)] if lines else []
    return [Column(tuple(left), full=False), Column(tuple(right), full=False)]


def _adjoined(columns: Sequence[Column]) -> list[Column]:
    """Columns with what stands across the page in one piece each."""
    joined: list[Column] = []
    for column in columns:
        if joined and joined[-1].full and column.full:
            joined[-1] = Column((*joined[-1].lines, *column.lines), full=True)
        else:
            joined.append(column)
    return joined
