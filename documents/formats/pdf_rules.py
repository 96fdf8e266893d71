"""The ruled lines of a PDF's page, and those that a table lacks: where a page's end cut it, or its sides stand open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import merge_edges

# Points by which two rules that are meant as one may differ.
SAME = 3.0
# Rules that cross at more places than this are a drawing, a map or a form's grid, and no table.
MOST_CROSSINGS = 6000
# A rule shorter than this is the end of another one that was drawn as a box, or a dash.
SHORTEST = 2 * SAME


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: how far across the page it stands, and from where to where along it (points)."""

    at: float
    begin: float
    end: float

    def passes(self, across: float, along: float) -> bool:
        """Whether it passes a place."""
        return abs(self.at - across) <= SAME and self.begin - SAME <= along <= self.end + SAME


class Rules:
    """The upright and level rules of a page, those drawn piece by piece as one."""

    def __init__(self, edges: Sequence[dict[str, Any]]) -> None:
        straight = [edge for edge in edges if edge["orientation"] in ("h", "v")]
        merged = merge_edges(straight, SAME, SAME, SAME, SAME)
        upright = (Rule(e["x0"], e["top"], e["bottom"]) for e in merged if e["orientation"] == "v")
        level = (Rule(e["top"], e["x0"], e["x1"]) for e in merged if e["orientation"] == "h")
        self.upright, self.level = ([r for r in rules if r.end - r.begin > SHORTEST] for rules in (upright, level))

    @property
    def drawing(self) -> bool:
        """Whether the rules are too many for a table, and looking for cells among them would take too long."""
        return len(self.upright) * len(self.level) > MOST_CROSSINGS

    def closed_below(self, x: float, y: float) -> bool:
        """Whether a level rule passes a place."""
        return any(rule.passes(y, x) for rule in self.level)

    def lacking(self) -> dict[str, list[dict[str, Any]]]:
        """The rules that close what stands open, as pdfplumber's settings take them.

        Two upright rules that end together without a level one between them: there the page ended within a row. Two level
        rules likewise: official tables often have no rules at their sides.
        """
        return {
            "explicit_horizontal_lines": [_line(a, b, y, y) for y, a, b in _open(self.upright, self.level)],
            "explicit_vertical_lines": [_line(x, x, a, b) for x, a, b in _open(self.level, self.upright)],
        }


def _open(ending: Sequence[Rule], closing: Sequence[Rule]) -> Iterator[tuple[float, float, float]]:
    """Where neighbours among the rules end together, joined elsewhere by a rule across and not here: place, from and to."""
    for side in ("begin", "end"):
        together: list[list[Rule]] = []
        for rule in sorted(ending, key=lambda one: getattr(one, side)):
            if not together or getattr(rule, side) - getattr(together[-1][0], side) > SAME:
                together.append([])
            together[-1].append(rule)
        for group in together:
            place = getattr(group[0], side)
            for a, b in pairwise(sorted(group, key=lambda one: one.at)):
                middle = (a.at + b.at) / 2
                first, last = max(a.begin, b.begin) - SAME, min(a.end, b.end) + SAME
                crossing = [r for r in closing if r.begin - SAME <= middle <= r.end + SAME and first <= r.at <= last]
                if b.at - a.at > SHORTEST and crossing and all(abs(r.at - place) > SAME for r in crossing):
                    yield place, a.at, b.at


def _line(x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def places(rules: Sequence[float]) -> list[float]:
    """The places of rules, those that are meant as one said once."""
    found: list[float] = []
    for place in sorted(rules):
        if not found or place - found[-1] > SAME:
            found.append(place)
    return found


def at(rules: Sequence[float], place: float) -> int:
    """Which of the places, in order, a place is, or follows."""
    return max(bisect_right(rules, place + SAME) - 1, 0)
