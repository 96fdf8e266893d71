"""The figures of measures for the check views: where linked ones differ, and which cannot be.

They are read from the measures' texts when the checks run, so that a new row of their grammar holds at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import duckdb
import polars as pl

from documents.figures import Figure, compared, figures_in, impossible_in, plain
from warehouse.connection import frame

PAIRS = pl.Schema(
    {"relation": pl.String, "measure_id": pl.String, "other_measure_id": pl.String, "verdict": pl.String}
    | {"position": pl.Int32, "surface": pl.String, "other_surface": pl.String, "noun": pl.String}
)
IMPOSSIBLE = pl.Schema({"measure_id": pl.String, "position": pl.Int32, "surface": pl.String, "why": pl.String})
Due = Sequence[tuple[str, date]]


def figure_pairs(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The figures that linked measures set otherwise than each other: columns of PAIRS.

    `verdict` says how the first measure's compares with the other's: stricter, laxer or different. What a district takes over
    of a city's number is not compared, nor a stage on the way with the day at which it ends.
    """
    texts = dict(frame(connection, "figure_texts").iter_rows())
    days = _days(frame(connection, "figure_days"))
    known = {measure: _figures(text, days.get(measure, ())) for measure, text in texts.items()}
    rows: list[tuple[object, ...]] = []
    for relation, own, other, within in frame(connection, "figure_links").iter_rows():
        for position, (a, b, verdict) in enumerate(_compared(relation, known[own], known[other], within=within)):
            rows.append((relation, own, other, verdict, position, a.surface, b.surface, a.noun))
    return pl.DataFrame(rows, schema=PAIRS, orient="row")


def impossible_targets(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The figures of measures that cannot be: columns of IMPOSSIBLE."""
    rows = [
        (measure, position, found.surface, found.why)
        for measure, text in frame(connection, "impossible_texts").iter_rows()
        for position, found in enumerate(impossible_in(plain(text)))
    ]
    return pl.DataFrame(rows, schema=IMPOSSIBLE, orient="row")


def _compared(
    relation: str, own: Sequence[Figure], other: Sequence[Figure], *, within: bool
) -> Iterator[tuple[Figure, Figure, str]]:
    for a, b, verdict in compared(own, other):
        stage = relation == "implements" and a.day is not None and b.day is not None and a.day < b.day
        if not stage and (within or not a.divided):
            yield a, b, verdict


def _days(rows: pl.DataFrame) -> Mapping[str, Due]:
    """The dated deadlines of each measure in text order, as their words and last days."""
    found: dict[str, list[tuple[str, date]]] = {}
    for measure, surface, due_on in rows.iter_rows():
        found.setdefault(measure, []).append((plain(surface), due_on))
    return found


def _figures(text: str, due: Due) -> tuple[Figure, ...]:
    """The figures of a text, each with the day of the deadline before it in its sentence, else of one that heads the text."""
    words = plain(text)
    places: list[tuple[int, date]] = []
    heading: date | None = None
    at = 0
    for surface, day in due:
        found = words.find(surface, at)
        if found < 0:
            heading = day
        else:
            places.append((found, day))
            at = found + len(surface)
    return tuple(replace(f, day=_day(words, f.at, places) or heading) for f in figures_in(words))


def _day(words: str, at: int, places: Sequence[tuple[int, date]]) -> date | None:
    before = [(place, day) for place, day in places if place < at]
    if not before or "。" in words[before[-1][0] : at]:
        return None
    return before[-1][1]
