"""Tables as extractors leave them → rows with each cell under its heading: the table of cases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from documents.structure.lines import lines_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tables.toml").read_text("utf8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_case(case):
    rows = [line for line in lines_of(case["text"]) if line.kind == "row"][1:]
    assert [" | ".join(c.text for c in line.cells) for line in rows] == case["rows"], case["why"]
    assert [line.repair for line in rows] == case["repairs"], case["why"]


@pytest.mark.parametrize(
    "text",
    [
        "推进各项工作  建立健全机制  明确责任分工\n第二行  也有空格  不是表格",
        "1\n2\n3\n4",
        "序号\n说明\n本表由各单位填写\n其他",
        "一、任务\n市教育局\t负责教育\n市民政局",
    ],
)
def test_what_only_looks_like_a_table_is_none(text):
    assert not [line for line in lines_of(text) if line.kind == "row"]
