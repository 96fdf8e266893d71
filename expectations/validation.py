"""Validation: Great Expectations says which rows of the check views fail which check.

Importing Great Expectations takes seconds and some 300 MB: only the task that validates imports this module.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import great_expectations as gx
import polars as pl
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations.checks import Check, checks
from expectations.failures import FAILURE, FURTHER, KEY, PLACE

if TYPE_CHECKING:
    from great_expectations.datasource.fluent.interfaces import Batch


LONGEST_FACT = 60


class ValidationError(Exception):
    """A check could not be run at all (a view lacks its column); nothing is known of its rows."""


def validate(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row for each row of a check view (`frames` by name) that fails a check: columns of FAILURE.

    Raises ValidationError where a check cannot be run.
    """
    # It tells of a folder for pages that nobody asked for, at a level of its own.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    data_source = context.data_sources.add_pandas("warehouse")
    failures: list[dict[str, Any]] = []
    for view, rows in frames.items():
        of_view = [check for check in checks() if check.view == view]
        if rows.is_empty():
            continue
        asset = data_source.add_dataframe_asset(view).add_batch_definition_whole_dataframe("all")
        batch = asset.get_batch({"dataframe": as_pandas(rows, of_view)})
        by_key = {row[KEY]: row for row in rows.iter_rows(named=True)}
        for check, key in _failing(batch, of_view):
            failures.append(_failure(check, by_key[key]))
    return pl.DataFrame(failures, schema=FAILURE)


def as_pandas(rows: pl.DataFrame, of_view: list[Check]) -> Any:
    """The key and the checked columns alone, as the data frame of pandas that Great Expectations asks for."""
    import pandas as pd

    columns = dict.fromkeys([KEY, *(check.column for check in of_view)])
    missing = [column for column in columns if column not in rows.columns]
    if missing:
        raise ValidationError(f"check view lacks {missing}: it has {rows.columns}")
    return pd.DataFrame({column: rows[column].to_list() for column in columns})


def _failing(batch: Batch, of_view: list[Check]) -> Iterator[tuple[Check, str]]:
    suite = gx.ExpectationSuite("checks", expectations=[expectation_of(check) for check in of_view])
    outcome = batch.validate(suite, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [KEY]})
    by_id = {check.id: check for check in of_view}
    for result in outcome.results:
        meta = result.expectation_config.meta if result.expectation_config else None
        check = by_id[(meta or {})["check"]]
        if result.exception_info.get("raised_exception"):
            raise ValidationError(f"{check.id}: {result.exception_info.get('exception_message')}")
        for entry in result.result.get("unexpected_index_list") or ():
            yield check, entry[KEY]


def expectation_of(check: Check) -> Any:
    """A check as Great Expectations' own object."""
    configuration = ExpectationConfiguration(
        type=check.expectation,
        kwargs={"column": check.column, **check.arguments},
        meta={"check": check.id},
        severity=FailureSeverity(check.severity),
    )
    return configuration.to_domain_obj()


def _failure(check: Check, row: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: _shown(value) for name, value in row.items()}
    message = check.message.format_map(facts)
    by = row.get("superseded_by")
    return {
        "check_id": check.id,
        "severity": "info" if by else check.severity,
        KEY: row[KEY],
        **{column: row[column] for column in PLACE},
        **{column: row.get(column) for column in FURTHER},
        "message": f"（已由{shorten(by)}取代，以其为准）{message}" if by else message,
        "cause_sha256": cause_sha256(row),
    }


def cause_sha256(row: Mapping[str, Any]) -> str:
    """SHA-256 of what makes a row fail as it does: the words at fault and the days, on both sides.

    What a steward decided about a finding holds while they are the same. Where things stand (lines, numbers), how a check
    words its message, and what else a view tells are not among them.
    """
    words = {name: "".join(str(value or "").split()) for name, value in row.items() if name.endswith("surface")}
    days = {name: value.isoformat() for name, value in row.items() if isinstance(value, date)}
    return sha256(json.dumps(words | days, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return shorten(str(value)) if value not in (None, "") else "无"


def shorten(text: str) -> str:
    """`text` in at most LONGEST_FACT characters, what was cut shown by ……; the page shows the whole passage anyway."""
    return text if len(text) <= LONGEST_FACT else f"{text[: LONGEST_FACT - 2]}……"
