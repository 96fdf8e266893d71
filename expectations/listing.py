"""A finding as a program reads it: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from documents.errors import ShixianError
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


STATES = {"open": "待处理", "confirmed": "已确认", "waived": "不予处理", "closed": "已关闭"}
SEVERITIES = {"critical": "严重", "warning": "警告", "info": "提示"}
ALL = {"all": "全部"}


class FilterError(ShixianError):
    """A filter of the list that cannot be meant; the message names the values that may be given, in Chinese."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings to list: of these checks (ids), severities and states, in English or Chinese.

    None of a kind means all, of states all but closed. `document` is in a document's number or title, "" for any.
    """

    checks: Sequence[str] = ()
    severities: Sequence[str] = ()
    states: Sequence[str] = ()
    document: str = ""


def chosen(findings: pl.DataFrame, by: Filter) -> pl.DataFrame:
    """Those of `findings` (rows of warehouse/sql/findings_shown.sql) that a filter lets through. Raises FilterError."""
    known = [check.id for check in checks()]
    unknown = [check for check in by.checks if check not in known]
    if unknown:
        raise FilterError(f"没有“{unknown[0]}”这项检查；可填：{'、'.join(known)}。")
    states = _meant(by.states, STATES | ALL, "状态") or [state for state in STATES if state != "closed"]
    severities = _meant(by.severities, SEVERITIES, "级别")
    shown = findings if "all" in states else findings.filter(pl.col("state").is_in(states))
    shown = shown.filter(pl.col("check_id").is_in(list(by.checks))) if by.checks else shown
    shown = shown.filter(pl.col("severity").is_in(severities)) if severities else shown
    named = pl.concat_str(pl.col("document_number", "document_title").fill_null(""), separator="\n")
    return shown.filter(named.str.contains(by.document, literal=True)) if by.document else shown


def _meant(given: Sequence[str], words: Mapping[str, str], what: str) -> list[str]:
    by_word = {word: key for key, title in words.items() for word in (key, title)}
    unknown = [word for word in given if word not in by_word]
    if unknown:
        allowed = "、".join(f"{title}（{key}）" for key, title in words.items())
        raise FilterError(f"没有“{unknown[0]}”这种{what}；可填：{allowed}。")
    return [by_word[word] for word in given]


def titled(findings: pl.DataFrame) -> pl.DataFrame:
    """`findings` (rows of warehouse/sql/findings_shown.sql) with each check's `check_title` and `advice`."""
    texts = pl.DataFrame(
        [(check.id, check.title, check.advice) for check in checks()],
        schema=["check_id", "check_title", "advice"],
        orient="row",
    )
    return findings.join(texts, on="check_id", how="left", maintain_order="left")
