"""Which measures are worth comparing: those that share rare pairs of characters, found through an index.

Two tasks of different words have hardly a rare pair in common, so of all pairs only a few a measure are ever scored, and the
work grows with the number of measures.
"""

from __future__ import annotations

import polars as pl

# A pair of characters that more measures have than this share of all (at least COMMON) tells nothing of a task.
COMMON_SHARE, COMMON = 0.02, 40
# In one document or place a pair that more measures have than this is its manner of speaking.
COMMON_IN_POOL = 25
# So many candidates a measure and pool are scored: the one that it is, its splits, and room for near misses.
CANDIDATES = 6
LEAST_SHARED = 0.12  # of the weight of the lesser text's rare pairs


def grams(measures: pl.DataFrame) -> pl.DataFrame:
    """The rare pairs of characters of each measure with their weights.

    `measures` has `key` (a number) and `whole`; the result `key`, `gram`, `weight`: a pair weighs more the fewer have it.
    """
    characters = (
        measures.select("key", character=pl.col("whole").str.extract_all(r"."))
        .explode("character")
        .with_columns(after=pl.col("character").shift(-1).over("key"))
        .drop_nulls()
        .select("key", gram=pl.concat_str("character", "after").hash(0))
        .unique()
    )
    limit = max(COMMON, int(COMMON_SHARE * measures.height))
    frequent = characters.group_by("gram").agg(held_by=pl.len()).filter(pl.col("held_by") <= limit)
    weight = (1 + measures.height / pl.col("held_by")).log()
    return characters.join(frequent, on="gram").select("key", "gram", weight=weight)


def candidates(found: pl.DataFrame, seekers: pl.DataFrame, pools: pl.DataFrame) -> pl.DataFrame:
    """The few measures of a pool that share most with each seeker.

    `found` is what grams() gives; `seekers` (`pool`, `key`) says who looks where, `pools` (`pool`, `key`) what lies there.
    Columns of the result: `pool`, `key`, `other`, `shared` (0–1, of the lesser text's weight); never a measure with itself.
    """
    totals = found.group_by("key").agg(total=pl.col("weight").sum())
    here = pools.join(found, on="key")
    here = here.filter(pl.len().over("pool", "gram") <= COMMON_IN_POOL).rename({"key": "other"})
    pairs = (
        seekers.join(found, on="key")
        .join(here.drop("weight"), on=["pool", "gram"])
        .filter(pl.col("key") != pl.col("other"))
        .group_by("pool", "key", "other")
        .agg(common=pl.col("weight").sum())
    )
    return (
        pairs.join(totals, on="key")
        .join(totals.rename({"key": "other", "total": "other_total"}), on="other")
        .with_columns(shared=pl.col("common") / pl.min_horizontal("total", "other_total"))
        .filter(pl.col("shared") >= LEAST_SHARED)
        .sort("pool", "key", "shared", "common", "other", descending=[False, False, True, True, False])
        .filter(pl.int_range(pl.len()).over("pool", "key") < CANDIDATES)
        .select("pool", "key", "other", "shared")
    )
