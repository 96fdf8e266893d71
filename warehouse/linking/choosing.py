"""Which of the scored pairs become links: each measure's best ones, so that a task split in two, or two in one, keep both."""

from __future__ import annotations

import polars as pl

from warehouse.linking.pools import IMPLEMENTS, REPEATS
from warehouse.linking.wording import chapter_core

AGREES = 0.6  # from this share on a reason says that it agrees
SURE_OF_UNITS = 0.99


def chosen(pairs: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Scored pairs → links, with the indexes of measures.

    A pair is a link where its score is enough and it is the best that at least one side has in the other's series: so two
    measures of an implementing plan can both act on one of the superior's, and one on two. Columns: `key`, `other`,
    `relation`, `score`, `mutual` (best for both sides), and scoring.FEATURES.
    """
    series = measures.select("key", "series")
    wide = pairs.join(series, on="key").join(series.rename({"key": "other", "series": "other_series"}), on="other")
    best = pl.col("score") == pl.col("score").max().over("pool", "key", "other_series")
    best_back = pl.col("score") == pl.col("score").max().over("pool", "other", "series")
    linked = wide.with_columns(mutual=best & best_back).filter(
        (pl.col("score") >= pl.col("least")) & (best | best_back)
    )
    return _once(_turned(linked, measures))


def _turned(links: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Repeats from the later measure to the earlier one: by day of issue, then by place in the warehouse (`order`)."""
    order = measures.select("key", "order")
    wide = links.join(order, on="key").join(order.rename({"key": "other", "order": "other_order"}), on="other")
    back = (pl.col("relation") == REPEATS) & (pl.col("order") < pl.col("other_order"))
    return wide.with_columns(
        key=pl.when(back).then("other").otherwise("key"), other=pl.when(back).then("key").otherwise("other")
    )


def _once(links: pl.DataFrame) -> pl.DataFrame:
    """Each pair of measures in one relation: what implements is no repetition besides, and no sister's."""
    rank = pl.col("relation").replace_strict({IMPLEMENTS: 0, REPEATS: 1}, default=2, return_dtype=pl.Int8)
    return (
        links.with_columns(rank=rank, mutual=pl.col("mutual").any().over("key", "other", "relation"))
        .sort("rank", "score", "pool", descending=[False, True, False])
        .unique(["key", "other"], keep="first", maintain_order=True)
        .sort("key", "other")
    )


def along_chains(links: pl.DataFrame, measures: pl.DataFrame, least: float) -> pl.DataFrame:
    """The links that follow from others: what acts on a measure acts on that which this one acts on in turn.

    `links` as chosen() gives them; columns of the result: `key`, `other`, `between` (the measure in the middle), `score` (as
    sure as both together), for pairs that have no link yet and whose score is not below `least`.
    """
    acting = links.filter(pl.col("relation") == IMPLEMENTS).select("key", "other", "score")
    onward = acting.rename({"key": "other", "other": "top", "score": "onward"})
    found = acting.join(onward, on="other").select(
        "key", other="top", between="other", score=(pl.col("score") * pl.col("onward") / 100).round(1)
    )
    document = measures.select("key", "document_id")
    found = found.join(document, on="key").join(document.rename({"key": "other", "document_id": "top"}), on="other")
    return (
        found.filter((pl.col("score") >= least) & (pl.col("document_id") != pl.col("top")))
        .join(links, on=["key", "other"], how="anti")
        .sort("key", "other", "score", "between", descending=[False, False, True, False])
        .unique(["key", "other"], keep="first", maintain_order=True)
        .select("key", "other", "between", "score")
    )


def reason(row: dict[str, object], one: dict[str, object], two: dict[str, object]) -> str:
    """A Chinese sentence: what of two measures agrees."""
    agreed = []
    if float(str(row["title"])) >= AGREES:
        same = one["heading"] == two["heading"]
        agreed.append("名称相同" if same else "名称相近")
    elif float(str(row["named"])) >= AGREES:
        agreed.append("一方名称见于另一方内容")
    text = max(float(str(row["text"])), float(str(row["contained"])))
    if text >= AGREES:
        agreed.append(f"内容{'相同' if text > 0.97 else f'相似{100 * text:.0f}%'}")
    if chapter_core(str(one["chapter"])) and float(str(row["chapter"])) >= AGREES:
        agreed.append("章节相同" if float(str(row["chapter"])) == 1 else "章节相近")
    if float(str(row["units"])) >= SURE_OF_UNITS:
        agreed.append("责任单位一致")
    if float(str(row["company"])) >= AGREES:
        agreed.append("前后任务也相互对应")
    return f"“{one['title']}”与“{two['title']}”：{'，'.join(agreed or ['内容要点相合'])}。"
