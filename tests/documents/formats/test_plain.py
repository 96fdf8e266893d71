"""Plain text: pages that form feeds part, values that commas part, characters that a PDF's fonts misname."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.formats import plain
from documents.read import decoded_of, read_source
from documents.text.characters import unified


def test_form_feeds_part_pages():
    reading = read_source("plan.txt", "一、推进共享。\n\f二、推进办理。\n第二页\n\f三、加强监管。\n\f".encode())
    assert [(place.label, reading.text[place.start]) for place in reading.places] == [
        ("第1页", "一"), ("第2页", "二"), ("第3页", "三"),
    ]  # fmt: skip
    assert reading.place_of(reading.text.index("第二页")) == "第2页"
    assert read_source("plan.txt", "一、推进共享。".encode()).places == ()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("序号,任务\n1,甲", ["序号\t任务", "1\t甲"]),
        ('序号,任务\r\n1,"甲,""乙""\n丙"\r\n', ["序号\t任务", '1\t甲,"乙"\v丙']),
        ("序号\t任务\n1\t甲,乙", ["序号\t任务", "1\t甲,乙"]),
        ("清单\n\n序号,任务\n1,", ["清单", "序号\t任务", "1\t"]),
    ],
    ids=["commas", "quotes", "tabs", "title"],
)
def test_separated_values(content: str, expected: list[str]):
    assert plain.read_values("plan.csv", content.encode("gb18030")).text.split("\n") == expected


def test_separated_values_know_their_lines():
    decoded = plain.read_values("plan.csv", '序号,任务\n1,"甲\n乙"\n2,丙'.encode())
    assert [place.label for place in decoded.places] == ["第1行", "第2行", "第4行"]


def test_what_fonts_misname():
    assert unified("⼈⺠政府⻔户⼾〈金龍﹒①Ａ") == "人民政府门户户〈金龍﹒①Ａ"
    assert decoded_of("plan.txt", "市⺠政局⻓期坚持".encode()).text == "市民政局长期坚持"


@given(st.text())
def test_no_character_moves(text: str):
    assert len(unified(text)) == len(text)
