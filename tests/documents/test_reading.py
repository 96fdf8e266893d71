"""A source as a whole: formats and encodings, documents of a gazette, problems, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.errors import (
    DamagedSource,
    EmptySource,
    ForeignFormat,
    NotText,
    UnknownEncoding,
    UnreadableSource,
    UnsupportedFormat,
)
from documents.read import READER_VERSION, read_source

PLAN = """示例市人民政府文件
示政发〔2024〕3号
示例市人民政府关于印发优化服务实施方案的通知
各区县人民政府，市政府各部门：
现将方案印发给你们，请认真落实。
示例市人民政府
2024年3月1日
优化服务实施方案
根据《某省人民政府关于优化服务的意见》（某政发〔2024〕1号），制定本方案。
一、重点任务
1.推进数据共享。6月底前，完成平台对
接。（牵头单位：市数据局；责任单位：市教育
局）
2.优化窗口。3年内实现全覆盖。（责任单位：市审批局）
4.加强监管。12月底前完成。（责任单位：市市场监管局）
"""
SECOND = PLAN.replace("〔2024〕3号", "〔2024〕4号")


def read(text: str, name: str = "plan.txt", issued: date | None = None):
    return read_source(name, text.encode(), issued)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding):
    reading = read_source("plan.txt", PLAN.encode(encoding))
    assert [m.title for m in reading.measures] == ["推进数据共享", "优化窗口", "加强监管"]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", EmptySource),
        ("a.txt", b" \n\t ", EmptySource),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), ForeignFormat),
        ("a.txt", b"PK\x03\x04" + bytes(50), DamagedSource),
        ("a.txt", bytes(range(256)) * 20, NotText),
        ("a.txt", bytes([0x81, 0x20, 0xFF, 0xFE, 0xC3, 0x28]) * 40, UnknownEncoding),
        ("a.xyz", "一、任务".encode(), UnsupportedFormat),
    ],
    ids=["empty", "blank", "picture", "archive", "binary", "no encoding", "unknown suffix"],
)
def test_what_cannot_be_read_says_so(name, content, error):
    with pytest.raises(UnreadableSource, match=r"。") as raised:
        read_source(name, content)
    assert isinstance(raised.value, error)
    assert raised.value.name == name


def test_head_of_a_document():
    document = read(PLAN).documents[0]
    assert (document.number, document.issuer, document.issued) == (
        "示政发〔2024〕3号",
        "示例市人民政府",
        date(2024, 3, 1),
    )
    assert document.title == "示例市人民政府关于印发优化服务实施方案的通知"
    assert document.addressees == ("各区县人民政府", "市政府各部门")
    assert [(c.number, c.implements) for c in document.citations] == [("某政发〔2024〕1号", True)]


def test_a_gazette_is_split_and_its_contents_are_no_document():
    contents = "目录\n关于印发优化服务实施方案的通知（示政发〔2024〕3号）……1\n"
    reading = read(contents + PLAN + SECOND)
    assert [d.number for d in reading.documents] == ["示政发〔2024〕3号", "示政发〔2024〕4号"]
    assert [m.document for m in reading.measures] == ["0"] * 3 + ["1"] * 3


def test_a_broken_name_is_one_and_points_to_its_place():
    reading = read(PLAN)
    mention = reading.measures[0].mentions[1]
    assert mention.surface == "市教育局"
    assert reading.text[mention.span.start : mention.span.end] == "市教育\n局"
    assert mention.span.line == 12


def test_problems():
    problems = {p.kind: p.detail for p in read(PLAN).problems}
    assert problems["numbering_gap"] == "编号 2 之后是 4，缺少第 3 项。"
    assert "没有写明从何时起算" in problems["deadline_unreadable"]


def test_a_text_without_a_date_says_so_and_takes_the_one_given():
    excerpt = "一、重点任务\n1.推进共享。6月底前完成。（责任单位：市数据局）"
    assert [p.kind for p in read(excerpt).problems] == ["issue_date_missing", "deadline_unreadable"]
    given_day = read(excerpt, issued=date(2023, 2, 1))
    assert given_day.measures[0].deadlines[0].end == date(2023, 6, 30)
    assert given_day.documents[0].issued == date(2023, 2, 1)


def test_a_table_that_counts_wrongly():
    table = "示例清单\n序号\t任务\t责任单位\t完成时限\n一、年底前完成的事项（3项）\t\t\t\n1\t甲事\t市教育局\t6月\n2\t乙事\t市民政局\t7月\n"
    problems = [p.detail for p in read(table, issued=date(2024, 1, 1)).problems if p.kind == "count_mismatch"]
    assert problems == ["标题写明 3 项，实际读到 2 项。"]


def test_an_item_glued_after_a_gap_is_pointed_out_and_left():
    text = "一、重点任务\n1.推进共享。（市数据局负责）3.推进办理。（市审批局负责）\n2.加强监管。"
    problems = [p.detail for p in read(text, issued=date(2024, 1, 1)).problems if p.kind == "numbering_gap"]
    assert problems == ["第 1 项的文字里有“3.推进办理。（市审”，疑似另一项，因编号不连续没有拆开。"]


@pytest.mark.parametrize("begins", ["关闭", "打印", "收藏", "扫一扫", "主办：市数据局", "相关附件"])
def test_a_line_that_begins_as_a_page_of_a_site_does_is_read(begins):
    text = f"一、重点任务\n1.推进共享。8月底前完成\n{begins}验收，报送材料。（责任单位：市数据局）\n"
    assert [m.surface for m in read(text, issued=date(2024, 1, 1)).measures[0].mentions] == ["市数据局"]


def test_lines_that_many_measures_end_in_are_no_running_head():
    items = "\n".join(
        f"{i}.推进改革事项。（牵头单位：市数据局；\n市教育局、市财政局、市民政局配合\n）" for i in range(1, 6)
    )
    reading = read("一、重点任务\n" + items, issued=date(2024, 1, 1))
    assert [len(m.mentions) for m in reading.measures] == [4] * 5


def test_html():
    page = "<html><head><script>x()</script></head><body><p>" + "</p><p>".join(PLAN.split("\n")) + "</p></body></html>"
    assert [m.title for m in read(page, "plan.html").measures] == ["推进数据共享", "优化窗口", "加强监管"]


def test_the_version_tells_the_state_of_the_reader():
    assert len(READER_VERSION) == 12


WORDS = [
    *"一、 （一） 1. ① 第一章 附件 ： （ ） 、 。 ； | 2021年 6月 底前 每 月 牵头 责任单位 市教育局 等 各 《 》".split(),
    *"示政发〔2021〕1号 通知 关于 ** # <p> … 序号 任务 完成时限 自印发之日起 3个工作日内 “ ” 抄送： 印发".split(),
    *["\n", "\t", " ", "\r", "\u3000", "# "],
]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map("".join)))
def test_any_text_is_read_and_spans_stand_in_it(text):
    try:
        reading = read(text, issued=date(2021, 6, 1))
    except UnreadableSource:
        return
    for measure in reading.measures:
        for item in (*measure.deadlines, *measure.mentions):
            passage = iter(reading.text[item.span.start : item.span.end])
            assert all(c in passage for c in item.surface), "the surface's characters stand there, in their order"
        assert 0 <= measure.span.start <= measure.span.end <= len(reading.text)
        assert measure.span.line <= measure.end_line <= reading.text.count("\n") + reading.text.count("\r") + 1


@pytest.mark.parametrize(
    "unit",
    [
        "、",
        "1",
        "（",
        "）",
        "年",
        "等",
        "《",
        "每",
        "（一）",
        "区教育局",
        "1月",
        "责任单位：",
        "…",
        "一、\n",
        "甲\n",
        "a\t",
    ],
)
def test_a_long_line_of_one_thing_is_read(unit):
    read(PLAN + unit * 20_000)


def test_a_suspected_item_at_the_very_end_lies_in_the_text():
    reading = read_source("方案.txt", "一、任务\n1.公开结果。（由各科室负责）5.通报".encode())
    suspected = [problem for problem in reading.problems if problem.kind == "numbering_gap"]
    assert [problem.surface for problem in suspected] == ["5.通报"]
    assert suspected[0].span.end == len(reading.text)
