"""Measures that repeat each other are one duty, whose id stays."""

from __future__ import annotations

from warehouse.linking.duties import Member, duties_of


def members(**duties: str | None) -> list[Member]:
    """Measures of a document each, with the duty that each has."""
    return [Member(name, f"document {name}", duty) for name, duty in duties.items()]


def test_what_repeats_is_one_duty_named_after_the_first() -> None:
    assert duties_of(members(a=None, b=None, c=None, d=None), [("b", "a"), ("c", "b")]) == {
        "a": "a",
        "b": "a",
        "c": "a",
        "d": "d",
    }


def test_a_duty_keeps_its_id_when_a_copy_comes_first() -> None:
    assert duties_of(members(early=None, a="a"), [("a", "early")]) == {"early": "a", "a": "a"}


def test_of_two_duties_that_join_the_greater_keeps_its_id() -> None:
    assert duties_of(members(a="a", b="b", c="b"), [("b", "a"), ("c", "b")]) == {"a": "b", "b": "b", "c": "b"}


def test_of_a_duty_that_parts_only_one_side_keeps_the_id() -> None:
    assert duties_of(members(a="a", b="a"), []) == {"a": "a", "b": "b"}


def test_an_id_that_another_duty_has_is_not_given_again() -> None:
    found = duties_of(members(a="b", b="c", c="c"), [])
    assert len(set(found.values())) == 3
    assert found["a"] == "b"


def test_two_tasks_of_one_table_are_never_one_duty() -> None:
    rows = [Member("body", "body", None), Member("row1", "table", None), Member("row2", "table", None)]
    assert duties_of(rows, [("row1", "body"), ("row2", "body")]) == {"body": "body", "row1": "body", "row2": "row2"}


def test_what_people_parted_is_not_joined_through_a_third() -> None:
    found = duties_of(members(a=None, b=None, c=None), [("b", "a"), ("c", "b")], [("c", "a")])
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_it_is_the_same_again() -> None:
    first = duties_of(members(a=None, b=None, c=None), [("b", "a")])
    assert duties_of(members(**first), [("b", "a")]) == first
