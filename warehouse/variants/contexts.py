"""Which passages agree before and behind and differ by one character between, over all documents: an index, not all pairs."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

# So many characters before and behind must agree; each packs into 16 bits of a key.
CONTEXT = 3
BITS = 16
# The index is made in so many parts, one after another, so that it takes little memory at a time.
PARTS = 8
# A larger corpus is cut into more parts: characters a part.
PART = 8_000_000


def conflicts(characters: pl.DataFrame) -> pl.DataFrame:
    """The places that have a rival: `before` and `behind` (keys), `gap` (the code between, 0 for none), `at` (row).

    `characters` has the columns of streams.characters. A key is never one of a cell's or a document's end.
    """
    codes = characters.select(code=pl.col("code").cast(pl.UInt64)).with_row_index("at")
    keyed = codes.select("at", "code", before=_key(range(-CONTEXT, 0)), behind=_key(range(CONTEXT)))
    keyed = keyed.with_columns(next=pl.col("behind").shift(-1))
    frames = list(_parts(keyed, max(1, characters.height // PART + 1)))
    return pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA)


SCHEMA = {"before": pl.UInt64, "behind": pl.UInt64, "gap": pl.UInt64, "at": pl.UInt32}


def _parts(keyed: pl.DataFrame, parts: int) -> Iterator[pl.DataFrame]:
    for part in range(parts):
        own = keyed.filter(pl.col("before").is_not_null() & (pl.col("before") % parts == part))
        one = own.filter(pl.col("code") > 0).select("before", behind="next", gap="code", at="at")
        none = own.select("before", "behind", gap=pl.lit(0, pl.UInt64), at="at")
        both = pl.concat([one, none]).drop_nulls()
        rivals = both.group_by("before", "behind").agg(pl.col("gap").n_unique()).filter(pl.col("gap") > 1)
        yield both.join(rivals.select("before", "behind"), on=["before", "behind"], how="semi")


def _key(places: range) -> pl.Expr:
    """The codes at these distances, packed; null where one is an end or needs more than 16 bits."""
    near = [pl.col("code").shift(-distance) for distance in places]
    packed = [code * (1 << (BITS * i)) for i, code in enumerate(near)]
    usable = pl.all_horizontal([(code > 0) & (code < 1 << BITS) for code in near])
    return pl.when(usable).then(pl.sum_horizontal(packed)).otherwise(None)
