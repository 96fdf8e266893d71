"""A finding as a program reads it: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from expectations.checks import checks


def to_json_line(row: Mapping[str, Any]) -> str:
    """One finding (a row of warehouse/sql/findings_shown.sql) as a line of JSON; days are ISO, absent things null."""
    other = {
        "doc": row["other_document_number"] or row["other_document_title"],
        "ch": row["other_chapter"],
        "no": row["other_number"],
        "line": row["other_line"],
    }
    return json.dumps(
        {
            "finding_id": row["finding_id"],
            "check": row["check_id"],
            "severity": row["severity"],
            "state": row["state"],
            "source": row["source"],
            "line": row["line"],
            "doc": row["document_number"] or "",
            "ch": row["chapter"] or "",
            "no": row["number"] or "",
            "surface": row["surface"],
            "unit": row["unit_id"],
            "other": other if row["other_text"] is not None else None,
            "message": row["message"],
            "first_seen": row["first_seen"].isoformat(),
            "last_seen": row["last_seen"].isoformat(),
        },
        ensure_ascii=False,
    )


def titled(findings: pl.DataFrame) -> pl.DataFrame:
    """`findings` (rows of warehouse/sql/findings_shown.sql) with each check's `check_title` and `advice`."""
    texts = pl.DataFrame(
        [(check.id, check.title, check.advice) for check in checks()],
        schema=["check_id", "check_title", "advice"],
        orient="row",
    )
    return findings.join(texts, on="check_id", how="left", maintain_order="left")
