"""Great Expectations itself gives back the rows that fail, with what a steward reads."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from expectations.failures import PLACE
from expectations.validation import ValidationError, validate

PLACED: dict[str, object] = dict.fromkeys(PLACE)


def orders(*days_later: int | None) -> pl.DataFrame:
    rows = [
        PLACED
        | {
            "subject": str(i),
            "line": 7,
            "surface": "9月底前",
            "due_on": date(2024, 9, 30),
            "superior_due_on": date(2024, 6, 30),
            "superior_surface": "6月底前",
            "document": "示局发〔2024〕5号",
            "superior_document": "示政发〔2024〕3号",
            "days_later": days,
        }
        for i, days in enumerate(days_later)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def test_only_what_is_later_fails() -> None:
    failures = validate({"deadline_order": orders(92, 0, -3, None)})
    assert failures["subject"].to_list() == ["0"]
    assert failures["check_id"].to_list() == ["deadline_later_than_superior"]
    assert failures["severity"].to_list() == ["warning"]


def test_the_message_names_both_days() -> None:
    (message,) = validate({"deadline_order": orders(92)})["message"]
    for words in ("2024年9月30日", "2024年6月30日", "晚92天"):
        assert words in message


def test_what_another_document_overrides_is_for_information() -> None:
    (failure,) = validate(
        {"deadline_order": orders(92).with_columns(superseded_by=pl.lit("示政发〔2024〕9号"))}
    ).to_dicts()
    assert failure["severity"] == "info"
    assert failure["message"].startswith("（已由示政发〔2024〕9号取代，以其为准）")


@pytest.mark.parametrize(
    ("reason", "column", "value", "same"),
    [
        ("it stands elsewhere", "line", 70, True),
        ("a blank within the words", "surface", "9 月底前", True),
        ("another title", "title", "另一个标题", True),
        ("other words", "surface", "10月底前", False),
        ("another day", "due_on", date(2024, 10, 31), False),
        ("other words on the other side", "superior_surface", "5月底前", False),
    ],
)
def test_what_makes_it_another_failure(reason: str, column: str, value: object, same: bool) -> None:
    rows = orders(92).with_columns(title=pl.lit("标题"))
    (before,) = validate({"deadline_order": rows})["cause_sha256"]
    (after,) = validate({"deadline_order": rows.with_columns(pl.lit(value).alias(column))})["cause_sha256"]
    assert (before == after) is same, reason


def test_words_of_a_document_are_no_template() -> None:
    hostile = orders(1).with_columns(pl.lit("{title.__class__}").alias("surface"))
    (message,) = validate({"deadline_order": hostile})["message"]
    assert "{title.__class__}" in message


def test_nothing_to_check_is_no_failure() -> None:
    assert validate({"deadline_order": orders().head(0)}).is_empty()


def test_a_view_without_the_column_is_an_error_and_not_a_pass() -> None:
    with pytest.raises(ValidationError, match="days_later"):
        validate({"deadline_order": orders(1).drop("days_later")})
