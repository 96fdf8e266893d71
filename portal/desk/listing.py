"""The list: findings that pass the filters, those alike as one row, with the counts behind each filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from portal.desk.asking import FACETS, Asked, conditions, narrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE_ROWS = 50
MOST_CHOICES = 40
"""Values that a filter offers, those with most findings first; the matrices and the search find the others."""
ORDERS = {
    "weight": ([pl.col("order")], [False]),
    "newest": ([pl.col("first_seen"), pl.col("order")], [True, False]),
    "document": ([pl.col("document_number"), pl.col("document"), pl.col("order")], [False, False, False]),
    "alike": ([pl.col("alike"), pl.col("order")], [True, False]),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, as the reader calls it, with how many findings there are besides the other filters."""

    value: str
    title: str
    findings: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list. `rows` are the first of each group of findings alike, with `alike` and `documents` of it."""

    rows: Sequence[Mapping[str, Any]]
    findings: int
    groups: int
    pages: int
    page: int
    choices: Mapping[str, Sequence[Choice]]


def neighbours(rows: pl.DataFrame, wanted: Asked, group: int) -> tuple[str, str]:
    """The first finding of the group before, and of the one after, in the list that was asked for; "" where there is none."""
    columns, falling = ORDERS[wanted.sort]
    chosen = narrow(rows, wanted)
    firsts = chosen.with_columns(pl.len().over("group").alias("alike")).unique(
        "group", keep="first", maintain_order=True
    )
    ordered = firsts.sort(columns, descending=falling).select("group", "finding_id")
    places = ordered["group"].index_of(group)
    if places is None:
        return "", str(ordered["finding_id"][0]) if ordered.height else ""
    found = ordered["finding_id"]
    return found[places - 1] if places else "", found[places + 1] if places + 1 < len(found) else ""


def listed(rows: pl.DataFrame, wanted: Asked, titles: Mapping[str, Mapping[str, str]]) -> Listed:
    """The page that was asked for of `rows` (portal.desk.overview.findings); `titles` call the values of filters by name."""
    passes = _passing(rows, wanted)
    chosen = rows.filter(_all(passes, ()))
    grouped = chosen.group_by("group").agg(
        pl.col("order").min().alias("first"), pl.len().alias("alike"), pl.col("document").n_unique().alias("documents")
    )
    pages = max(1, -(-grouped.height // PAGE_ROWS))
    page = min(max(wanted.page, 1), pages)
    return Listed(
        rows=_page(rows, grouped, wanted.sort, page),
        findings=chosen.height,
        groups=grouped.height,
        pages=pages,
        page=page,
        choices={name: _choices(rows, passes, name, getattr(wanted, name), titles[name]) for name in FACETS},
    )


def _passing(rows: pl.DataFrame, wanted: Asked) -> dict[str, pl.Series]:
    """Which rows pass each filter that is set, by its name."""
    named = [condition.alias(name) for name, condition in conditions(wanted).items()]
    return {series.name: series for series in rows.select(named).get_columns()} if named else {}


def _all(passes: Mapping[str, pl.Series], without: Sequence[str]) -> pl.Expr | pl.Series:
    kept = [pl.lit(series) for name, series in passes.items() if name not in without]
    return pl.all_horizontal(kept) if kept else pl.lit(True)


def _page(rows: pl.DataFrame, grouped: pl.DataFrame, sort: str, page: int) -> list[dict[str, Any]]:
    columns, falling = ORDERS[sort]
    needed = ["order", "first_seen", "document_number", "document"]
    firsts = rows.select(needed).join(grouped, left_on="order", right_on="first", how="inner")
    shown = firsts.sort(columns, descending=falling).slice((page - 1) * PAGE_ROWS, PAGE_ROWS)
    sizes = shown.select("order", "alike", "documents")
    return sizes.join(rows, on="order", how="left", maintain_order="left").to_dicts()


def _choices(
    rows: pl.DataFrame, passes: Mapping[str, pl.Series], name: str, chosen: str, titles: Mapping[str, str]
) -> list[Choice]:
    """The values of a filter, with the counts that choosing them would give; the chosen one always among them."""
    column = FACETS[name]
    counted = rows.filter(_all(passes, (name,))).group_by(column).len().sort(["len", column], descending=[True, False])
    counts: dict[str, int] = dict(counted.iter_rows())
    known = [value for value in titles if value in counts] if name in ("check", "severity", "state") else []
    values = (known or list(counts))[:MOST_CHOICES]
    if chosen in counts and chosen not in values:
        values.append(chosen)
    return [Choice(value, titles.get(value) or value, counts[value]) for value in values]
