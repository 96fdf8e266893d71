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


def coded(*codes: str) -> list[tuple[str, int]]:
    rows = "".join(f"{i}\t区民政局\t{code}\t登记{'甲乙丙丁戊己庚'[i - 1]}事项\n" for i, code in enumerate(codes, 1))
    reading = read_source("来源.txt", f"赋权事项清单\n序号\t部门\t编码\t名称\n{rows}".encode())
    return [(p.surface, p.span.line) for p in reading.problems if p.kind == "text_suspect"]


def test_a_code_that_lacks_a_digit_is_told_among_those_of_its_column():
    right = ["3700000117086", "3700002036027", "3700002036017", "3700002014071", "3700002014020"]
    assert coded(*right) == []
    assert coded(*right, "370000123026") == [("370000123026", 8)]
    assert coded(*right[:4]) == coded(*right[:3], "370000123026") == [], "too few to say how long a code is"
    assert coded(*right, "37000012") == [], "something else"
