"""A finding as a program reads it: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from expectations.checks import checks


def to_json_line(row: Mapping[str, Any]) -> str:
    """One finding (a row of warehouse/sql/findings_shown.sql) as a line of JSON.

    Days are ISO, what there is none of null, texts of it "". `line` is the line of the source's text, `doc` the document's
    number, else its title, `surface` the words at fault. Keys of our own follow: `place` is the page or sheet of a source
    that has such, `passage` the text of the measure in which the words stand.
    """
    return json.dumps(
        {
            "finding_id": row["finding_id"],
            "check": row["check_id"],
            "severity": row["severity"],
            "state": row["state"],
            "source": row["source"] or "",
            "line": row["line"],
            "doc": row["document_number"] or row["document_title"] or "",
            "ch": row["chapter"] or "",
            "no": row["number"] or "",
            "surface": row["surface"] or "",
            "unit": row["unit_id"],
            "other": _other(row) if row["other_source"] is not None else None,
            "message": row["message"],
            "first_seen": row["first_seen"].isoformat(),
            "last_seen": row["last_seen"].isoformat(),
            "place": row["place"] or "",
            "passage": row["measure_text"] or "",
        },
        ensure_ascii=False,
    )


def _other(row: Mapping[str, Any]) -> dict[str, Any]:
    """The other side of a finding: the passage that it contradicts, or the source that holds the document otherwise."""
    return {
        "doc": row["other_document_number"] or row["other_document_title"] or "",
        "ch": row["other_chapter"] or "",
        "no": row["other_number"] or "",
        "line": row["other_line"],
        "source": row["other_source"],
        "place": row["other_place"] or "",
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
