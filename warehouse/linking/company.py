"""The company that a pair keeps: where a table repeats a plan, or a plan copies another, its neighbours pair as well."""

from __future__ import annotations

import polars as pl

# What agrees, on the average of title, words in the text and rare pairs, must be this much to count as a pair.
AGREED = 0.45
FEWEST = 3  # of fewer measures nothing can be said


ENOUGH = 0.45  # of agreement below this it counts for less to be the only choice
HALF = 0.3  # of agreement more or less than the next best: so far apart that the choice is clear


def company(pairs: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Compared pairs with `company`, `lead` and `claim`, all 0 to 1.

    `company` is the share of the lesser series that has a counterpart in the other one: a series is the body of a document
    or one table of it, a counterpart is the best for both sides. `lead` is how far a pair is ahead of the next best that
    either side has in that series, 0.5 where it is level with it; `claim` the same for the side that has the clearer choice.
    """
    sizes = measures.group_by("series").agg(size=pl.len())
    series = measures.select("key", "series").join(sizes, on="series")
    wide = (
        pairs.with_row_index("row")
        .join(series, on="key")
        .join(series.select(pl.all().name.prefix("other_")).rename({"other_key": "other"}), on="other")
        .with_columns(agreed=pl.mean_horizontal("title", "named", "text", "contained", "shared"))
        .with_columns(
            best=pl.col("agreed").max().over("pool", "key", "other_series"),
            best_back=pl.col("agreed").max().over("pool", "other", "series"),
        )
        .with_columns(
            paired=(pl.col("agreed") == pl.min_horizontal("best", "best_back")) & (pl.col("agreed") >= AGREED)
        )
    )
    smaller = pl.min_horizontal("size", "other_size")
    counted = pl.col("key").filter("paired").n_unique().over("pool", "series", "other_series")
    two = (smaller >= FEWEST) & (pl.col("series") != pl.col("other_series"))
    share = pl.when(two).then((counted / smaller).clip(0, 1)).otherwise(0.0)
    sides = [_ahead("key", "other_series", "best"), _ahead("other", "series", "best_back")]
    lead, claim = (
        ((ahead + HALF) / (2 * HALF)).clip(0, 1) * (pl.col("agreed") / ENOUGH).clip(0, 1)
        for ahead in (pl.min_horizontal(sides), pl.max_horizontal(sides))
    )
    found = wide.with_columns(company=share, lead=lead, claim=claim)
    return found.sort("row").select(*pairs.columns, "company", "lead", "claim")


def _ahead(side: str, series: str, best: str) -> pl.Expr:
    """How much more of a pair agrees than of the best other one that its side has in a series."""
    rivals = pl.col("agreed").top_k(2).min().over("pool", side, series)
    alone = pl.len().over("pool", side, series) == 1
    return (
        pl.when(pl.col("agreed") < pl.col(best))
        .then(pl.col("agreed") - pl.col(best))
        .otherwise(pl.col("agreed") - pl.when(alone).then(0.0).otherwise(rivals))
    )
