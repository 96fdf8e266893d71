"""Nothing lost: every character of a source stands in exactly one segment, and what was read otherwise than printed is recorded."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import UnreadableSource
from documents.model import Reading
from documents.read import read_source
from documents.vocabulary import table

HERE = Path(__file__).parent
SOURCES = sorted((HERE / "layouts").glob("*.txt")) + sorted((HERE.parents[1] / "examples" / "documents").iterdir())
KINDS = {row["kind"] for row in table("segments")["segment"]}
REPAIRS = {row["kind"] for row in table("repairs")["repair"]}

PIECES = (
    "一、重点任务", "（一）优化流程。", "1. 推进改革。9月底前完成。（牵头单位：市发展改革委）", "**2. 整治。**", "# 方案", "— 3 —",
    "示例市人民政府公报", "序号\t任务\t时限\t责任单位", "1\t修路\t6月底前\t市交通局", "| a | b |", "|---|---|", "目录", "……12",
    "示政发〔2024〕6号", "关于印发方案的通知", "各县区人民政府：", "2024年3月1日", "附件：1.清单", "注：略", "发文字号：示政〔2024〕1号",
    "\t", "　　", "\x0c", "\v", "）", "（", "（4", "、", "，", "年", "１２月", " ", "&nbsp;", "<br>", "\u202e", "𠀀",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8) | st.sampled_from(["\n", "\r\n", "\r", ""]), max_size=60)


def read(text: str) -> Reading | None:
    try:
        return read_source("来源.txt", text.encode("utf-8", "ignore"))
    except UnreadableSource:
        return None


def assert_nothing_lost(reading: Reading) -> None:
    at = 0
    for segment in reading.segments:
        assert segment.start == at < segment.end
        at = segment.end
    assert at == len(reading.text)
    assert {s.kind for s in reading.segments} <= KINDS
    parts = sorted((start, end, i) for i, m in enumerate(reading.measures) for start, end in m.parts)
    assert all(a[1] <= b[0] for a, b in pairwise(parts))
    marked = [s for s in reading.segments if s.kind not in ("blank", "marks")]
    for start, end, i in parts:
        within = [s for s in marked if s.start < end and start < s.end]
        assert {(s.measure, s.document) for s in within} == {(i, reading.measures[i].document)}
    assert sum(s.measure is not None for s in marked) >= len(reading.measures)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_character_of_a_plan_is_one_thing(source: Path):
    assert_nothing_lost(read_source(source.name, source.read_bytes()))


@given(TEXTS)
def test_every_character_of_any_text_is_one_thing(pieces: list[str]):
    if reading := read("".join(pieces)):
        assert_nothing_lost(reading)


def kinds_of(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    assert reading
    return [(s.kind, reading.text[s.start : s.end]) for s in reading.segments if s.kind != "blank"]


def test_a_page_number_inside_a_measure_is_not_its_own():
    text = "一、重点任务\n1. 推进联合验收，精简申请\n— 3 —\n材料，6月底前完成。\n"
    reading = read(text)
    assert reading
    assert [s.measure for s in reading.segments if s.kind == "furniture"] == [None]
    assert reading.measures[0].text == "推进联合验收，精简申请材料，6月底前完成。"
    assert "— 3 —" not in "".join(text[start:end] for start, end in reading.measures[0].parts)


def test_each_cell_is_a_segment_and_the_heading_row_is_told_from_them():
    assert kinds_of("序号\t任务\t时限\n1\t修路\t6月底前\n") == [
        ("column_heading", "序号"), ("column_heading", "任务"), ("column_heading", "时限"),
        ("cell", "1"), ("cell", "修路"), ("cell", "6月底前"),
    ]  # fmt: skip


def test_the_heading_of_an_item_is_told_from_its_text():
    assert kinds_of("一、重点任务\n1. 优化流程。压减环节，6月底前完成。\n") == [
        ("heading", "一、重点任务"), ("heading", "1. 优化流程"), ("task", "。压减环节，6月底前完成。"),
    ]  # fmt: skip


REPAIRED = [
    ("一、任务\n1. 优化流程，12 月底前完成。", "blank_removed", " ", "，12月底前", "a blank within a date"),
    (
        "一、任务\n1. 优化流程。改善营商环\n境，６月底前完成。",
        "line_joined",
        "\n",
        "营商环境，６月",
        "a line broken in mid-word",
    ),
    ("一、任务\n1. 优化营商环境，６月底前完成。", "width_folded", "６", "6", "a digit of full width"),
    ("一、任务\n1. 压减（含网上)环节，6月底前完成。", "bracket_mixed", "（含网上)", "（含网上）", "one half narrow"),
    ("一、任务\n**1. 压减**环节，6月底前完成。", "marks_removed", "**", "压减环节，6", "bold in Markdown"),
    (
        "一、任务\n1. 压减环节。（市司法局负责）2. 公开清单。（市司法局负责）\n",
        "items_parted",
        "2. 公开清单。（市司法局负责）",
        "2.公开清单",
        "two items in a line",
    ),
    ("一、任务\n1. 压减\n— 2 —\n环节，6月底前完成。", "furniture_removed", "\n— 2 —\n", "压减环节，6", "a page's foot"),
]


@pytest.mark.parametrize(("text", "kind", "printed", "made", "why"), REPAIRED, ids=[r[4] for r in REPAIRED])
def test_what_was_mended_is_recorded(text: str, kind: str, printed: str, made: str, why: str):
    reading = read(text)
    assert reading
    found = {(r.kind, text[r.span.start : r.span.end]): r.read for r in reading.repairs}
    assert {r.kind for r in reading.repairs} <= REPAIRS
    assert made in found[kind, printed]
