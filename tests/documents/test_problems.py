"""What a reader notices of structure and of who acts: a row a case, with its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from documents.read import read_source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "problems.toml").read_text("utf-8"))["case"]
KINDS = ("numbering_gap", "count_mismatch", "unit_acts_unlisted", "heading_unnumbered")
NOTICE = """东湖区人民政府文件

东政发〔2024〕5号

东湖区人民政府关于印发{title}的通知

各镇人民政府、街道办事处，区政府各部门：

现将《{named}》印发给你们，请认真贯彻执行。

东湖区人民政府
2024年5月6日

{title}

"""


def problems(text: str, title: str = "道路整治方案", named: str = "") -> list[Any]:
    notice = NOTICE.format(title=title, named=named or title) + text
    return list(read_source("来源.txt", notice.encode()).problems)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_does_not_agree_is_shown(case: dict[str, Any]) -> None:
    found = [[p.kind, p.surface] for p in problems(case["text"]) if p.kind in KINDS]
    assert found == case["found"]


@pytest.mark.parametrize(
    ("title", "named", "shown"),
    [
        ("道路整治实施方案", "道路整治实施方案", False),
        ("道路整治实施方案", "东湖区道路整治实施方案", False),
        ("关于加快道路整治的实施方案", "关于加快道路整治实施方案", False),
        ("关于加快新型道路实施方案", "关于加快新型道路建设的实施方案", True),
        ("道路整治实施方案", "关于印发道路整治实施方案", True),
    ],
)
def test_a_notice_calls_its_plan_as_its_title_does(title: str, named: str, shown: bool) -> None:
    text = "一、重点任务\n1. 修路。8月底前完成。（牵头部门：区交通运输局）\n"
    found = [p.surface for p in problems(text, title, named) if p.kind == "text_suspect"]
    assert found == ([named] if shown else [])


def test_what_looks_wrong_is_placed_in_its_measure() -> None:
    text = "一、重点任务\n1. 修路。以服务群众为已任。（牵头部门：区交通运输局）\n"
    (suspect,) = (p for p in problems(text) if p.kind == "text_suspect")
    assert (suspect.chapter, suspect.number) == ("一、重点任务", "1")
