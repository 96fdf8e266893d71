"""A passage is found again by its words, in a corrected source too, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from documents.text.quoting import Found, Quote, Searched, quote_of

ONE = "一是改造食堂，2024年9月底前完成十二处社区食堂改造，由区民政局牵头。"
OTHER = "二是公布价目，2024年9月底前各食堂公布价目并接受监督，由市场监管局负责。"
LAST = "三是加强督导，各街道每月报送一次情况，区政府办公室定期通报进展。"
TEXT = f"工作方案\n{ONE}\n{OTHER}\n{LAST}\n"


def quote(words: str, text: str = TEXT, nth: int = 0) -> Quote:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return quote_of(text, at, at + len(words))


def found(quoted: Quote, text: str, edited: bool = False) -> str:
    """The words found, or why none are."""
    place = Searched(text, 0, len(text)).find(quoted, edited)
    return place.why or text[place.start : place.end]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        (TEXT, "9月底前", "the same text"),
        (TEXT.replace("，", ", ").replace("\n", "\n\n  "), "9月底前", "other blanks, widths and line ends"),
        (TEXT.replace("9月", "９ 月"), "９ 月底前", "a figure of another width, a blank in the words"),
        (TEXT.replace("十二处", "十四处"), "9月底前", "an edit just behind"),
        (TEXT.replace("十二处", "十四处").replace("改造食堂", "改造社区食堂"), "9月底前", "edits on both sides"),
        (TEXT.replace(LAST, ""), "9月底前", "something else struck"),
        (TEXT.replace(ONE, f"{LAST}{ONE}"), "9月底前", "something inserted right before"),
        (TEXT.replace(f"{ONE}\n", ""), "missing", "the passage struck, though the same words stand elsewhere"),
        (TEXT.replace("2024年9月底前完成", "2024年10月底前完成"), "missing", "the day itself corrected"),
        (TEXT + TEXT, "ambiguous", "the whole text twice"),
        ("", "missing", "nothing there"),
    ],
)
def test_a_day_is_found_again_or_said_to_be_lost(text: str, expected: str, reason: str):
    assert found(quote("9月底前"), text) == expected, reason


def test_of_equal_words_each_is_found_where_it_stood():
    text = TEXT.replace("十二处", "十四处")
    places = [Searched(text, 0, len(text)).find(quote("9月底前", nth=n)).start for n in range(2)]
    assert places == [text.index("9月底前"), text.rindex("9月底前")]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        (TEXT.replace("十二处", "十四处"), ONE.replace("十二处", "十四处"), "a figure edited"),
        (
            TEXT.replace("改造食堂，", "改造提升社区食堂，"),
            ONE.replace("改造食堂，", "改造提升社区食堂，"),
            "words added",
        ),
        (TEXT.replace(ONE, "一是另起炉灶，建设全新的养老服务综合体并投入运营。"), "missing", "rewritten"),
        (TEXT.replace("十二处", "十四处") * 2, "ambiguous", "edited, and there twice"),
    ],
)
def test_words_that_were_edited_are_found_where_they_may_be(text: str, expected: str, reason: str):
    assert found(quote(ONE), text, edited=True) == expected, reason
    if expected != "ambiguous":
        assert found(quote(ONE), text) in ("missing", "ambiguous"), "and only where they may be"


def test_the_words_around_grow_until_each_side_tells_the_place():
    repeated = "完成时限：年底前。" * 8
    text = f"甲任务。{repeated}乙任务。{repeated}"
    at = text.index("年底前", text.index("乙"))
    quoted = quote_of(text, at, at + 3)
    assert len(quoted.suffix) > 32
    assert Searched(text, 0, len(text)).find(quoted) == Found(at, at + 3)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (5, 4), (0, 10**6), (4, 5)])
def test_what_is_no_passage_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match="no passage"):
        quote_of(TEXT, start, end)


@settings(deadline=None)
@given(st.text(max_size=200), st.data())
def test_a_quote_is_found_in_its_own_text_or_stands_there_twice(text: str, data: st.DataObject):
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    place = Searched(text, 0, len(text)).find(quote_of(text, start, end))
    if not place.why:
        assert start <= place.start < place.end <= end


@settings(deadline=None)
@given(
    st.text(max_size=300),
    st.builds(Quote, st.text(max_size=60), st.text(max_size=60), st.text(max_size=60)),
    st.booleans(),
)
def test_any_text_and_any_quote_is_safe(text: str, quoted: Quote, edited: bool):
    place = Searched(text, 0, len(text)).find(quoted, edited)
    assert place.why or 0 <= place.start < place.end <= len(text)


LIST = "（牵头部门：市发展和改革局、供电中心；责任部门：市公安局、市交通运输局、市行政审批服务局、市林业局）"
TASKS = [f"1. 压减办电环节，全面推行零上门。{LIST}", f"2. 优化承诺备案，公开工程信息。{LIST}", "3. 提升供电可靠性。"]


@pytest.mark.parametrize(
    ("struck", "reason"),
    [
        (TASKS[1], "its task is struck, the one before has the same list"),
        ("市交通运输局、", "the unit is struck everywhere"),
    ],
)
def test_an_equal_list_beside_it_is_never_taken_for_it(struck: str, reason: str):
    text = "\n\n".join(TASKS)
    quoted = quote("市交通运输局", text, nth=1)
    assert found(quoted, text.replace("零上门", "零跑腿")) == "市交通运输局"
    assert found(quoted, text.replace(f"{struck}\n\n", "").replace(struck, "")) == "missing", reason
