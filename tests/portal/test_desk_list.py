"""The list by itself: what an address asks for, what passes, what counts as alike."""

from __future__ import annotations

import polars as pl
import pytest

from portal.desk.asking import FACETS, Asked, asked
from portal.desk.listing import PAGE_ROWS, listed, neighbours

TITLES: dict[str, dict[str, str]] = {name: {} for name in FACETS}


def rows(count: int = 120) -> pl.DataFrame:
    """Findings of two checks and three documents; every third says the same as the one before it."""
    return pl.DataFrame(
        {
            "finding_id": f"f{n:03}", "check_id": "unit_none" if n % 2 else "unit_undefined", "severity": "warning",
            "state": "closed" if n % 10 == 0 else "open", "document": f"d{n % 3}", "document_number": f"{n % 3}号", "unit": "-",
            "owner": "-", "jurisdiction": "990102", "haystack": f"问题{n} 食堂", "first_seen": n, "group": n // 3, "order": n,
        }
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "findings", "reason"),
    [
        (Asked(), 108, "what is open"),
        (Asked(state="all"), 120, "all"),
        (Asked(state="closed"), 12, "closed"),
        (Asked(check="unit_none"), 60, "one check; the closed ones are all of the other"),
        (Asked(state="all", document="d1"), 40, "one document"),
        (Asked(state="all", words="食堂 问题11"), 11, "all words: 11 and 110 to 119"),
        (Asked(check="nothing"), 0, "a check that is none"),
    ],
)
def test_filters(wanted: Asked, findings: int, reason: str):
    assert listed(rows(), wanted, TITLES).findings == findings, reason


def test_likes_are_one_row_with_their_number():
    page = listed(rows(), Asked(state="all"), TITLES)
    assert (page.findings, page.groups, page.pages, len(page.rows)) == (120, 40, 1, 40)
    assert {row["alike"] for row in page.rows} == {3}
    assert {row["documents"] for row in page.rows} == {3}


def test_counts_are_those_that_a_choice_would_give():
    page = listed(rows(), Asked(check="unit_none"), TITLES)
    assert {choice.value: choice.findings for choice in page.choices["check"]} == {
        "unit_undefined": 48,
        "unit_none": 60,
    }
    assert {choice.value: choice.findings for choice in page.choices["state"]} == {"open": 60}


def test_pages_hold_fifty_rows_and_end():
    alone = rows().with_columns(group=pl.col("order"))
    first, last = (listed(alone, Asked(state="all", page=page), TITLES) for page in (1, 99))
    assert (len(first.rows), first.pages) == (PAGE_ROWS, 3)
    assert (len(last.rows), last.page) == (20, 3)
    assert first.rows[0]["finding_id"] == "f000"


@pytest.mark.parametrize(
    ("sort", "first"), [("weight", "f000"), ("newest", "f117"), ("document", "f000"), ("alike", "f000")]
)
def test_orders(sort: str, first: str):
    assert listed(rows(), Asked(state="all", sort=sort), TITLES).rows[0]["finding_id"] == first


def test_the_next_finding_is_that_of_the_list():
    assert neighbours(rows(), Asked(state="all"), 0) == ("", "f003")
    assert neighbours(rows(), Asked(state="all"), 39) == ("f114", "")
    assert neighbours(rows(), Asked(check="nothing"), 0) == ("", "")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, Asked()),
        ({"page": "7", "sort": "newest"}, Asked(page=7, sort="newest")),
        ({"page": "٣", "sort": "x"}, Asked()),
        ({"page": "99999999"}, Asked()),
        ({"words": "  甲 \n 乙 "}, Asked(words="甲 乙")),
    ],
)
def test_an_address_is_read_back_as_it_was_written(given: dict[str, str], wanted: Asked):
    assert asked(given) == wanted
    assert "page=" not in wanted.address(check="x")
