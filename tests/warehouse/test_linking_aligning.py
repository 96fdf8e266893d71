"""Which deadline governs the same step as which."""

from __future__ import annotations

import polars as pl
import pytest

from warehouse.linking.aligning import alignments

LINK = pl.DataFrame({"measure_id": ["own"], "other_measure_id": ["other"], "relation": ["implements"]})
Step = tuple[str, str, str]  # surface, kind, step


def aligned(own: list[Step], other: list[Step]) -> set[tuple[str, str]]:
    rows = [
        (f"{side}{i}", side, *step) for side, steps in (("own", own), ("other", other)) for i, step in enumerate(steps)
    ]
    deadlines = pl.DataFrame(rows, schema=["deadline_id", "measure_id", "surface", "kind", "step"], orient="row")
    return set(alignments(LINK, deadlines).select("deadline_id", "other_deadline_id").iter_rows())


@pytest.mark.parametrize(
    ("own", "other", "pairs", "why"),
    [
        ([("8月底前", "by", "完成鉴定")], [("6月底前", "by", "完成鉴定")], {("own0", "other0")}, "one step, two days"),
        (
            [("6月底前", "by", "完成整治"), ("3月底前", "by", "完成排查摸底")],
            [("2月底前", "by", "完成排查摸底"), ("5月底前", "by", "完成整治")],
            {("own0", "other1"), ("own1", "other0")},
            "steps in another order",
        ),
        ([("12月底前", "by", "资金发放到位")], [("7月底前", "by", "出台实施办法")], set(), "two steps"),
        ([("每季度", "recurring", "通报进展")], [("6月底前", "by", "通报进展")], set(), "what comes again is no single day"),
        ([("每月", "recurring", "通报进展")], [("每季度", "recurring", "通报进展")], {("own0", "other0")}, "both come again"),
        ([("6月份", "during", "组织培训")], [("6月底前", "by", "组织培训")], {("own0", "other0")}, "a period and a day are both dated"),
        (
            [("6月底前", "by", "更换管道18公里")],
            [("5月底前", "by", "更换管道96公里，新建泵站3座")],
            {("own0", "other0")},
            "a step that is part of a longer one",
        ),
        ([], [("6月底前", "by", "组织培训")], set(), "nothing to align"),
    ],
)  # fmt: skip
def test_steps(own: list[Step], other: list[Step], pairs: set[tuple[str, str]], why: str) -> None:
    assert aligned(own, other) == pairs, why
