"""What tells two tasks apart whose headings are alike, and what headings have in common."""

from __future__ import annotations

import polars as pl
import pytest

from warehouse.linking.candidates import candidates, grams
from warehouse.linking.scoring import FEATURES, contrast, swapped, weights
from warehouse.linking.texts import comparable, series_of
from warehouse.linking.wording import chapter_core, chapter_ordinal, core, numbering


@pytest.mark.parametrize(
    ("one", "two", "text", "other", "expected", "why"),
    [
        (
            "供水管网",
            "供热管网",
            "更新供水管网60公里",
            "更新供热管网12公里",
            1.0,
            "another object, of which the other never speaks",
        ),
        ("残疾人证新办", "残疾人证换领", "申请新办残疾人证", "申请换领残疾人证", 1.0, "another procedure"),
        ("独居老人台账", "独居老人探访", "建成探访台账", "建立探访台账", 0.0, "each speaks of the other's word"),
        ("垃圾分类", "垃圾分类", "撤桶建站", "撤桶建站", 0.0, "one heading"),
        ("口袋公园", "零工驿站", "新建公园", "新建驿站", 0.0, "headings that are not alike at all"),
    ],
)
def test_contrast(one: str, two: str, text: str, other: str, expected: float, why: str) -> None:
    assert contrast(one, two, text, other) == expected, why


def test_a_word_that_a_copy_exchanges() -> None:
    one = "对养老机构食堂的原料采购加工制作餐具消毒逐项检查"
    assert swapped(one, one.replace("养老机构", "幼儿园所")) > 0.5
    assert swapped(one, one.replace("逐项", "逐一")) < 0.5
    assert swapped(one, "补贴发放到位") == 0.0


def test_weights_name_every_agreement() -> None:
    assert set(weights()) == {"implements_pair", "repeats_document", "repeats_place", "sister_pair"}
    for name, row in weights().items():
        assert set(row) == {"least", "base", *FEATURES}, name


@pytest.mark.parametrize(
    ("title", "left"),
    [("持续推进滨水步道建设", "滨水步道"), ("深化落实", "深化落实"), ("整治黑臭水体", "治理黑臭水体"), ("", "")],
)
def test_the_core_of_a_heading(title: str, left: str) -> None:
    assert core(title) == left


@pytest.mark.parametrize(
    ("chapter", "ordinal", "name", "printed"),
    [
        ("三、获得电力", 3, "获得电力", "三、"),
        ("十二、政府采购", 12, "政府采购", "十二、"),
        ("第3项配套措施—获得电力", 3, "获得电力", "第3项"),
        ("（二）机构养老", 0, "机构养老", "（二）"),
        ("任务分解表", 0, "任务分解表", ""),
    ],
)
def test_chapters(chapter: str, ordinal: int, name: str, printed: str) -> None:
    assert (chapter_ordinal(chapter), chapter_core(chapter), numbering(chapter)) == (ordinal, name, printed)


def measures(*rows: tuple[str, str, str]) -> pl.DataFrame:
    """Measures of one document, given as chapter, title and text."""
    shared = {"document_id": "d", "times": [["6月底前"]], "names": [["区民政局"]], "units": [["980102-minzhengju"]]}
    frames = [pl.DataFrame({"chapter": [c], "title": [t], "text": [x], **shared}) for c, t, x in rows]
    return pl.concat(frames).with_columns(measure_id=pl.int_range(pl.len()).cast(pl.String))


def test_times_and_lists_of_units_are_not_compared() -> None:
    row = comparable(
        measures(("一、任务", "建食堂", "建食堂。2024年6月底前，建成食堂12处。（牵头单位：区民政局）"))
    ).row(0, named=True)
    assert row["whole"] == "建食堂建设食堂12处"
    assert row["designations"] == ["minzhengju"]
    assert row["quantities"] == ["12"]


def test_an_annex_and_a_table_are_series_of_their_own() -> None:
    rows = measures(
        ("一、甲", "a", "a"), ("二、乙", "b", "b"), ("一、丙", "c", "c"), ("分工表", "d", "1 | d | 区民政局")
    )
    assert series_of(rows) == ["d 0", "d 0", "d 1", "d 分工表"]


def test_candidates_share_rare_pairs_and_are_few() -> None:
    texts = ["更换灰口铸铁燃气管道", "灰口铸铁管道全部更换", "举办烹饪课程", "举办烹饪和营养课程"]
    frame = pl.DataFrame({"key": range(4), "whole": texts}, schema={"key": pl.UInt32, "whole": pl.String})
    pool = frame.select(pool=pl.lit(0, pl.UInt32), key="key")
    found = candidates(grams(frame), pool, pool)
    assert set(found.select("key", "other").iter_rows()) == {(0, 1), (1, 0), (2, 3), (3, 2)}
