"""A finding as a program reads it: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from expectations.checks import checks


def to_json_line(row: Mapping[str, Any]) -> str:
    """One finding (a row of warehouse/sql/findings_shown.sql) as a line of JSON.

    Days are ISO, what there is none of null, texts of it "". `place` is the page or sheet of a source that has such, `line`
    the line of its text, `surface` the words at fault, `passage` the text of the measure in which they stand.
    """
    return json.dumps(
        {
            "finding_id": row["finding_id"],
            "check": row["check_id"],
            "severity": row["severity"],
            "state": row["state"],
            "source": row["source"],
            "place": row["place"] or "",
            "line": row["line"],
            "doc": row["document_number"] or "",
            "ch": row["chapter"] or "",
            "no": row["number"] or "",
            "surface": row["surface"],
            "passage": row["measure_text"] or "",
            "unit": row["unit_id"],
            "other": _other(row) if row["other_source"] is not None else None,
            "message": row["message"],
            "first_seen": row["first_seen"].isoformat(),
            "last_seen": row["last_seen"].isoformat(),
        },
        ensure_ascii=False,
    )


def _other(row: Mapping[str, Any]) -> dict[str, Any]:
    """The other side of a finding: the passage that it contradicts, or the source that holds the document otherwise."""
    return {
        "source": row["other_source"],
        "place": row["other_place"] or "",
        "line": row["other_line"],
        "doc": row["other_document_number"] or row["other_document_title"],
        "ch": row["other_chapter"] or "",
        "no": row["other_number"] or "",
        "surface": row["other_surface"] or "",
        "passage": row["other_text"] or "",
    }


def titled(findings: pl.DataFrame) -> pl.DataFrame:
    """`findings` (rows of warehouse/sql/findings_shown.sql) with each check's `check_title` and `advice`."""
    texts = pl.DataFrame(
        [(check.id, check.title, check.advice) for check in checks()],
        schema=["check_id", "check_title", "advice"],
        orient="row",
    )
    return findings.join(texts, on="check_id", how="left", maintain_order="left")
