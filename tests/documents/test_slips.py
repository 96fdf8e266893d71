"""Set phrases with one character amiss are told from those that only look so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.doubts.likeness import alike
from documents.doubts.slips import slips_in
from documents.read import read_source
from documents.vocabulary import table

CASES = tomllib.loads((Path(__file__).parent / "cases" / "slips.toml").read_text("utf-8"))["case"]
PHRASES = sorted({word for row in table("phrases")["phrases"] for word in row["words"].split()})
MISSPELT = [(w, right) for right, wrong in table("misspellings")["misspellings"].items() for w in wrong.split()]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_slip_is_found_with_the_right_words(case: dict[str, str]):
    expected = [(case["written"], case["right"])] if "written" in case else []
    assert [(s.written, s.right) for s in slips_in(case["text"])] == expected


def test_right_phrases_hold_no_slip():
    assert slips_in("\n".join(PHRASES)) == []


def test_every_misspelt_word_is_found_and_its_right_form_is_none():
    for wrong, right in MISSPELT:
        assert any(wrong in s.written or s.written in wrong for s in slips_in(f"，{wrong}，")), wrong
        assert wrong not in right


@given(st.text(alphabet="建设用地规划许可证“”、。\n项目审批行为违法", max_size=80))
def test_a_slip_says_where_it_stands(text: str):
    for slip in slips_in(text):
        assert slip.written in text[slip.start : slip.end].replace("“", "").replace("”", "")
        assert slip.written != slip.right


def test_characters_are_alike_by_sound_or_look_and_never_to_themselves():
    for one, other in ("接介", "已己", "侯候", "雪学"):
        assert alike(one, other), one
    for one, other in ("学学", "学校"):
        assert not alike(one, other), one


def test_a_slip_is_shown_in_its_document_with_what_is_meant():
    text = "一、重点任务\n1. 下放权限。将“建设用地归\n划许可证”的核发下放到各镇，6月底前完成。\n"
    found = [p for p in read_source("来源.txt", text.encode()).problems if p.kind == "text_suspect"]
    assert [(p.surface, p.detail, p.span.line) for p in found] == [
        ("建设用地归划许可证", "疑应为“建设用地规划许可证”。", 2)
    ]
