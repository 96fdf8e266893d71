"""Checks of targets and of what a bureau's own plan takes up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.conftest import LOCAL, MONDAY
from tests.warehouse.linked_plans import ACTS, BUREAU, CITY, link, paper
from warehouse.checking import check_frames
from warehouse.connection import open_warehouse
from warehouse.loading import Stamp, load
from warehouse.resolving import resolve_mentions

GIVEN = tuple(
    f"{name}。（牵头单位：市水利局）" for name in ("修编水网规划", "改造取水口门", "建设监测站点", "完善水价机制")
)


class TestTakingUp:
    """What a superior gives a bureau and its plan lacks."""

    def load(self, take_in: Any, *own: str) -> None:
        take_in(
            paper("示政发〔2022〕3号", CITY, date(2022, 3, 1), *GIVEN, "保护湿地。（牵头单位：市林业局）"),
            paper("示水发〔2022〕8号", BUREAU, date(2022, 4, 1), *own, basis=ACTS),
        )

    def test_what_the_plan_lacks_is_told_of_the_superiors_measure(
        self, take_in: Any, warehouse: Any, check: Any
    ) -> None:
        self.load(take_in, "局里修编规划。", "局里改造口门。", "局里建设站点。")
        pairs = [("局里修编", "修编水网"), ("局里改造", "改造取水"), ("局里建设", "建设监测")]
        link(warehouse, "implements", *pairs)
        (found,) = check("measure_not_taken_up")
        assert (found["surface"], found["number"]) == ("完善水价机制", "4")
        assert found["unit_id"].endswith("shuiliju")
        assert found["other_document_id"] is not None
        assert "示政发〔2022〕3号" in found["message"]
        assert "示水发〔2022〕8号" in found["message"]

    def test_a_plan_about_something_else_lacks_nothing(self, take_in: Any, warehouse: Any, check: Any) -> None:
        self.load(take_in, "局里修编规划。", "局里值班备勤。")
        link(warehouse, "implements", ("局里修编", "修编水网"))
        assert check("measure_not_taken_up") == []


TARGETS = [
    ("办理时限压缩至5个工作日。", "办理时限压缩至3个工作日。", True, "takes longer"),
    ("办理时限压缩至2个工作日。", "办理时限压缩至3个工作日。", False, "is quicker"),
    ("办理时限压缩至3天。", "办理时限压缩至3个工作日。", False, "days are shorter than working days"),
    ("申请材料压减50%以上。", "申请材料压减60%以上。", True, "cuts less"),
    ("线上办理率达到90%以上。", "线上办理率达到90％以上。", False, "is the same in another width"),
    ("线上办理率达到85%，现场满意率达到98%。", "线上办理率达到90%，现场满意率达到98%。", True, "one of two is lower"),
    ("管网漏损率控制在12%以内。", "管网漏损率控制在9%以内。", True, "loses more"),
    ("6月底前，线上办理率达到80%。", "12月底前，线上办理率达到95%。", False, "is a stage on the way"),
    ("申请材料由8份压减至4份，2个工作日内办结。", "申请材料由8份压减至4份，1个工作日内办结。", True, "takes a day more"),
    ("新建监测站点20个以上。", "新建监测站点30个以上。", True, "a bureau of the place owes the whole"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told_of_targets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The messages of target_conflict by the number of the measure, over a bureau's plan that implements a city's."""
    from expectations.validation import validate

    city = [f"优化事项（市里{i}号）。{row[1]}（责任单位：市水利局）" for i, row in enumerate(TARGETS)]
    bureau = [f"优化事项（局里{i}号）。{row[0]}（责任单位：规划科）" for i, row in enumerate(TARGETS)]
    plans = [
        paper("示政发〔2022〕3号", CITY, date(2022, 3, 1), *city),
        paper("示水发〔2022〕8号", BUREAU, date(2022, 4, 1), *bureau, basis=ACTS),
    ]
    with open_warehouse(tmp_path_factory.mktemp("targets"), MONDAY) as connection:
        load(connection, plans, [plan.path for plan in plans], LOCAL, Stamp("reader", MONDAY, "run"))
        resolve_mentions(connection, LOCAL)
        link(connection, "implements", *((f"局里{i}号", f"市里{i}号") for i in range(len(TARGETS))))
        failures = validate(check_frames(connection, ["target_figures"]))
    assert failures["other_line"].min() > 0  # type: ignore[operator]
    return {f["number"]: f["message"] for f in failures.iter_rows(named=True)}


@pytest.mark.parametrize(("i", "row"), list(enumerate(TARGETS)), ids=[row[-1] for row in TARGETS])
def test_a_target_below_the_superiors(told_of_targets: dict[str, str], i: int, row: tuple[str, str, bool, str]) -> None:
    message = told_of_targets.get(str(i + 1), "")
    assert bool(message) == row[2], row[-1]
    assert not message or ("示水发〔2022〕8号" in message and "示政发〔2022〕3号" in message)
