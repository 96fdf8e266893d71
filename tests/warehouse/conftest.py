"""Plans for the tests of the warehouse, read by the real reader, and an empty warehouse to load them into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from documents.read import read_source
from warehouse.checking import check_frames
from warehouse.connection import open_warehouse
from warehouse.linking import link_measures
from warehouse.loading import Loaded, SourceReading, Stamp, load
from warehouse.registry import read_local
from warehouse.resolving import resolve_mentions

MONDAY = date(2024, 9, 2)
LOCAL = read_local(Path(__file__).parents[2] / "examples" / "local_units.csv")

Load = Callable[..., Loaded]


def plan(*measures: str, number: str = "东政办发〔2024〕31号", title: str = "社区食堂建设方案", basis: str = "") -> str:
    """A plan of the made-up district, with the numbered measures given, each after its number."""
    numbered = "\n\n".join(f"{i}. {text}" for i, text in enumerate(measures, 1))
    return f"""东湖区人民政府办公室文件

{number}

东湖区人民政府办公室关于印发{title}的通知

各镇人民政府、街道办事处，区政府各部门：

现将《{title}》印发给你们，请认真贯彻执行。

东湖区人民政府办公室
2024年4月8日

{title}

{basis}为做好有关工作，制定本方案。

一、重点任务

{numbered}
"""


def source(path: str, text: str) -> SourceReading:
    """A source as a flow would hand it over."""
    content = text.encode()
    return SourceReading(path, Path(path).name, sha256(content).hexdigest(), len(content), read_source(path, content))


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse as of a Monday."""
    with open_warehouse(tmp_path / "warehouse", MONDAY) as connection:
        yield connection


@pytest.fixture
def take_in(warehouse: duckdb.DuckDBPyConnection) -> Load:
    """Loads sources, resolves and links, as the ingest flow does."""

    def take(*sources: SourceReading, as_of: date = MONDAY, run_id: str = "run") -> Loaded:
        loaded = load(warehouse, sources, [source.path for source in sources], LOCAL, Stamp("reader", as_of, run_id))
        resolve_mentions(warehouse, LOCAL)
        link_measures(warehouse)
        return loaded

    return take


@pytest.fixture
def check(warehouse: duckdb.DuckDBPyConnection) -> Callable[[str], list[dict[str, Any]]]:
    """The failures of a check over what was loaded, with the facts of their rows, in the order of their lines."""
    from expectations.checks import checks
    from expectations.validation import validate

    def failing(check_id: str) -> list[dict[str, Any]]:
        frames = check_frames(warehouse, [check.view for check in checks() if check.id == check_id])
        return validate(frames).filter(pl.col("check_id") == check_id).sort("line").to_dicts()

    return failing
