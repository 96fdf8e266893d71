"""Documents and measures → the pairs that are worth a link, compared and not yet chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from warehouse.linking.candidates import candidates, grams
from warehouse.linking.pools import REPEATS, Pools, pools_of
from warehouse.linking.relations import Cited, Head, Pair, implementing, sisters
from warehouse.linking.scoring import FEATURES, compared

# Two documents of one place say the same task only if they came out within so many days: what comes again is a new task.
LONGEST_APART = 300
# Each looks among its pool; so many at once need some hundred MB.
SEEKERS_AT_ONCE = 20_000
NO_PAIRS = {
    "pool": pl.UInt32,
    **dict.fromkeys(("relation", "reach"), pl.String),
    **dict.fromkeys(("key", "other"), pl.UInt32),
    **dict.fromkeys(FEATURES, pl.Float64),
}


def pairs_of(
    measures: pl.DataFrame, heads: Sequence[Head], citations: Sequence[Cited], forwards: Iterable[Pair]
) -> pl.DataFrame:
    """All pairs that share rare words and whose documents have to do with each other, compared.

    `measures` are comparable()'s rows with `key` (0, 1 …); columns of the result: `pool`, `relation`, `reach`, `key`,
    `other` and scoring.FEATURES.
    """
    acts_on = implementing(heads, citations, forwards)
    pools = pools_of(measures, heads, acts_on, sisters(heads, citations, acts_on))
    rare = grams(measures)
    parts = [
        compared(_that_can_be(found.join(pools.kinds, on="pool"), measures, heads, acts_on), measures)
        for seekers, members in _batches(pools)
        if not (found := candidates(rare, seekers, members)).is_empty()
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=NO_PAIRS)


def _batches(pools: Pools) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Seekers and members of so many pools at a time as bound the memory."""
    counts = pools.seekers.group_by("pool").agg(seekers=pl.len()).sort("pool")
    batch = counts.select("pool", batch=pl.col("seekers").cum_sum() // SEEKERS_AT_ONCE)
    sides = [
        side.join(batch, on="pool").partition_by("batch", as_dict=True, include_key=False)
        for side in (pools.seekers, pools.members)
    ]
    for key in sorted(sides[0]):
        if key in sides[1]:
            yield sides[0][key], sides[1][key]


def _that_can_be(
    found: pl.DataFrame, measures: pl.DataFrame, heads: Sequence[Head], acts_on: dict[str, tuple[str, ...]]
) -> pl.DataFrame:
    """Without pairs of one place whose documents are the same, implement one another, or are of different years."""
    issued = pl.DataFrame(
        [(head.document_id, head.issued) for head in heads],
        schema={"document": pl.String, "issued": pl.Date},
        orient="row",
    )
    facts = measures.select("key", "document_id", "years", "series", "chapter", "heading").join(
        issued, left_on="document_id", right_on="document", how="left"
    )
    facts = facts.rename({"document_id": "document"})
    wide = found.join(facts, on="key").join(
        facts.rename(lambda name: f"other_{name}").rename({"other_key": "other"}), on="other"
    )
    chained = pl.DataFrame(
        [pair for own, others in acts_on.items() for other in others for pair in ((own, other), (other, own))],
        schema={"document": pl.String, "other_document": pl.String},
        orient="row",
    )
    apart = (pl.col("issued") - pl.col("other_issued")).dt.total_days().abs().fill_null(0) > LONGEST_APART
    years_differ = (
        (pl.col("years").list.len() > 0)
        & (pl.col("other_years").list.len() > 0)
        & (pl.col("years").list.set_intersection("other_years").list.len() == 0)
    )
    # Of one chapter or table each is a task of its own, unless it is the very same heading in running text.
    beside = (pl.col("chapter") == pl.col("other_chapter")) & (
        ~pl.col("series").str.contains(r" \d+$") | (pl.col("heading") != pl.col("other_heading"))
    )
    in_place = pl.col("reach") == "place"
    same = pl.col("document") == pl.col("other_document")
    repeats = pl.col("relation") == REPEATS
    wide = wide.filter(
        ~(in_place & (same | apart)) & ~(repeats & years_differ) & ~((pl.col("reach") == "document") & beside)
    )
    chain = (
        wide.filter(in_place)
        .join(chained, on=["document", "other_document"], how="semi")
        .select("pool", "key", "other")
    )
    wide = wide.join(chain, on=["pool", "key", "other"], how="anti")
    return wide.select("pool", "relation", "reach", "key", "other", "shared").sort("pool", "key", "other")
