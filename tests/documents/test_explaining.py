"""The text of a source, line by line, with what was made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.errors import UnreadableSource
from documents.explaining import deadlines_of, explained
from documents.read import read_source

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
PLAN = """一、6月底前完成的任务
1. 优化流程。压减环节。（责任部门：区民政局）
2. 公开价目。9月底前公开，3个工作日内答复。（责任部门：区财政局）
"""


def lines_of(text: str):
    return list(explained(read_plan(text)))


def read_plan(text: str):
    return read_source("来源.txt", text.encode(), date(2024, 1, 8))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_the_pieces_of_a_line_are_the_line(path: Path):
    text = path.read_text("utf-8")
    printed = text.replace("\r\n", "\n").split("\n")
    for line in lines_of(text):
        assert "".join(piece.text for piece in line.pieces).rstrip("\r") == printed[line.number - 1]


@given(st.text(alphabet="一1.。、（）\t 9月底前\r\n|年", max_size=80))
def test_the_pieces_of_any_line_are_the_line(text: str):
    try:
        reading = read_source("来源.txt", text.encode())
    except UnreadableSource:
        return
    shown = "".join(piece.text for line in explained(reading) for piece in line.pieces)
    assert "".join(shown.split()) == "".join(reading.text.split())


def test_marks_stand_where_the_words_were_read():
    marked = [(p.text, p.mark) for line in lines_of(PLAN) for p in line.pieces if p.mark]
    assert marked == [
        ("6月底前", "deadline"), ("区民政局", "mention"), ("9月底前", "deadline"), ("3个工作日内", "dismissed"),
        ("区财政局", "mention"),
    ]  # fmt: skip


def test_a_deadline_of_the_heading_is_told_from_a_measure_s_own():
    first, second = read_plan(PLAN).measures
    assert [(d.surface, own) for d, own in deadlines_of(first)] == [("6月底前", False)]
    assert [(d.surface, own) for d, own in deadlines_of(second)] == [("9月底前", True)]


def test_remarks_stand_on_the_line_where_their_matter_begins():
    first, second = [line for line in lines_of(PLAN) if line.remarks.measures]
    assert (first.number, second.number) == (2, 3)
    assert [d.surface for d in second.remarks.dismissed] == ["3个工作日内"]
