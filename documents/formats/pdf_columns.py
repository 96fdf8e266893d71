"""The lines of a PDF's page → the order in which they are read: across the page, or one column after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from documents.formats.pdf_lines import COLUMN_GAP, Line, gaps_of, grouped, parts_of, whole

# Two columns: so many lines have so many characters on both sides of one gap, between these shares of the text's width,
# and of all lines with text there only so large a share crosses it.
FEWEST, LENGTH, MIDDLE, CROSSING = 6, 6, (0.3, 0.7), 0.35
# No page is wider (ISO 32000-1, Annex C.2, in points): what stands farther off was put there by damage.
WIDEST = 14_400


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that follow each other down a page, between two edges."""

    lines: tuple[Line, ...]
    full: bool  # over the whole width of the page


def columns_of(chars: Iterable[dict[str, Any]], tables: Sequence[Line]) -> list[Column]:
    """The lines of a page, with its tables, in the order they are read."""
    rows = grouped(chars)
    gutter = _gutter(rows)
    lines: list[list[Line]] = [*(parts_of(row, gutter) for row in rows), *([table] for table in tables)]
    lines.sort(key=lambda parts: parts[0].top)
    found: list[Column] = []
    beside: list[list[Line]] = []
    for parts in lines:
        if gutter is None or any(part.x0 < gutter < part.x1 for part in parts):
            found += [*_side_by_side(beside, gutter), Column((whole(parts),), full=True)]
            beside = []
        else:
            beside.append(parts)
    return _adjoined([*found, *_side_by_side(beside, gutter)])


def _gutter(rows: Sequence[Sequence[dict[str, Any]]]) -> float | None:
    """The middle of the gap between two columns, or None where the page has one column."""
    left = min((row[0]["x0"] for row in rows), default=0.0)
    right = max((row[-1]["x1"] for row in rows), default=0.0)
    if right - left > WIDEST:
        return None
    low, high = (left + share * (right - left) for share in MIDDLE)
    gaps = [[gap for gap in gaps_of(row, COLUMN_GAP) if gap[1] > low and gap[0] < high] for row in rows]
    steps = range(round(low), round(high) + 1, 2)
    covered = [0] * len(steps)
    for row, found in zip(rows, gaps, strict=True):
        for begin, end, count in found:
            if LENGTH <= count <= len(row) - LENGTH:
                for i in range(bisect_left(steps, begin), bisect_right(steps, end)):
                    covered[i] += 1
    most = max(covered, default=0)
    if most < FEWEST:
        return None
    at = [x for x, times in zip(steps, covered, strict=True) if times == most]
    gutter = at[len(at) // 2]
    through = [row for row in rows if row[0]["x0"] < gutter < row[-1]["x1"]]
    crossing = sum(not any(begin <= gutter <= end for begin, end, _ in gaps_of(row, COLUMN_GAP)) for row in through)
    return float(gutter) if crossing <= CROSSING * len(rows) else None


def _side_by_side(lines: Sequence[Sequence[Line]], gutter: float | None) -> list[Column]:
    if gutter is None or not lines:
        return []
    left = [whole(side) for line in lines if (side := [p for p in line if p.x1 <= gutter])]
    right = [whole(side) for line in lines if (side := [p for p in line if p.x0 >= gutter])]
    if min(len(left), len(right)) < FEWEST // 2:
        return [Column(tuple(whole(parts) for parts in lines), full=True)]
    return [Column(tuple(left), full=False), Column(tuple(right), full=False)]


def _adjoined(columns: Sequence[Column]) -> list[Column]:
    """Columns, with what stands across the page in one piece."""
    joined: list[Column] = []
    across: list[Line] = []
    for column in columns:
        if column.full:
            across += column.lines
            continue
        joined += [Column(tuple(across), full=True)] if across else []
        joined.append(column)
        across = []
    return [*joined, Column(tuple(across), full=True)] if across else joined
