"""A finding keeps its identity, closes itself, reopens, and keeps what a steward decided."""

from __future__ import annotations

from datetime import date

import polars as pl

from expectations.failures import FAILURE
from expectations.findings import age
from warehouse.tables import empty

MONDAYS = (date(2024, 9, 2), date(2024, 9, 9), date(2024, 9, 16))


def failing(*subjects: str) -> pl.DataFrame:
    rows = [
        {"check_id": "unit_none", "severity": "warning", "subject": subject, "message": subject} for subject in subjects
    ]
    return pl.DataFrame(rows, schema=FAILURE)


def test_first_seen_stays_and_last_seen_moves() -> None:
    first = age(empty("findings"), failing("a"), MONDAYS[0])
    second = age(first, failing("a"), MONDAYS[1])
    assert second["finding_id"].to_list() == first["finding_id"].to_list()
    assert second.select("first_seen", "last_seen", "state").row(0) == (MONDAYS[0], MONDAYS[1], "open")


def test_closes_when_its_cause_is_gone_and_reopens_with_it() -> None:
    known = age(empty("findings"), failing("a"), MONDAYS[0])
    closed = age(known, failing(), MONDAYS[1])
    assert closed.select("state", "closed_on").row(0) == ("closed", MONDAYS[1])
    assert age(closed, failing(), MONDAYS[2])["closed_on"].to_list() == [MONDAYS[1]], "closed once"
    reopened = age(closed, failing("a"), MONDAYS[2])
    assert reopened.select("state", "first_seen", "closed_on").row(0) == ("open", MONDAYS[0], None)


def test_a_waived_finding_stays_waived_while_it_fails() -> None:
    known = age(empty("findings"), failing("a"), MONDAYS[0]).with_columns(pl.lit("waived").alias("state"))
    assert age(known, failing("a"), MONDAYS[1])["state"].to_list() == ["waived"]


def test_the_same_run_twice_changes_nothing() -> None:
    once = age(empty("findings"), failing("a", "b"), MONDAYS[0])
    assert age(once, failing("a", "b"), MONDAYS[0]).sort("subject").equals(once.sort("subject"))
