import polars as pl
import pytest

from summaries import frames
from summaries.frames import FrameError, conform


def test_a_frame_without_columns_is_an_empty_one() -> None:
    assert conform(pl.DataFrame(), frames.CHANGES, "changes").schema == frames.CHANGES


def test_a_missing_column_is_named() -> None:
    with pytest.raises(FrameError, match="'units' lacks the columns feed, events"):
        conform(pl.DataFrame({"unit_id": ["u"], "unit_name": ["n"], "jurisdiction": ["j"]}), frames.UNITS, "units")


def test_a_wrong_type_is_named() -> None:
    rows = frames.UNITS.to_frame().with_columns(events=pl.lit("many"))
    bad = pl.concat([rows, pl.DataFrame([["u", "n", "j", "f", "many"]], schema=rows.schema, orient="row")])
    with pytest.raises(FrameError, match="'units' has a column of the wrong type"):
        conform(bad, frames.UNITS, "units")


def test_nothing_is_null_but_days_and_numbers() -> None:
    row = pl.DataFrame({column: [None] for column in frames.DEADLINES} | {"more": [1]}, strict=False)
    read = conform(row, frames.DEADLINES, "deadlines").to_dicts()[0]
    assert list(read) == list(frames.DEADLINES)
    assert read["title"] == ""
    assert read["lead"] == []
    assert read["due_on"] is None


def test_narrower_numbers_are_taken() -> None:
    others = {column: pl.lit(None, dtype=kind) for column, kind in frames.FINDINGS.items() if column != "line"}
    rows = pl.DataFrame({"line": [7]}, schema={"line": pl.Int32}).with_columns(**others)
    assert conform(rows, frames.FINDINGS, "findings")["line"].to_list() == [7]
