"""The outline of a plan → its measures: the table of cases."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from documents.read import read_source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "outlines.toml").read_text("utf8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_case(case):
    read = [
        " / ".join((
            m.chapter, m.number, m.title, "、".join(d.surface for d in m.deadlines), "、".join(u.surface for u in m.mentions),
        ))
        for m in read_source("plan.txt", case["text"].encode(), date(2022, 3, 1)).measures
    ]  # fmt: skip
    assert read == case["measures"], case["why"]
