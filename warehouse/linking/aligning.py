"""Of two linked measures, which deadline governs the same step as which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from rapidfuzz import fuzz

from warehouse.identity import words
from warehouse.linking.texts import timeless
from warehouse.linking.wording import core, plain

# Steps of which less than this (0–100) agrees are two steps: seen on labelled pairs, where 出台办法 and 发放到位 stay below.
SAME_STEP = 50.0
WEIGHTS = {"step": 0.8, "order": 0.1, "surface": 0.1}
SHORTEST_PART = 6  # characters of a step that can stand in a longer one as a whole
Deadline = Mapping[str, Any]
DATED = {"by": "dated", "during": "dated"}


def alignments(links: pl.DataFrame, deadlines: pl.DataFrame) -> pl.DataFrame:
    """Rows of table `alignments` for links (columns of `links`) between measures with `deadlines` (live, in text order).

    Each deadline is in one row of a link at most, the likest steps first; recurring ones only with recurring ones, and so
    on. Where no step is like another there is no row.
    """
    of_measure: defaultdict[str, list[Deadline]] = defaultdict(list)
    for row in deadlines.iter_rows(named=True):
        of_measure[row["measure_id"]].append(
            {**row, "said": core(plain(words(timeless(row["step"], [row["surface"]]))))}
        )
    rows = [
        {
            **shared,
            "deadline_id": own["deadline_id"],
            "other_deadline_id": other["deadline_id"],
            "score": round(score, 1),
        }
        for shared in links.select("measure_id", "other_measure_id", "relation").iter_rows(named=True)
        for own, other, score in matched(of_measure[shared["measure_id"]], of_measure[shared["other_measure_id"]])
    ]
    columns = ("deadline_id", "other_deadline_id", "measure_id", "other_measure_id", "relation", "score")
    schema = {name: pl.Float64 if name == "score" else pl.String for name in columns}
    return pl.DataFrame([tuple(row[name] for name in columns) for row in rows], schema=schema, orient="row")


def matched(own: Sequence[Deadline], others: Sequence[Deadline]) -> list[tuple[Deadline, Deadline, float]]:
    """Pairs of deadlines of two measures that govern one step, the likest first, with how like they are (0–100).

    A deadline has the columns of linking_deadlines.sql and `said`, what its step says besides its time.
    """
    ranked = sorted(
        (-_likeness(one, i / max(1, len(own) - 1), two, j / max(1, len(others) - 1)), i, j)
        for i, one in enumerate(own)
        for j, two in enumerate(others)
        if _sort(one) == _sort(two)
    )
    pairs: list[tuple[Deadline, Deadline, float]] = []
    left, right = set(range(len(own))), set(range(len(others)))
    for score, i, j in ranked:
        if -score >= SAME_STEP and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((own[i], others[j], -score))
    return pairs


def _sort(deadline: Deadline) -> str:
    kind = str(deadline["kind"])
    return DATED.get(kind, kind)


def _likeness(one: Deadline, place: float, two: Deadline, other_place: float) -> float:
    steps = [one["said"], two["said"]]
    like = fuzz.ratio(*steps)
    if min(map(len, steps)) >= SHORTEST_PART:
        like = max(like, 0.9 * fuzz.partial_ratio(*steps))
    agreed = {
        "step": like,
        "order": 100 * (1 - abs(place - other_place)),
        "surface": 100.0 * (words(one["surface"]) == words(two["surface"])),
    }
    return sum(WEIGHTS[name] * agreed[name] for name in WEIGHTS)
