"""The figures of targets: what is read of a text, how two compare, and which cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.figures import compared, figures_in, impossible_in, plain

FIGURES = [
    ("9月底前，可网办率达到95%以上，可全程网办率达到80%以上。", [("可网办率", 95), ("可全程网办率", 80)], "two rates"),
    ("公告时间由45个工作日压缩为20个工作日。", [("公告时间", 28)], "what it was is no target"),
    ("承诺办结时限压减 80% 以上。", [("承诺办结时限", 80)], "blanks"),
    ("１个工作日内办结。", [("办结", 1.4)], "wide digits"),
    ("新增就业1.2万人以上。", [("新增就业", 12000)], "a scale"),
    ("建成30个以上智慧社区（村居）。", [("智慧社区", 30)], "the noun follows"),
    ("户均停电时间压减至4个小时以内。", [("户均停电时间", 0.166668)], "hours"),
    ("提前3天报送，8月15日前完成，第2批启动。", [], "days of the calendar and of notice"),
    ("选取4—8户企业开展指导。", [], "a range"),
    ("按每人500元给予补贴。", [], "money"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FIGURES, ids=[row[-1] for row in FIGURES])
def test_the_figures_of_a_text(text: str, expected: list[tuple[str, float]], why: str) -> None:
    assert [(f.noun, f.value) for f in figures_in(plain(text))] == expected, why


def verdicts(own: str, other: str) -> list[str]:
    return [verdict for *_, verdict in compared(list(figures_in(plain(own))), list(figures_in(plain(other))))]


COMPARED = [
    ("满意率达到90%。", "群众满意率达到95%以上。", ["laxer"], "a longer noun ends alike"),
    ("满意率达到98%。", "满意率达到95%以上。", ["stricter"], "asks for more"),
    ("失业率控制在4%以内。", "失业率控制在4.5%以内。", ["stricter"], "less is more"),
    ("网办率达到90%。", "好评率达到95%。", [], "of something else"),
    ("好评率达到90%，好评率达到92%。", "好评率达到95%。", [], "nobody can say which is which"),
    ("网办率达到90%。", "可网办率达到95%，可全程网办率达到80%。", [], "a noun that may be either"),
    ("30分钟内办结。", "1个小时内办结。", ["stricter"], "units that can be compared"),
]


@pytest.mark.parametrize(("own", "other", "expected", "why"), COMPARED, ids=[row[-1] for row in COMPARED])
def test_how_figures_compare(own: str, other: str, expected: list[str], why: str) -> None:
    assert verdicts(own, other) == expected, why


IMPOSSIBLE = [
    ("将网上委托率提高到100%以上。", "提高到100%以上", "over all"),
    ("产品合格率达到105%。", "达到105%", "more than all"),
    ("群众满意度不低于120%。", "不低于120%", "more than all, with a bound"),
    ("覆盖率达１００％以上。", "达100%以上", "wide digits"),
    ("投诉量下降120%。", "下降120%", "less than nothing"),
    ("审批环节压减至-2个。", "压减至-2个", "below zero"),
    ("办理时限由5个工作日压缩至10个工作日。", "由5个工作日压缩至10个工作日", "shorter and yet longer"),
    ("覆盖率由80%提高到75%。", "由80%提高到75%", "higher and yet lower"),
    ("覆盖率达到100%。", "", "all"),
    ("申请材料压减100%。", "", "none is left"),
    ("地方财政收入增长120%。", "", "growth"),
    ("增长率达到150%。", "", "a rate of growth"),
    ("贷款拨备覆盖率达到150%以上。", "", "provisions"),
    ("产能利用率超过100%。", "", "use beyond capacity"),
    ("全年任务完成率达到110%以上。", "", "more than was set"),
    ("由20个工作日压缩至5个工作日。", "", "shorter"),
    ("实现100%全覆盖，达到100%以上群众知晓。", "100%以上", "a share without its noun"),
]


@pytest.mark.parametrize(("text", "surface", "why"), IMPOSSIBLE, ids=[row[-1] for row in IMPOSSIBLE])
def test_figures_that_cannot_be(text: str, surface: str, why: str) -> None:
    assert [found.surface for found in impossible_in(plain(text))] == ([surface] if surface else []), why


@given(st.text(alphabet="率达到提高由压缩至1０0%个工作日天，。；（）“以上内办结", max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    words = plain(text)
    found = list(figures_in(words))
    assert all(words[f.at].isdigit() for f in found)
    assert compared(found, found) == []
    assert all(i.surface in words for i in impossible_in(words))
