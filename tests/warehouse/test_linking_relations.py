"""Which documents have to do with each other: by number, by title, by issuer, along chains and forwards, and sisters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from warehouse.linking.relations import Cited, Head, implementing, sisters, superior_places
from warehouse.linking.wording import inner_name, number_key, subject

PROVINCE = Head("省", "云政发〔2024〕1号", "云泽省人民政府关于印发云泽省数字乡村行动方案的通知", "云泽省人民政府",
                date(2024, 1, 5), "980000", "云泽省", "980000-renminzhengfu", "government")  # fmt: skip
CITY = Head("市", "平政发〔2024〕3号", "平澜市人民政府关于印发平澜市数字乡村行动方案的通知", "平澜市人民政府",
            date(2024, 2, 5), "980100", "平澜市", "980100-renminzhengfu", "government")  # fmt: skip
SOUTH = Head("南", "南政办发〔2024〕6号", "南屏区人民政府办公室关于印发南屏区数字乡村实施方案的通知", "南屏区人民政府办公室",
             date(2024, 3, 5), "980102", "南屏区", "980102-renminzhengfubangongshi", "institution")  # fmt: skip
NORTH = Head("北", "北政发〔2024〕2号", "北屏区人民政府关于印发北屏区数字乡村工作方案的通知", "北屏区人民政府",
             date(2024, 3, 9), "980103", "北屏区", "980103-renminzhengfu", "government")  # fmt: skip
BUREAU = Head("局", "南农发〔2024〕9号", "南屏区农业农村局关于印发数字乡村任务分工的通知", "南屏区农业农村局",
              date(2024, 4, 5), "980102", "南屏区", "980102-nongyenongcunju", "institution")  # fmt: skip
HEADS = (PROVINCE, CITY, SOUTH, NORTH, BUREAU)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("平政发[2024]3号", "square brackets"),
        ("平政发（2024）3 号", "round brackets and a blank"),
        ("平政发【2024】第3号", "第 before the number"),
        ("平政发〔２０２４〕３号", "full width"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(number: str, why: str) -> None:
    assert number_key(number) == number_key(CITY.number), why


@pytest.mark.parametrize(
    ("number", "title", "why"),
    [
        ("平政发[2024]3号", "", "by its number alone"),
        ("", CITY.title, "by its whole title"),
        ("", "平澜市数字乡村行动方案", "by the plan that it issues"),
        ("平农字〔2024〕3号", "数字乡村", "another number is another document"),
    ],
)
def test_what_is_cited_is_acted_on(number: str, title: str, why: str) -> None:
    bureau = replace(BUREAU, title="南屏区农业农村局关于印发网络提升任务分工的通知")
    acts_on = implementing((CITY, bureau), [Cited("局", number, title, True)])
    assert acts_on["局"] == (() if title == "数字乡村" else ("市",)), why


def test_what_is_only_named_is_not_acted_on() -> None:
    distant = (
        CITY,
        Head("他", "南财发〔2024〕1号", "南屏区财政局关于预算的通知", "南屏区财政局", None, "980102", "南屏区", "", ""),
    )
    assert implementing(distant, [Cited("他", CITY.number, "", False)])["他"] == ()


def test_chains_are_followed_nearest_first() -> None:
    citations = [
        Cited("局", SOUTH.number, "", True),
        Cited("南", CITY.number, "", True),
        Cited("市", PROVINCE.number, "", True),
    ]
    assert implementing(HEADS, citations)["局"] == ("南", "市", "省")


def test_a_title_that_many_places_use_is_the_nearest_superior_s() -> None:
    citations = [Cited("局", "", "数字乡村行动方案", True)]
    assert implementing((PROVINCE, CITY, BUREAU), citations)["局"] == ("市", "省")


def test_a_sister_s_plan_is_never_acted_on() -> None:
    assert implementing((NORTH, BUREAU), [Cited("局", NORTH.number, "", True)])["局"] == ()


def test_a_plan_that_cites_nothing_acts_on_its_superior_s_of_the_same_subject() -> None:
    assert implementing((CITY, SOUTH, BUREAU), [])["局"] == ("南", "市")


def test_another_year_s_plan_of_the_subject_is_not_acted_on() -> None:
    old = Head(
        "旧", "平政发〔2021〕3号", CITY.title, CITY.issuer, date(2021, 2, 5), "980100", "平澜市", "", "government"
    )
    assert implementing((old, BUREAU), [])["局"] == ()


def test_who_forwards_a_document_acts_on_it() -> None:
    wrapper = Head("转", "南政办字〔2024〕7号", "南屏区人民政府办公室关于转发上级文件的通知", "南屏区人民政府办公室",
                   date(2024, 3, 1), "980102", "南屏区", "", "institution")  # fmt: skip
    assert implementing((CITY, wrapper), [], [("市", "转")])["转"] == ("市",)


def test_documents_that_cite_each_other_end_the_chain() -> None:
    one = Head("一", "南政发〔2024〕1号", "甲", "南屏区人民政府", None, "980102", "南屏区", "", "government")
    two = Head("二", "南政发〔2024〕2号", "乙", "南屏区人民政府", None, "980102", "南屏区", "", "government")
    acts_on = implementing((one, two), [Cited("一", two.number, "", True), Cited("二", one.number, "", True)])
    assert acts_on == {"一": ("二",), "二": ("一",)}


def test_sisters_are_of_one_parent_and_one_superior_or_subject() -> None:
    assert sisters((SOUTH, NORTH), [], {"南": ("市",), "北": ("市",)}) == [("南", "北")]
    assert sisters((SOUTH, NORTH), [], {}) == [("南", "北")]  # one subject
    assert sisters((CITY, NORTH), [], {}) == []  # one above the other
    assert sisters((BUREAU, NORTH), [], {}) == []  # a bureau's is not compared with a government's


def test_a_law_that_both_cite_makes_no_sisters() -> None:
    one = Head(
        "一",
        "南政发〔2024〕1号",
        "南屏区人民政府关于供水的通知",
        "南屏区人民政府",
        None,
        "980102",
        "南屏区",
        "",
        "government",
    )
    two = Head(
        "二",
        "北政发〔2024〕2号",
        "北屏区人民政府关于供热的通知",
        "北屏区人民政府",
        None,
        "980103",
        "北屏区",
        "",
        "government",
    )
    cited = [Cited(which, "", "中华人民共和国水法", True) for which in ("一", "二")]
    assert sisters((one, two), cited, {}) == []
    assert sisters((one, two), [Cited(c.document_id, "", "全省供水行动方案", True) for c in cited], {}) == [
        ("一", "二")
    ]


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("980102", ("980102", "980100", "980000", "000000")),
        ("980102100", ("980102100", "980102", "980100", "980000", "000000")),
        ("980000", ("980000", "000000")),
        ("000000", ("000000",)),
        ("", ()),
    ],
)
def test_places_above(code: str, above: tuple[str, ...]) -> None:
    assert superior_places(code) == above


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (CITY.title, "平澜市数字乡村行动方案"),
        ("南屏区人民政府关于印发《南屏区数字乡村实施方案》的通知", "南屏区数字乡村实施方案"),
        ("平澜市数字乡村行动方案", "平澜市数字乡村行动方案"),
    ],
)
def test_the_name_of_the_plan_that_a_notice_issues(title: str, name: str) -> None:
    assert inner_name(title) == name


def test_the_subject_leaves_place_issuer_and_sort_of_plan_out() -> None:
    assert {subject(head.title, head.place, head.issuer) for head in HEADS} == {"数字乡村"}
