"""How sure it is that two measures are one task: what of them agrees, weighed (weights.toml), 0 to 100."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources

import polars as pl
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from warehouse.linking.company import company
from warehouse.linking.texts import QUANTITY

# Titles of which less than this agrees have no single word in which they differ: they are just different titles.
LIKE_TITLES = 0.5
# A word of one title that the other measure has nowhere in its text by this share is not spoken of there.
SPOKEN_OF = 0.5
# Texts this much alike (0–100) are copies of each other, in which what differs was changed on purpose.
COPIED, LONG_WORD = 70.0, 6
HALF_COPIED = 0.5
FEATURES = (
    "title",
    "named",
    "text",
    "contained",
    "shared",
    "chapter",
    "units",
    "contrast",
    "figures",
    "company",
    "lead",
    "claim",
    "parallel",
)


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The rows of weights.toml: by relation what each agreement weighs (`base` for none), and the least scores."""
    text = resources.files("warehouse.linking").joinpath("weights.toml").read_text(encoding="utf8")
    found: Mapping[str, Mapping[str, float]] = tomllib.loads(text)
    return found


def compared(pairs: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """`pairs` (`pool`, `key`, `other`, `shared` …) with what of each agrees, columns FEATURES, each from 0 to 1.

    `named` is how much of one's heading stands in the other's text; `contained` how much of the lesser text stands in the
    greater; `units` and `figures` are 0.5 where a side has none; `contrast` see contrast(); `parallel` is 1 where the texts
    are copies that differ in their object; the rest see company().
    """
    own, other = (measures.select(pl.all().gather(pairs[side])) for side in ("key", "other"))
    found = pairs.with_columns(
        title=_best_of(_alike(own["heading"], other["heading"]), _alike(own["opening"], other["opening"])),
        named=_best_of(_named(own, other), _named(other, own)),
        text=_alike(own["body"], other["body"]),
        contained=_contained(own["whole"], other["whole"]),
        chapter=_alike(own["part"], other["part"]),
        units=_by_pair(_overlap, own["designations"], other["designations"]),
        figures=_by_pair(_overlap, own["quantities"], other["quantities"]),
        contrast=_by_pair(contrast, own["opening"], other["opening"], own["whole"], other["whole"]),
        exchanged=_by_pair(swapped, own["body"], other["body"]),
    )
    copied = (pl.col("contrast") == 1) & (pl.col("text") >= HALF_COPIED) & (pl.col("title") > HALF_COPIED)
    exchanged = (pl.col("contrast") > 0) & (pl.col("exchanged") >= 0.5)
    return company(found.with_columns(parallel=(copied | exchanged).cast(pl.Float64)).drop("exchanged"), measures)


def scored(pairs: pl.DataFrame) -> pl.DataFrame:
    """Compared pairs with `score`, how sure the relation is, 0 to 100, and `least`, what makes a link of it."""
    score, least = pl.lit(0.0), pl.lit(101.0)
    for name, row in weights().items():
        total = pl.lit(row["base"]) + pl.sum_horizontal(pl.col(feature) * row[feature] for feature in FEATURES)
        kind = pl.concat_str("relation", pl.lit("_"), "reach")
        score = pl.when(kind == name).then(100 / (1 + (-total).exp())).otherwise(score)
        least = pl.when(kind == name).then(pl.lit(float(row["least"]))).otherwise(least)
    return pairs.with_columns(score=score.round(1), least=least)


def _alike(one: pl.Series, two: pl.Series) -> pl.Series:
    return pl.Series(process.cpdist(one.to_list(), two.to_list(), scorer=fuzz.ratio)).cast(pl.Float64) / 100


def _contained(one: pl.Series, two: pl.Series) -> pl.Series:
    """How much of the lesser text is in the greater one, in the same order: from what two texts have in common."""
    lengths = pl.DataFrame({"one": one.str.len_chars(), "two": two.str.len_chars()}).with_columns(
        alike=_alike(one, two)
    )
    common = pl.col("alike") * (pl.col("one") + pl.col("two")) / 2
    return lengths.select((common / pl.min_horizontal("one", "two").clip(1)).clip(0, 1)).to_series()


def _named(headings: pl.DataFrame, texts: pl.DataFrame) -> pl.Series:
    found = process.cpdist(headings["opening"].to_list(), texts["whole"].to_list(), scorer=fuzz.partial_ratio)
    return pl.Series(found).cast(pl.Float64) / 100


def _best_of(one: pl.Series, two: pl.Series) -> pl.Series:
    return pl.select(pl.max_horizontal(one, two)).to_series()


def _by_pair(agreement: Callable[..., float], *columns: pl.Series) -> pl.Series:
    return pl.Series([agreement(*values) for values in zip(*columns, strict=True)], dtype=pl.Float64)


def _overlap(one: Sequence[str], two: Sequence[str]) -> float:
    if not len(one) or not len(two):
        return 0.5
    return len(set(one) & set(two)) / min(len(one), len(two))


def contrast(one: str, two: str, text: str, other_text: str) -> float:
    """How much two headings that are alike tell two tasks apart (供热管网 and 供水管网, 新办 and 换领): 0, 0.5 or 1.

    A heading's own words count against where the other measure (`text` belongs to `one`) does not speak of them anywhere:
    half for each side.
    """
    steps = Levenshtein.opcodes(one, two)
    kept = sum(step.src_end - step.src_start for step in steps if step.tag == "equal")
    if not kept or kept < LIKE_TITLES * min(len(one), len(two)):
        return 0.0
    lacking = [False, False]
    for step in steps:
        if step.tag != "equal":
            lacking[0] |= not _spoken_of(one, step.src_start, step.src_end, other_text)
            lacking[1] |= not _spoken_of(two, step.dest_start, step.dest_end, text)
    return sum(lacking) / 2


def swapped(one: str, two: str) -> float:
    """How long a word stands in one text where a copy of it has another one (养老机构 and 中小学、幼儿园), 0 to 1.

    Nothing where the texts are no copies of each other, or where each speaks of the other's word elsewhere.
    """
    if fuzz.ratio(one, two) < COPIED:
        return 0.0
    longest = 0
    for step in Levenshtein.opcodes(one, two):
        if step.tag == "replace":
            words = one[step.src_start : step.src_end], two[step.dest_start : step.dest_end]
            if words[0] not in two and words[1] not in one and not QUANTITY.search(words[0] + words[1]):
                longest = max(longest, min(map(len, words)))
    return min(1.0, longest / LONG_WORD)


def _spoken_of(heading: str, start: int, end: int, text: str) -> bool:
    """Whether a text has most of the pairs of characters that a stretch of a heading has a part in."""
    if start == end:
        return True
    first, last = (start, end) if end - start > 1 else (max(0, start - 1), end + 1)
    pairs = [heading[i : i + 2] for i in range(first, min(last, len(heading)) - 1)]
    return sum(pair in text for pair in pairs) > SPOKEN_OF * len(pairs) - 0.001 if pairs else heading[start:end] in text
