"""Checks of deadlines against the superior's and against one another's, by Great Expectations, over what the reader read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.warehouse.linked_plans import ACTS, BUREAU, CITY, align, link, paper
from warehouse.deciding import decide
from warehouse.decisions import Decision
from warehouse.repeated_steps import is_same_step


class TestOrder:
    """Later than the superior, and without the superior's day."""

    def load(self, take_in: Any, own: str, superior: str) -> None:
        take_in(
            paper(
                "示政发〔2022〕3号", CITY, date(2022, 3, 1), f"疏浚主干河道（市里）。{superior}（责任单位：市水利局）"
            ),
            paper(
                "示水发〔2022〕8号",
                BUREAU,
                date(2022, 4, 1),
                f"疏浚主干河道（局里）。{own}（责任单位：规划科）",
                basis=ACTS,
            ),
        )

    def test_the_latest_days_are_compared_where_no_steps_align(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "7月底前开工，11月底前完成疏浚。", "6月底前开工，10月底前完成疏浚。")
        link(warehouse, "implements", ("局里", "市里"))
        (found,) = check("deadline_later_than_superior")
        assert (found["surface"], found["superseded_by"]) == ("11月底前", None)
        for words in ("2022年11月30日", "2022年10月31日", "晚30天", "示水发〔2022〕8号", "示政发〔2022〕3号"):
            assert words in found["message"]

    def test_aligned_steps_are_compared_one_by_one(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "7月底前开工，10月底前完成疏浚。", "6月底前开工，10月底前完成疏浚。")
        link(warehouse, "implements", ("局里", "市里"))
        align(
            warehouse,
            "implements",
            (("局里", "7月底前"), ("市里", "6月底前")),
            (("局里", "10月底前"), ("市里", "10月底前")),
        )
        (found,) = check("deadline_later_than_superior")
        assert (found["surface"], found["line"] > 0, found["other_line"] > 0) == ("7月底前", True, True)

    def test_a_period_counts_by_its_end(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "9月份完成疏浚。", "9月20日前完成疏浚。")
        link(warehouse, "implements", ("局里", "市里"))
        (found,) = check("deadline_later_than_superior")
        assert "晚10天" in found["message"]

    @pytest.mark.parametrize("own", ["6月底前完成疏浚。", "10月底前完成疏浚。"])
    def test_sooner_or_alike_is_right(self, take_in: Any, warehouse: Any, check: Any, own: str) -> None:
        self.load(take_in, own, "10月底前完成疏浚。")
        link(warehouse, "implements", ("局里", "市里"))
        assert check("deadline_later_than_superior") == check("deadline_missing_in_implementing") == []

    def test_a_measure_without_a_day_lacks_that_of_its_superior(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "抓紧疏浚河道，保障行洪。", "6月底前开工，10月底前完成疏浚。")
        link(warehouse, "implements", ("局里", "市里"))
        (found,) = check("deadline_missing_in_implementing")
        for words in ("2022年10月31日", "“6月底前”", "“10月底前”", "示水发〔2022〕8号", "示政发〔2022〕3号"):
            assert words in found["message"]

    def test_what_is_done_again_and_again_lacks_no_day(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "每季度巡查一次河道。", "10月底前完成疏浚。")
        link(warehouse, "implements", ("局里", "市里"))
        assert check("deadline_missing_in_implementing") == []

    def test_what_a_superior_states_twice_is_compared_once(self, take_in: Any, warehouse: Any, check: Any) -> None:
        take_in(
            paper(
                "示政发〔2022〕3号", CITY, date(2022, 3, 1),
                "疏浚主干河道（市里）。10月底前完成疏浚。（责任单位：市水利局）",
                "疏浚主干河道（附表）。10月底前完成疏浚。（责任单位：市水利局）",
            ),
            paper("示水发〔2022〕8号", BUREAU, date(2022, 4, 1), "疏浚河道（局里）。11月底前完成。（责任单位：规划科）", basis=ACTS),
        )  # fmt: skip
        link(warehouse, "implements", ("局里", "市里"), ("局里", "附表"))
        warehouse.execute("UPDATE measures SET duty_id = 'one' WHERE contains(text, '市里') OR contains(text, '附表')")
        assert len(check("deadline_later_than_superior")) == 1

    def test_a_step_taken_over_without_its_day_is_told(self, take_in: Any, warehouse: Any, check: Any) -> None:
        superior = "6月底前，完成河道断面测量和方案评审；10月底前，完成疏浚。"
        self.load(take_in, "完成河道断面测量和方案评审；10月底前，完成疏浚。", superior)
        link(warehouse, "implements", ("局里", "市里"))
        align(warehouse, "implements", (("局里", "10月底前"), ("市里", "10月底前")))
        (found,) = check("deadline_missing_in_implementing")
        assert "“6月底前”" in found["message"]
        assert "“10月底前”" not in found["message"]


class TestRepeats:
    """One task, twice, with two days."""

    def load(self, take_in: Any, one: str, two: str, tail: str = "", years: tuple[int, int] = (2022, 2022)) -> None:
        take_in(
            paper("示政发〔2022〕3号", CITY, date(years[0], 3, 1), f"整治排污口（甲处）。{one}（责任单位：市水利局）"),
            paper(
                "示政发〔2022〕9号", CITY, date(years[1], 4, 1), f"整治排污口（乙处）。{two}（责任单位：市水利局）",
                title="排污口整治方案", tail=tail,
            ),
        )  # fmt: skip

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_one_finding_a_pair_whichever_way_it_was_linked(
        self, take_in: Any, warehouse: Any, check: Any, mirrored: bool
    ) -> None:
        self.load(take_in, "6月底前完成。", "9月底前完成。")
        pairs = [("乙处", "甲处"), ("甲处", "乙处")]
        link(warehouse, "repeats", *(pairs if mirrored else pairs[:1]))
        (found,) = check("deadline_conflict_same_level")
        assert found["surface"] == "9月底前"
        for words in ("2022年6月30日", "2022年9月30日", "示政发〔2022〕3号", "示政发〔2022〕9号"):
            assert words in found["message"]

    def test_one_day_twice_is_right(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "9月底前完成。", "2022年9月30日前完成。")
        link(warehouse, "repeats", ("乙处", "甲处"))
        assert check("deadline_conflict_same_level") == []

    def test_plans_of_two_years_each_have_their_own(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "6月底前完成。", "6月底前完成。", years=(2022, 2023))
        link(warehouse, "repeats", ("乙处", "甲处"))
        assert check("deadline_conflict_same_level") == []

    def test_sisters_are_not_in_conflict(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "6月底前完成。", "9月底前完成。")
        link(warehouse, "sister", ("乙处", "甲处"))
        assert check("deadline_conflict_same_level") == []

    def test_a_document_that_overrides_earlier_ones_is_named(self, take_in: Any, warehouse: Any, check: Any) -> None:
        tail = "二、附则\n\n此前有关规定与本方案不一致的，以本方案为准。"
        self.load(take_in, "6月底前完成。", "9月底前完成。", tail=tail)
        link(warehouse, "repeats", ("乙处", "甲处"))
        (found,) = check("deadline_conflict_same_level")
        assert found["superseded_by"] == "示政发〔2022〕9号"

    def test_a_step_in_the_same_words_is_found_without_a_link(self, take_in: Any, warehouse: Any, check: Any) -> None:
        take_in(
            paper(
                "示政发〔2022〕3号", CITY, date(2022, 3, 1),
                "规范取水许可。7月底前，对取用水单位在计量设施安装、用水台账记录等方面存在的不规范行为进行清理。（责任单位：市水利局）",
                "提升服务质效。9月底前，清理取用水单位在计量设施安装、用水台账记录等方面存在的不规范行为。（责任单位：市水利局）",
            )
        )  # fmt: skip
        link(warehouse, "repeats")
        (found,) = check("deadline_conflict_same_level")
        assert (found["surface"], "“7月底前”" in found["message"]) == ("9月底前", True)


STEPS = [
    ("对取用水单位在计量设施安装用水台账等方面的问题进行清理", "清理取用水单位在计量设施安装用水台账等方面的问题", True, "one"),
    ("完成第一批老旧小区改造工程并组织竣工验收备案", "完成第二批老旧小区改造工程并组织竣工验收备案", False, "batches"),
    ("新建改建农村公路30公里并完成安防设施建设", "新建改建农村公路80公里并完成安防设施建设", False, "numbers"),
    ("按照全省统一部署推进平台对接工作", "按照全省统一部署推进数据归集工作", False, "a manner of speaking"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "same", "why"), STEPS, ids=[row[-1] for row in STEPS])
def test_steps_are_one_where_a_long_run_is_the_same(one: str, two: str, same: bool, why: str) -> None:
    assert is_same_step(one, two) == same, why


def test_a_withdrawn_document_takes_no_part(take_in: Any, warehouse: Any, check: Any) -> None:
    take_in(paper("示政发〔2022〕6号", CITY, date(2022, 4, 1), "修复护岸。3月15日前完成。（责任单位：市水利局）"))
    ((document,),) = warehouse.execute("SELECT document_id FROM documents").fetchall()
    assert len(check("deadline_past_at_issue")) == 1
    private = Decision("document_private", document_id=document, reason="涉密")
    decide(warehouse, [private], "甲", datetime(2024, 9, 2, 9).astimezone())
    assert len(check("deadline_past_at_issue")) == 1
    withdrawn = Decision("document_withdraw", document_id=document, reason="已废止")
    decide(warehouse, [withdrawn], "甲", datetime(2024, 9, 2, 9).astimezone())
    assert check("deadline_past_at_issue") == []
