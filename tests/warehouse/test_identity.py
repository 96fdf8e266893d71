"""Identities survive renumbering, new dates and small edits; a rewritten task gets a new one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.identity import SAME_MEASURE, Facts, match, new_id, words

OLD = {
    "a": Facts("一\x1f1", "设立老年助餐点", "设立老年助餐点每个街道至少建成一处并配送到家"),
    "b": Facts("一\x1f2", "修缮社区绿道", "修缮社区绿道全年整修绿道二十公里增设照明"),
    "c": Facts("二\x1f1", "开展燃气安全检查", "开展燃气安全检查餐饮场所全部安装报警装置"),
}


def renumbered(facts: Facts, place: str) -> Facts:
    return Facts(place, facts.name, facts.text)


@pytest.mark.parametrize(
    ("reason", "new", "expected"),
    [
        ("nothing changed", [OLD["a"], OLD["b"], OLD["c"]], ["a", "b", "c"]),
        ("another order", [OLD["c"], OLD["a"], OLD["b"]], ["c", "a", "b"]),
        (
            "a measure inserted above renumbers the rest",
            [
                Facts("一\x1f1", "公布办事清单", "公布办事清单并每年更新一次"),
                renumbered(OLD["a"], "一\x1f2"),
                renumbered(OLD["b"], "一\x1f3"),
                OLD["c"],
            ],
            [None, "a", "b", "c"],
        ),
        (
            "a small edit of title and text",
            [OLD["a"], Facts("一\x1f2", "修缮社区绿道网", "修缮社区绿道网全年整修绿道二十二公里增设照明"), OLD["c"]],
            ["a", "b", "c"],
        ),
        ("a task struck", [OLD["a"], OLD["c"]], ["a", "c"]),
        (
            "a task rewritten at the same place",
            [OLD["a"], Facts("一\x1f2", "建立网格员培训制度", "建立网格员培训制度按季度组织集中学习"), OLD["c"]],
            ["a", None, "c"],
        ),
        (
            "moved to another chapter, word for word",
            [OLD["a"], renumbered(OLD["c"], "一\x1f2"), renumbered(OLD["b"], "二\x1f1")],
            ["a", "c", "b"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_identity_is_kept(reason: str, new: list[Facts], expected: list[str | None]) -> None:
    matched = match(OLD, new, SAME_MEASURE)
    assert [matched.get(position) for position in range(len(new))] == expected, reason


def test_twins_in_order_keep_theirs() -> None:
    twin = Facts("一\x1f1", "报送情况", "报送情况")
    assert match({"x": twin, "y": twin}, [twin, twin], SAME_MEASURE) == {0: "x", 1: "y"}


FACTS = st.builds(
    Facts, st.sampled_from("甲乙丙"), st.text("建设完成推进", max_size=6), st.text("建设完成推进", max_size=12)
)


@given(st.lists(FACTS, max_size=8), st.lists(FACTS, max_size=8))
def test_no_identity_is_given_twice(old: list[Facts], new: list[Facts]) -> None:
    matched = match({str(i): facts for i, facts in enumerate(old)}, new, SAME_MEASURE)
    assert len(set(matched.values())) == len(matched)
    assert set(matched) <= set(range(len(new)))


@given(st.lists(st.text(max_size=5), max_size=20))
def test_new_ids_differ_and_come_again(names: list[str]) -> None:
    taken: set[str] = set()
    first = [new_id(taken, name) for name in names]
    assert len(set(first)) == len(names)
    again: set[str] = set()
    assert [new_id(again, name) for name in names] == first


def test_words_compare_two_prints_of_one_text() -> None:
    assert words("（一）１０月 底前，完成。\n") == words("(一)10月底前 完成")
