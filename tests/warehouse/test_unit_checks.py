"""Checks of units and structure on plans written for them, through DuckLake and Great Expectations themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from tests.warehouse.conftest import LOCAL, MONDAY, plan, source
from warehouse.checking import check_frames
from warehouse.loading import Stamp, load
from warehouse.resolving import resolve_mentions

Findings = list[tuple[str, str]]


@pytest.fixture
def findings(warehouse: duckdb.DuckDBPyConnection) -> Callable[..., Findings]:
    """The findings of a check over plans, (document's number, words at fault) each, in order."""
    from expectations.checks import checks
    from expectations.validation import validate

    def found(check: str, *texts: str) -> Findings:
        sources = [source(f"{i}.txt", text) for i, text in enumerate(texts)]
        load(warehouse, sources, [s.path for s in sources], LOCAL, Stamp("1", MONDAY, "run"))
        resolve_mentions(warehouse, LOCAL)
        numbers: dict[Any, str] = dict(warehouse.execute("SELECT document_id, number FROM documents").fetchall())
        (view,) = (one.view for one in checks() if one.id == check)
        rows = validate(check_frames(warehouse, [view])).filter(check_id=check).sort("document_id", "line", "surface")
        return [(numbers.get(row["document_id"], ""), row["surface"]) for row in rows.iter_rows(named=True)]

    return found


LED = "（牵头单位：区民政局；责任单位：区财政局）"


def surfaces(found: Findings) -> list[str]:
    return sorted(words for _, words in found)


@pytest.mark.parametrize(
    ("units", "shown"),
    [
        (["区人社局", "区人力资源社会保障局"], ["区人社局"]),  # two ways in one document
        (["区外办"], ["区外办"]),  # a short form
        (["财政局"], ["财政局"]),  # whose, it does not say
        (["区发展改革委"], ["区发展改革委"]),  # the form of another level
        (["区国资中心", "区财政局"], []),  # an alias of the local list
        (["区城乡水务局", "区城乡水务局"], []),  # a full name used throughout
    ],
)
def test_a_name_written_otherwise_is_shown_once_a_document(
    findings: Callable[..., Findings], units: list[str], shown: list[str]
) -> None:
    text = plan(*(f"任务{i}。{i}月底前完成。（责任单位：{unit}）" for i, unit in enumerate([*units, units[0]], 5)))
    assert surfaces(findings("unit_variant", text)) == shown


def test_a_name_written_otherwise_in_another_document_of_the_place(findings: Callable[..., Findings]) -> None:
    one = plan("建食堂。（责任单位：区教体局）")
    other = plan("建操场。（责任单位：区教育和体育局）", number="东政办发〔2024〕32号", title="操场建设方案")
    assert findings("unit_variant", one, other) == [("东政办发〔2024〕31号", "区教体局")]


def test_a_list_without_a_lead_is_shown_where_the_others_have_one(findings: Callable[..., Findings]) -> None:
    measures = [f"建第{i}个食堂。{LED}" for i in "一二三四"]
    text = plan(*measures, "建操场。（责任单位：区民政局、区财政局）", "修厨房。（责任单位：区民政局）")
    assert surfaces(findings("unit_lead_missing", text)) == ["区民政局、区财政局"]


def test_no_lead_is_asked_for_where_no_list_has_one(findings: Callable[..., Findings]) -> None:
    text = plan(*(f"建第{i}个食堂。（责任单位：区民政局、区财政局）" for i in "一二三四五"))
    assert findings("unit_lead_missing", text) == []


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        ("区直有关部门", ["区直有关部门"]),
        ("各有关单位", ["各有关单位"]),
        ("各镇人民政府、街道办事处", []),  # the registry knows who they are
        ("区民政局、区直有关部门", []),
    ],
)
def test_only_a_collective_that_says_not_who_is_shown(
    findings: Callable[..., Findings], listed: str, shown: list[str]
) -> None:
    text = plan(f"建食堂。8月底前完成。（责任单位：{listed}）", f"修厨房。（责任单位：{listed}）")
    assert surfaces(findings("unit_only_collective", text)) == shown


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("西麓区财政局", ["西麓区财政局"]),  # a sister district
        ("滕州市财政局", ["滕州市财政局"]),  # another province
        ("市财政局", []),
        ("柳泉镇人民政府", []),
        ("财政部", []),
    ],
)
def test_a_unit_of_another_place_is_shown(findings: Callable[..., Findings], unit: str, shown: list[str]) -> None:
    text = plan(f"建食堂。（责任单位：区民政局、{unit}）", f"修厨房。（责任单位：{unit}）")
    assert surfaces(findings("unit_outside_jurisdiction", text)) == shown


def test_a_deadline_whose_text_says_who_acts_is_not_nobodys(findings: Callable[..., Findings]) -> None:
    text = plan("建食堂。8月底前完成。", "修厨房。各镇人民政府、街道办事处要在9月底前完成。")
    assert surfaces(findings("unit_none", text)) == ["8月底前"]
    assert surfaces(findings("unit_acts_unlisted", text)) == ["各镇人民政府、街道办事处"]


BASIS = "根据《示例市人民政府关于印发{title}的通知》（{number}）要求，"
CITY = ("示政发〔2024〕3号", "养老服务提升方案")


def test_a_basis_that_nobody_holds_is_shown_once(findings: Callable[..., Findings]) -> None:
    basis = BASIS.format(number=CITY[0], title=CITY[1])
    text = plan(f"建食堂。按照《示例市人民政府关于印发{CITY[1]}的通知》执行。{LED}", basis=basis)
    assert surfaces(findings("citation_unresolved", text)) == [CITY[0]]


def test_a_basis_that_is_held_is_not_shown(findings: Callable[..., Findings]) -> None:
    superior = plan(f"建食堂。{LED}", number=CITY[0], title=CITY[1]).replace("东湖区人民政府办公室", "示例市人民政府")
    text = plan(f"建食堂。{LED}", basis=BASIS.format(number=CITY[0], title=CITY[1]))
    assert findings("citation_unresolved", superior, text) == []


@pytest.mark.parametrize(
    "basis",
    [
        "根据《中华人民共和国老年人权益保障法》《养老服务条例》要求，",
        "根据《国务院办公厅关于推进养老服务发展的意见》（国办发〔2019〕5号）要求，",
        "根据《民政部关于加强养老服务的通知》（民发〔2023〕8号）要求，",
    ],
)
def test_laws_and_papers_of_the_nation_need_not_be_held(findings: Callable[..., Findings], basis: str) -> None:
    assert findings("citation_unresolved", plan(f"建食堂。{LED}", basis=basis)) == []


def test_one_document_cited_by_two_numbers_or_titles_is_shown(findings: Callable[..., Findings]) -> None:
    def citing(nth: int, number: str, title: str) -> str:
        own = f"东政办发〔2024〕{nth}号"
        return plan(
            f"建食堂{nth}。{LED}", number=own, title=f"食堂{nth}方案", basis=BASIS.format(number=number, title=title)
        )

    right = citing(31, *CITY)
    number, title = citing(32, "示政发〔2024〕13号", CITY[1]), citing(33, CITY[0], "养老服务提质行动方案")
    assert len(findings("text_suspect", right, number)) == 1
    assert len(findings("text_suspect", right, number, title)) == 2


def test_a_document_of_nobody_knows_where_is_shown_once_and_not_unit_by_unit(findings: Callable[..., Findings]) -> None:
    text = "一、重点任务\n1.建食堂。6月底前完成。（牵头单位：区民政局；责任单位：区财政局）\n2.建浴室。（责任单位：区住建局）\n"
    assert [surface for _, surface in findings("jurisdiction_unknown", text)] == ["区民政局"]
    assert findings("unit_undefined", text) == []
    assert findings("jurisdiction_unknown", plan(f"建食堂。{LED}")) == []
