"""Wordings that differ by a character from those elsewhere: which are told, with the place of the right one."""

from __future__ import annotations

import polars as pl
import pytest

from warehouse.tables import schemas
from warehouse.variants.comparing import variants_in
from warehouse.variants.contexts import conflicts
from warehouse.variants.streams import APART, characters

RIGHT = "各镇要做好招投标制度规则清理整合工作，妥善保管电子档案，加强督查。"
# Words that make the pairs of characters of the right wording known elsewhere.
ELSEWHERE = "完善交易规则，明确规则清单，公开档案目录，归集电子印章。"


def texts(*contents: str) -> pl.DataFrame:
    """One document a text, each the whole of its source."""
    rows = [
        {"document_id": f"d{i}", "source_id": f"s{i}", "line": 1, "end_line": text.count("\n") + 1, "text": text, "furniture": []}
        for i, text in enumerate(contents)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"furniture": pl.List(pl.Int64), "line": pl.Int32, "end_line": pl.Int32})


def found(*contents: str) -> list[tuple[str, str]]:
    return [(row["surface"], row["wording"]) for row in variants_in(texts(*contents)).iter_rows(named=True)]


@pytest.mark.parametrize(
    ("wrong", "surface", "wording", "why"),
    [
        (RIGHT.replace("规则", "规划"), "制度规划清理整", "制度规则清理整", "a character that looks alike"),
        (RIGHT.replace("电子", "典子"), "善保管典子档案", "善保管电子档案", "a character that sounds alike"),
        (RIGHT.replace("子档", "档"), "保管电档案", "保管电子档案", "a character lost"),
        (RIGHT.replace("电子", "电机子"), "保管电机子档案", "保管电子档案", "a character put in"),
        (RIGHT.replace("电子", "电子子"), "保管电子子档案", "保管电子档案", "a character doubled"),
    ],
)
def test_a_wording_with_a_character_amiss_is_told(wrong: str, surface: str, wording: str, why: str):
    assert found(wrong, RIGHT, RIGHT, ELSEWHERE)[:1] == [(surface, wording)], why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (RIGHT.replace("各镇", "各县"), "another level of government"),
        (RIGHT.replace("妥善", "、妥善"), "a mark more"),
        (RIGHT.replace("清理整合", "清理和整合"), "a word that comes and goes"),
        (RIGHT.replace("清理整合", "“清理整合”"), "quotation marks"),
        (RIGHT.replace("电子档案", "电\n子档案"), "a line that ends within a word"),
        (RIGHT, "the same"),
    ],
)
def test_what_rightly_differs_is_not_told(other: str, why: str):
    assert found(other, RIGHT, RIGHT, ELSEWHERE) == [], why


def test_a_wording_of_two_documents_is_a_usage():
    wrong = RIGHT.replace("规则", "规划")
    assert found(wrong, wrong, RIGHT, RIGHT, ELSEWHERE) == []


def test_both_places_are_told():
    rows = variants_in(texts("一、目标\n" + RIGHT.replace("规则", "规划"), RIGHT, RIGHT, ELSEWHERE))
    assert rows.schema == schemas()["variants"]
    assert rows.select("document_id", "line", "other_document_id", "other_line").row(0) == ("d0", 2, "d1", 1)
    start = rows["start_char"][0]
    assert ("一、目标\n" + RIGHT.replace("规则", "规划"))[start:].startswith("制度规划")


def test_cells_and_documents_stand_apart_and_heads_of_pages_are_left_out():
    frame = texts("任务\t时限\n页眉\n电子档案", "目录").with_columns(
        furniture=pl.Series([[6], []], dtype=pl.List(pl.Int64))
    )
    shown = "".join(chr(code) if code != APART else "|" for code in characters(frame)["code"])
    assert shown == "任务|时限|电子档案|目录|"


def test_no_text_and_texts_without_a_rival_have_no_conflict():
    assert variants_in(texts("").clear()).is_empty()
    assert variants_in(texts("", "短")).is_empty()
    assert conflicts(characters(texts(RIGHT, RIGHT))).is_empty()
