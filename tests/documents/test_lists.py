"""Lists of units → mentions: the table of cases, and what holds for any text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.tables.sheets import level_of, role_of
from documents.text.passage import passage_of
from documents.units.mentions import Listed, mentions_in, mentions_of_cell
from documents.units.unit_lists import end_without_list
from documents.vocabulary import table

FOLDER = Path(__file__).parent / "cases"
SHORT = {"lead": "lead", "responsible": "resp", "cooperating": "coop", "other": "other"}
# A line of a bracket that is open goes on with it; the lines of other cases are paragraphs.
OPEN = re.compile("[（(〔【\\[]")


def cases() -> list[dict]:
    """The cases of the base table and of those that were written before the grammar was tried on them."""
    tables = [FOLDER / "lists.toml", *sorted((FOLDER / "lists").glob("*.toml"))]
    return [case for table in tables for case in tomllib.loads(table.read_text("utf8"))["case"]]


def listed(case: dict) -> Listed:
    """What is read of a case: its lines as the end of a measure, or as a cell whose column says a role."""
    lines, first = case["text"].split("\n"), case.get("first_leads", False)
    if "cell" in case:
        return mentions_of_cell(passage_of([(case["text"], 0, 1)]), case["cell"], first)
    pieces = [("做好有关工作。", 0, 1)] + [(line, 100 * i, i + 1) for i, line in enumerate(lines, 1)]
    lengths = [len(passage_of([piece]).text) for piece in pieces]
    breaks = [] if OPEN.search(case["text"]) else [sum(lengths[:i]) for i in range(1, len(lengths))]
    return mentions_in(passage_of(pieces), breaks, first)


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["text"])
def test_case(case):
    read = listed(case)
    shown = ["group " + m.surface if m.group else f"{SHORT[m.role]} {m.surface}" for m in read.mentions]
    assert (shown, read.open) == (case["expected"], case.get("open", False)), case["why"]


SAID = tomllib.loads((FOLDER / "lists" / "first_leads.toml").read_text("utf8"))


@pytest.mark.parametrize("sentence", SAID["said"])
def test_a_document_says_that_the_first_leads(sentence):
    assert re.search(table("roles")["first_leads"]["pattern"], f"任务分工中，{sentence}，下同。")


@pytest.mark.parametrize("sentence", SAID["not_said"])
def test_what_only_sounds_like_it_does_not(sentence):
    assert not re.search(table("roles")["first_leads"]["pattern"], sentence)


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


BODIES = [
    "教育局", "财政局", "发展改革委", "人力资源和社会保障局", "住房和城乡建设局", "市场监管局", "政府办公室", "公安局交警支队",
    "妇女联合会", "大数据中心", "消防救援支队", "委宣传部", "委统战部（侨办）", "人民检察院", "城市建设投资集团", "供销社", "第一人民医院",
]  # fmt: skip
OTHERS = ["团市委", "柳泉海关", "国网柳泉供电公司", "人民银行柳泉市分行", "柳泉经济技术开发区管委会", "石桥镇人民政府"]
COLLECTIVES = ["各县（市、区）人民政府", "市直有关部门", "各乡镇（街道）", "各成员单位"]
UNITS = st.lists(st.sampled_from(["市" + body for body in BODIES] + OTHERS), min_size=1, max_size=8, unique=True)
SEPARATORS = ["、", "，", "；", "/", "、\n", "､", "|", "·", ",", ";", "、 ", "、、"]
FRAMES = [
    "（责任单位：{}）",
    "（{}负责）",
    "【责任单位：{}】",
    "（牵头单位：市委；责任单位：{}）",
    "（责任单位：{}；完成时限：6月底）",
    "责任单位：{}",
]


@given(UNITS, st.lists(st.sampled_from(COLLECTIVES), max_size=2, unique=True), st.data(), st.sampled_from(FRAMES))
def test_names_of_a_list_come_back_unbroken_and_in_order(units, collectives, data, frame):
    names = units + collectives
    parting = [data.draw(st.sampled_from(SEPARATORS)) for _ in names[1:]] + [""]
    said = frame.format("".join(name + mark for name, mark in zip(names, parting, strict=True)))
    lines = said.split("\n")
    passage = passage_of([("做好工作。", 0, 1), *((line, 100 * i, i + 1) for i, line in enumerate(lines, 1))])
    read = [m.surface for m in mentions_in(passage).mentions if m.surface != "市委"]
    assert [x.replace(",", "，") for x in read] == names


@given(UNITS, st.data())
def test_names_of_a_cell_come_back_whatever_breaks_its_lines(units, data):
    parting = [data.draw(st.sampled_from(["\v", "、\v", "、"])) for _ in units[1:]] + [""]
    cell = "".join(name + mark for name, mark in zip(units, parting, strict=True))
    assert [m.surface for m in mentions_of_cell(passage_of([(cell, 0, 1)]), "responsible").mentions] == units


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("抓普法（市司法局）", "抓普法"), ("推进共享【责任单位：市数据局】", "推进共享"),
        ("强监管（责任单位：市商务局、市税务局）。", "强监管"),
        ("优化审批〔市审批局牵头〕", "优化审批"), ("完善机制[责任单位：市发改委]", "完善机制"), ("推进改革责任单位：市改革办", "推进改革"),
        ("加强执法（责任单位：市公安局）（完成时限：6月底）", "加强执法"), ("加强执法（完成时限：6月底）（市公安局牵头）", "加强执法"),
        ("治理扬尘【牵头单位】市住建局【责任单位】市城管局", "治理扬尘"), ("建设学校（含幼儿园）", "建设学校（含幼儿园）"),
        ("培育品牌（企业）", "培育品牌（企业）"), ("市教育局牵头", "市教育局牵头"),
    ],
)  # fmt: skip
def test_a_heading_without_its_list(heading, title):
    passage = passage_of([(heading, 0, 1)])
    assert heading[: end_without_list(passage) or None] == title
