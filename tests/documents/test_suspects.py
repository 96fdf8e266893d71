"""What looks wrong is shown, and what only looks so is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from documents.read import read_source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "suspects.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_looks_wrong_is_shown(case: dict[str, object]):
    reading = read_source("来源.txt", f"一、重点任务\n1. 工作事项。{case['text']}\n".encode())
    found = [p.surface for p in reading.problems if p.kind == "text_suspect"]
    assert sorted(found) == sorted(case["found"])


def test_a_word_that_stands_in_two_cells_is_not_doubled():
    reading = read_source("来源.txt", "序号\t部门\t任务\t时限\n1\t农业农村\t农村道路\t6月底前\n".encode())
    assert [p for p in reading.problems if p.kind == "text_suspect"] == []
