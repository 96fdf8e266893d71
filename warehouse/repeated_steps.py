"""Steps that one document states twice in the same words, under tasks that are otherwise worded so that nobody links them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import duckdb
import polars as pl

from documents.figures import plain
from warehouse.connection import frame

STEPS = pl.Schema({"deadline_id": pl.String, "other_deadline_id": pl.String})
# So many characters in a row, and so much of the shorter step, must be the same.
SAME_RUN, SAME_SHARE = 16, 0.5
NUMBERS = re.compile(r"\d+(?:\.\d+)?|第?[一二三四五六七八九十]+(?=批|期|轮|阶段|季度|步)")


def repeated_steps(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Pairs of deadlines of one document with different days whose steps are one and the same: columns of STEPS."""
    candidates = frame(connection, "step_candidates").iter_rows()
    return pl.DataFrame(
        [(own, other) for own, other, words, others in candidates if is_same_step(words, others)],
        schema=STEPS,
        orient="row",
    )


def is_same_step(words: str, others: str) -> bool:
    """Whether two steps are one: a long run of characters is the same, and no number tells stages or batches apart."""
    words, others = plain(words), plain(others)
    if NUMBERS.findall(words) != NUMBERS.findall(others):
        return False
    run = SequenceMatcher(None, words, others, autojunk=False).find_longest_match().size
    return run >= max(SAME_RUN, SAME_SHARE * min(len(words), len(others)))
