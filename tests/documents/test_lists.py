"""Lists of units → mentions: the table of cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.mentions import mentions_in
from documents.passage import passage_of
from documents.sheets import level_of, role_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "lists.toml").read_text("utf8"))["case"]
SHORT = {"lead": "lead", "responsible": "resp", "cooperating": "coop", "other": "other"}


def listed(text: str):
    lines = text.split("\n")
    pieces = [("做好有关工作。", 0, 1)] + [(line, 100 * i, i + 1) for i, line in enumerate(lines, 1)]
    breaks = [7 + sum(len(x) for x in lines[:i]) for i in range(len(lines))]
    return mentions_in(passage_of(pieces), breaks)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_case(case):
    read = listed(case["text"])
    shown = ["group " + m.surface if m.group else f"{SHORT[m.role]} {m.surface}" for m in read.mentions]
    assert (shown, read.open) == (case["expected"], case.get("open", False)), case["why"]


def test_the_first_leads_where_the_document_says_so():
    passage = passage_of([("推进改革。（市教育局、市财政局负责）", 0, 1)])
    assert [m.role for m in mentions_in(passage, (), first_leads=True).mentions] == ["lead", "responsible"]


@given(st.text(alphabet="（）、，；。：市区局委等牵头负责单位配合责任部门各和A1〈〉“”", max_size=80))
def test_any_text_is_read_and_each_name_stands_where_it_says(text):
    passage = passage_of([(text, 0, 1)])
    for m in mentions_in(passage).mentions:
        assert text[m.span.start : m.span.end] == m.surface


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("序号", "number"), ("重点任务", "task"), ("牵头单位", "lead"), ("市级牵头单位", "lead"), ("责任单位", "responsible"),
        ("配合单位", "cooperating"), ("完成时限", "deadline"), ("法定办结时限", "inventory"), ("责任领导", "person"), ("备注", "note"),
    ],
)  # fmt: skip
def test_columns(heading, role):
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("示例市东湖区人民政府办公室", "县级"), ("示例市人民政府", "市级"), ("某某省人民政府", "省级"), ("石桥镇人民政府", "镇级"),
        ("国务院办公厅", ""), ("广西壮族自治区人民政府", "省级"), ("示例市市场监督管理局", "市级"),
    ],
)  # fmt: skip
def test_levels(issuer, level):
    assert level_of(issuer) == level


@pytest.mark.parametrize(
    "name",
    ["市人力资源和社会保障局", "人民银行柳泉市支行", "市生态环境局柳泉分局", "市政府办公室", "市教育局柳泉区分局"],
)
def test_a_name_broken_over_two_lines_anywhere_is_one(name):
    for at in range(1, len(name)):
        first, second = f"（责任单位：{name[:at]}", f"{name[at:]}）"
        passage = passage_of([(first, 0, 1), (second, len(first) + 1, 2)])
        assert [m.surface for m in mentions_in(passage).mentions] == [name], name[:at]
