"""All findings as the list needs them: one frame, made once after each commit, and the part of it that a visitor may see."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from expectations.checks import checks
from warehouse.connection import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portal.desk.access import Visitor
    from portal.desk.data import Desk
    from warehouse.connection import Connection

NOBODY = "-"
"""The owner of what nobody has decided about, and the unit or document of what has none."""
KEPT_IN = ("findings", "documents", "sources", "measures", "mentions", "units")
"""The tables that say what a finding is about; decisions change none of them but `sources`, which is small."""
SEARCHED = (
    "message", "surface", "document_number", "document_title", "source_name", "unit_name", "measure_title", "chapter", "number"
)  # fmt: skip
"""What a search for words looks at, besides the title of the check."""


def findings(at: Desk, visitor: Visitor) -> pl.DataFrame:
    """The findings that a visitor's grant covers: columns of sql/desk_findings.sql and sql/desk_states.sql, and

    owner (who decided last), document and unit (ids, NOBODY where none), haystack (what words are sought in, in lower
    case), group (findings alike share one number) and order (their place in the list).
    """
    whole = at.cached("findings", lambda connection: _standing(at, connection))
    if visitor.everywhere:
        return whole
    codes = [code for code in whole["jurisdiction"].unique() if visitor.covers(code)]
    return whole.filter(pl.col("jurisdiction").is_in(codes))


@cache
def check_titles() -> Mapping[str, str]:
    """The title of each check by its id, in the order of the tables."""
    return {check.id: check.title for check in checks()}


def _standing(at: Desk, connection: Connection) -> pl.DataFrame:
    """All findings, with what was decided about them by now."""
    kept = at.cached("kept findings", _kept, KEPT_IN)
    states = frame(connection, "desk_states")
    rows = kept.join(states, on="finding_id", how="left", maintain_order="left")
    group = pl.struct("likeness", "state").hash().alias("group")
    return rows.with_columns(pl.col("decided_by").fill_null("")).with_columns(_or_nobody("decided_by", "owner"), group)


def _kept(connection: Connection) -> pl.DataFrame:
    rows = frame(connection, "desk_findings", {"checks": list(check_titles())})
    texts = [name for name, kind in rows.schema.items() if kind == pl.String]
    rows = rows.with_columns(pl.col(texts).fill_null("")).with_columns(
        pl.col("check_id").replace(check_titles()).alias("check_title"),
        _or_nobody("document_id", "document"),
        _or_nobody("unit_id", "unit"),
    )
    haystack = pl.concat_str(*SEARCHED, "check_title", separator="\n").str.to_lowercase()
    # A finding with a counterpart stands alone: its message is about these two passages.
    alone = pl.when(pl.col("has_other")).then("finding_id").otherwise(pl.lit(""))
    likeness = pl.struct("check_id", "surface", "message", alone.alias("alone")).hash()
    return rows.with_columns(haystack.alias("haystack"), likeness.alias("likeness")).with_row_index("order")


def _or_nobody(column: str, name: str) -> pl.Expr:
    return pl.when(pl.col(column) == "").then(pl.lit(NOBODY)).otherwise(pl.col(column)).alias(name)
