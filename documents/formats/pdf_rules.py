"""The ruled lines of a PDF's page: where a table's rules end openly because the page ended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

# Points by which two rules that are meant as one may differ.
SAME = 3.0
# Rules that cross at more places than this are a drawing, a map or a form's grid, and no table.
MOST_CROSSINGS = 6000


class Rules:
    """The upright and level rules of a page; rules shorter than two strokes are ends of others, drawn as boxes."""

    def __init__(self, edges: Sequence[dict[str, Any]]) -> None:
        upright = [e for e in edges if e["orientation"] == "v" and e["bottom"] - e["top"] > 2 * SAME]
        self._columns = places([edge["x0"] for edge in upright])
        self._ends: dict[str, dict[int, set[int]]] = {"bottom": {}, "top": {}}
        for edge in upright:
            for end, heights in self._ends.items():
                heights.setdefault(round(edge[end] / SAME), set()).add(at(self._columns, edge["x0"]))
        self._level: dict[int, list[tuple[float, float]]] = {}
        for edge in edges:
            if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 2 * SAME:
                self._level.setdefault(round(edge["top"] / SAME), []).append((edge["x0"], edge["x1"]))

    @property
    def drawing(self) -> bool:
        """Whether the rules are too many for a table, and looking for cells among them would take too long."""
        level = places([height * SAME for height in self._level])
        return len(self._columns) * len(level) > MOST_CROSSINGS

    def joins(self, x: float, y: float) -> bool:
        """Whether a level rule passes a place."""
        near = (round(y / SAME) + step for step in (-1, 0, 1))
        return any(x0 <= x <= x1 for height in near for x0, x1 in self._level.get(height, ()))

    def open_ends(self) -> list[float]:
        """The heights where neighbouring upright rules end, or begin, and no level rule joins them."""
        heights = [(y, "top") for y in self._ends["bottom"]], [(y, "bottom") for y in self._ends["top"]]
        return [y * SAME for ends in heights for y, other in ends if self._is_open(y, other)]

    def _is_open(self, y: int, other: str) -> bool:
        """Whether two neighbours end here for good; a rule drawn row by row ends where the next one begins (`other`)."""
        ending = self._ends["bottom" if other == "top" else "top"][y]
        going_on = {column for step in (-1, 0, 1) for column in self._ends[other].get(y + step, ())}
        neighbours = pairwise(sorted(ending - going_on))
        return any(not self.joins((self._columns[a] + self._columns[b]) / 2, y * SAME) for a, b in neighbours)


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
