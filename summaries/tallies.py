"""Deadlines counted by unit and by document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from summaries.nouns import DocumentRow, Tally, UnitRow

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTS = {
    "late": "逾期",
    "soon": "临期",
    "waiting": "待销号",
    "done": "已完成",
    "done_late": "逾期完成",
}
ROLES = ("lead", "responsible")


def by_document(documents: pl.DataFrame, deadlines: pl.DataFrame) -> tuple[DocumentRow, ...]:
    """One row a document on record, in order of issue; documents without any deadline are there with zeros."""
    counts = deadlines.group_by("document_id").agg(*_counted(""))
    joined = documents.join(counts, on="document_id", how="left").with_columns(pl.col(pl.UInt32).fill_null(0))
    ordered = joined.sort("issued", "number", "document_id", nulls_last=True)
    return tuple(
        DocumentRow(
            document_id=row["document_id"],
            number=row["number"],
            title=row["title"],
            issuer=row["issuer"],
            issued=row["issued"],
            tally=_tally(row, ""),
            undated=row["undated"],
        )
        for row in ordered.iter_rows(named=True)
    )


def by_unit(units: pl.DataFrame, deadlines: pl.DataFrame) -> tuple[UnitRow, ...]:
    """One row a unit that leads or is responsible for a deadline; the units with most that is late come first.

    A unit that both leads and is responsible counts in both columns, so the columns are never added up. Undated
    deadlines count once a unit, whatever its role. Cooperating units are not counted.
    """
    named = pl.concat([_roles(deadlines, role) for role in ROLES])
    keyed = _identified(named, units, deadlines)
    counts = keyed.group_by("unit", "unit_name").agg(
        *(column for role in ROLES for column in _counted(f"{role}_", pl.col("role") == role)),
        pl.col("row").filter(pl.col("due_on").is_null()).n_unique().alias("undated"),
    )
    ordered = counts.sort(
        "lead_late", "responsible_late", "lead_total", "responsible_total", "unit_name", "unit",
        descending=[True, True, True, True, False, False],
    )  # fmt: skip
    return tuple(
        UnitRow(
            unit_id=row["unit"],
            unit_name=row["unit_name"],
            lead=_tally(row, "lead_"),
            responsible=_tally(row, "responsible_"),
            undated=row["undated"],
        )
        for row in ordered.iter_rows(named=True)
    )


def _roles(deadlines: pl.DataFrame, role: str) -> pl.DataFrame:
    """One row a deadline and unit name in `role`, each name once; `row` numbers the deadlines."""
    rows = deadlines.with_row_index("row").select("row", "due_on", "status", pl.col(role).list.unique().alias("name"))
    return rows.explode("name", empty_as_null=False).with_columns(pl.lit(role).alias("role"))


def _identified(named: pl.DataFrame, units: pl.DataFrame, deadlines: pl.DataFrame) -> pl.DataFrame:
    """`named` with the unit behind each name: two districts may each have a 财政局, and they are two units.

    The unit is one of the deadline's own whose registered name it is; a name that belongs to none stands for itself.
    """
    rows = deadlines.with_row_index("row").select("row", pl.col("unit_ids").list.unique().alias("unit_id"))
    registered = units.select("unit_id", "unit_name").unique("unit_id", keep="first", maintain_order=True)
    own = rows.explode("unit_id", empty_as_null=False).join(registered, on="unit_id", how="inner")
    joined = named.join(own, left_on=["row", "name"], right_on=["row", "unit_name"], how="left")
    return joined.with_columns(
        pl.coalesce("unit_id", pl.concat_str(pl.lit("name:"), "name")).alias("unit"), pl.col("name").alias("unit_name")
    )


def _counted(prefix: str, among: pl.Expr | None = None) -> list[pl.Expr]:
    """The columns of a tally, each with `prefix`, over the dated rows of a group that are `among` the wanted ones."""
    wanted = pl.col("due_on").is_not_null() & (pl.lit(True) if among is None else among)
    columns = [wanted.sum().alias(f"{prefix}total")]
    columns += [(wanted & (pl.col("status") == light)).sum().alias(f"{prefix}{name}") for name, light in COUNTS.items()]
    if among is None:
        columns.append(pl.col("due_on").is_null().sum().alias("undated"))
    return columns


def _tally(row: Mapping[str, Any], prefix: str) -> Tally:
    counts = {name: int(row[f"{prefix}{name}"]) for name in ("total", *COUNTS)}
    return Tally(**counts, ahead=counts["total"] - sum(counts[name] for name in COUNTS))
