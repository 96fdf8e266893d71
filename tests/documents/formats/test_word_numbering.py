"""The numbers that Word draws without writing them: ways of counting, levels, restarts, styles."""

from __future__ import annotations

import pytest

from tests.documents.formats.word_files import HEADINGS, level, lines, numbered, numbering, styled


@pytest.mark.parametrize(
    ("kind", "label", "expected"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "第%1章", ["第一章", "第二章", "第三章"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("ideographZodiac", "%1、", ["子、", "丑、", "寅、"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "叁、"]),
        ("decimal", "%1．", ["1．", "2．", "3．"]),
        ("decimalZero", "%1.", ["01.", "02.", "03."]),
        ("decimalFullWidth", "%1．", ["１．", "２．", "３．"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("decimalEnclosedParen", "%1", ["⑴", "⑵", "⑶"]),
        ("ideographEnclosedCircle", "%1", ["㊀", "㊁", "㊂"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("bullet", "\uf06c", ["- ", "- ", "- "]),
        ("none", "", ["", "", ""]),
        ("someFutureKind", "%1.", ["1.", "2.", "3."]),
    ],
)
def test_ways_of_counting(kind: str, label: str, expected: list[str]):
    body = "".join(numbered(text) for text in "甲乙丙")
    assert lines(body, numbering=numbering(level(0, kind, label))) == [
        a + b for a, b in zip(expected, "甲乙丙", strict=True)
    ]


def test_levels_begin_anew_under_the_next_one_above():
    levels = numbering(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
    )
    body = "".join(numbered("项", i) for i in (0, 1, 2, 2, 1, 2, 0, 1))
    expected = ["一、项", "（一）项", "1.项", "2.项", "（二）项", "1.项", "二、项", "（一）项"]
    assert lines(body, numbering=levels) == expected


def test_a_level_that_runs_on():
    """Measures are counted through all chapters where w:lvlRestart says 0."""
    levels = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = "".join(numbered("项", i) for i in (0, 1, 1, 0, 1))
    assert lines(body, numbering=levels) == ["一、项", "1.项", "2.项", "二、项", "3.项"]


def test_numbers_of_levels_above_in_a_label():
    levels = numbering(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert lines("".join(numbered("项", i) for i in (0, 0, 1, 1)), numbering=levels) == [
        "第一章项",
        "第二章项",
        "2.1项",
        "2.2项",
    ]


def test_a_list_that_starts_anew_or_goes_on():
    """Two numberings of one definition go on in one count; one that says its own start begins there."""
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    levels = numbering(level(0, "decimal", "%1."), nums=nums)
    body = "".join(numbered("项", 0, num) for num in (1, 1, 2, 3, 3))
    assert lines(body, numbering=levels) == ["1.项", "2.项", "3.项", "1.项", "2.项"]


def test_a_start_other_than_one():
    assert lines(numbered("项") + numbered("项"), numbering=numbering(level(0, "decimal", "%1.", start=5))) == [
        "5.项",
        "6.项",
    ]


def test_numbers_that_a_style_brings():
    levels = numbering(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"))
    body = styled("甲", "H1") + styled("乙", "H2") + styled("丙", "H1") + styled("丁", "Plain")
    assert lines(body, numbering=levels, styles=HEADINGS) == ["一、甲", "（一）乙", "二、丙", "## 丁"]


def test_the_level_that_is_tied_to_a_style():
    levels = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:pStyle w:val="Tied"/>'))
    tied = (
        '<w:style w:type="paragraph" w:styleId="Tied"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(numbered("甲") + styled("乙", "Tied"), numbering=levels, styles=tied) == ["一、甲", "1.乙"]


def test_a_numbering_by_a_list_style():
    linked = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="List"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="List"/>'
        + level(0, "decimal", "（%1）")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    )
    style = (
        '<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(numbered("甲") + numbered("乙"), numbering=linked, styles=style) == ["（1）甲", "（2）乙"]
