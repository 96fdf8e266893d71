"""A finding keeps its identity, closes itself, reopens, and says what happened to it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl

from expectations.failures import FAILURE
from expectations.findings import Stamp, age, happened
from warehouse.tables import empty

MONDAYS = (date(2024, 9, 2), date(2024, 9, 9), date(2024, 9, 16))


def failing(*subjects: str, cause: str = "c") -> pl.DataFrame:
    rows = [
        {"check_id": "unit_none", "severity": "warning", "subject": subject, "message": subject, "cause_sha256": cause}
        for subject in subjects
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


def test_the_same_run_twice_changes_nothing() -> None:
    once = age(empty("findings"), failing("a", "b"), MONDAYS[0])
    assert age(once, failing("a", "b"), MONDAYS[0]).sort("subject").equals(once.sort("subject"))


def told(before: pl.DataFrame, after: pl.DataFrame) -> list[str]:
    stamp = Stamp(MONDAYS[1], "run", datetime(2024, 9, 9, 8, tzinfo=UTC))
    events = happened(before, after, stamp)
    assert set(events.select("effective_on", "recorded_at", "run_id").rows()) <= {
        (MONDAYS[1], stamp.at.replace(tzinfo=None), "run")
    }
    return events["event"].to_list()


def test_what_happened_is_told_once() -> None:
    none, known = empty("findings"), age(empty("findings"), failing("a"), MONDAYS[0])
    closed = age(known, failing(), MONDAYS[1])
    again = age(closed, failing("a"), MONDAYS[1])
    assert told(none, known) == ["opened"]
    assert told(known, known) == []
    assert told(known, closed) == ["closed"]
    assert told(closed, closed) == []
    assert told(closed, again) == ["reopened"]


def test_other_words_or_days_are_another_failure() -> None:
    known = age(empty("findings"), failing("a"), MONDAYS[0])
    otherwise = age(known, failing("a", cause="d"), MONDAYS[1])
    assert told(known, otherwise) == ["changed"]
    closed = age(known, failing(), MONDAYS[1])
    assert told(closed, age(closed, failing("a", cause="d"), MONDAYS[1])) == ["reopened", "changed"]


def test_what_was_kept_without_its_cause_is_not_taken_for_changed() -> None:
    legacy = age(empty("findings"), failing("a"), MONDAYS[0]).with_columns(
        pl.lit(None, pl.String).alias("cause_sha256")
    )
    assert told(legacy, age(legacy, failing("a"), MONDAYS[1])) == []
