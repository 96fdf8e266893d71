"""Linking: which measure implements, or repeats, which, with a score and the reason.

Only documents that can have to do with each other are compared: one that cites another and acts on it, and a document
with itself. So the work grows with the documents, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import polars as pl
from rapidfuzz import fuzz, process

from warehouse.connection import frame, read_sql, registered, replace_all, retrying, transaction
from warehouse.identity import words
from warehouse.tables import table

# Least score (0–100) at which a measure is taken to implement another: below it titles agree by a common verb alone.
IMPLEMENTS = 66.0
# Two measures repeat each other where hardly a word differs; a table's rows are alike and still different tasks.
REPEATS = 95.0
# The titles say most; the texts tell titles that agree by chance apart; the chapter breaks ties.
WEIGHTS = {"title": 0.5, "text": 0.35, "chapter": 0.15}
# A short text can agree by chance: below this many characters nothing is taken to repeat.
SHORTEST_REPEATED = 12


@dataclass(frozen=True, slots=True)
class Linked:
    """How many measures implement another, and how many repeat one."""

    implements: int
    repeats: int


def link_measures(connection: duckdb.DuckDBPyConnection) -> Linked:
    """Links all measures anew and writes what differs, with the duties that follow, in one transaction."""
    measures = frame(connection, "measure_texts")
    parts = measures.partition_by("document_id", as_dict=True)
    by_document = {str(key[0]): part for key, part in parts.items()}
    pairs = frame(connection, "implementing_documents").iter_rows()
    rows = [row for own, other in pairs for row in _implementing(by_document.get(own), by_document.get(other))]
    repeats = [row for part in by_document.values() for row in _repeating(part)]
    links = table("links", [*rows, *repeats])
    retrying(lambda: _write(connection, links, _duties(measures, links)))
    return Linked(len(rows), len(repeats))


def _implementing(own: pl.DataFrame | None, other: pl.DataFrame | None) -> Iterator[dict[str, object]]:
    """The surest pairs first, each measure in one pair at most."""
    if own is None or other is None:
        return
    total = sum(
        weight * process.cdist(_words(own, column), _words(other, column), scorer=fuzz.ratio).astype("float64")
        for column, weight in WEIGHTS.items()
    )
    ranked = sorted((-score, i, j) for (i, j), score in _above(total, IMPLEMENTS))
    used_own: set[int] = set()
    used_other: set[int] = set()
    for score, i, j in ranked:
        if i not in used_own and j not in used_other:
            used_own.add(i)
            used_other.add(j)
            yield _link(own, i, other, j, "implements", -score)


def _repeating(own: pl.DataFrame) -> Iterator[dict[str, object]]:
    """Each measure against the earlier ones of its document with the very same title."""
    for part in own.with_columns(pl.Series("key", _words(own, "title"))).partition_by("key"):
        texts = _words(part, "text")
        for j in range(1, part.height):
            score = fuzz.ratio(texts[0], texts[j])
            if score >= REPEATS and len(texts[0]) >= SHORTEST_REPEATED and part["chapter"][0] != part["chapter"][j]:
                yield _link(part, j, part, 0, "repeats", score)


def _words(rows: pl.DataFrame, column: str) -> list[str]:
    return [words(text) for text in rows[column]]


def _above(scores: object, threshold: float) -> Iterator[tuple[tuple[int, int], float]]:
    for i, row in enumerate(scores):  # type: ignore[arg-type, var-annotated]
        for j in (row >= threshold).nonzero()[0]:
            yield (i, int(j)), float(row[j])


def _link(own: pl.DataFrame, i: int, other: pl.DataFrame, j: int, relation: str, score: float) -> dict[str, object]:
    return {
        "measure_id": own["measure_id"][i],
        "other_measure_id": other["measure_id"][j],
        "relation": relation,
        "score": round(score, 1),
        "reason": f"任务名称“{own['title'][i]}”与“{other['title'][j]}”相似度{score:.0f}",
    }


def _duties(measures: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Each measure with its duty: the first of those that repeat each other."""
    first = dict(links.filter(pl.col("relation") == "repeats").select("measure_id", "other_measure_id").iter_rows())
    duties = [first.get(measure_id, measure_id) for measure_id in measures["measure_id"]]
    return measures.select("measure_id").with_columns(pl.Series("duty_id", duties, pl.String))


def _write(connection: duckdb.DuckDBPyConnection, links: pl.DataFrame, duties: pl.DataFrame) -> None:
    with transaction(connection):
        replace_all(connection, "links", links)
        with registered(connection, "duties", duties):
            connection.execute(read_sql("update_duties"))
