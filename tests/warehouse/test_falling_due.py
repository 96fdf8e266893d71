"""Which deadlines must stand in a feed: those with a day, and those whose days come again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import duckdb
import pytest

from tests.warehouse.conftest import plan, source
from warehouse.checking import check_frames
from warehouse.connection import frame
from warehouse.loading import Loaded

MEASURE = "报送进展。每季度报送进展。"


@pytest.mark.parametrize(
    ("rule", "dated"),
    [
        ("FREQ=DAILY", False),
        ("FREQ=DAILY;INTERVAL=1", False),
        ("FREQ=DAILY;INTERVAL=2", True),
        ("FREQ=DAILY;INTERVAL=10", True),
        ("FREQ=WEEKLY", True),
        ("", False),
    ],
)
def test_what_is_due_every_single_day_is_not_dated(
    rule: str, dated: bool, warehouse: duckdb.DuckDBPyConnection, take_in: Callable[..., Loaded]
) -> None:
    read = source("甲.txt", plan(MEASURE))
    assert read.reading is not None
    (measure,) = read.reading.measures
    (deadline,) = measure.deadlines
    ruled = replace(measure, deadlines=(replace(deadline, kind="recurring" if rule else "ongoing", rule=rule),))
    take_in(replace(read, reading=replace(read.reading, measures=(ruled,))))
    assert frame(warehouse, "dated_deadlines").height == dated
    assert check_frames(warehouse, ["measure_units"])["measure_units"].height == dated
