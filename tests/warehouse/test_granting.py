"""A personal link opens the desk to one person for named places, up to its last day, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from tests.warehouse.conftest import MONDAY
from warehouse.connection import query
from warehouse.granting import Grant, GrantError, grant, granted, grants, jurisdiction_named, revoke

NOON = datetime(2024, 9, 2, 12, 0, tzinfo=UTC)


def test_only_the_hash_is_kept(warehouse: duckdb.DuckDBPyConnection) -> None:
    given, token = grant(warehouse, " 王文书 ", "steward", ["370000"], NOON)
    assert granted(warehouse, token, MONDAY) == given == Grant(given.grant_id, "王文书", "steward", ("370000",))
    kept = [str(value) for row in query(warehouse, "FROM grants").rows() for value in row]
    assert len(token) >= 43, "256 bits in base64"
    assert not any(token in value for value in kept)
    assert token not in str(grants(warehouse).rows())


@pytest.mark.parametrize("token", ["", "x", "\ud800", "' OR 1=1 --", "令牌"])
def test_a_token_that_is_none_opens_nothing(token: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    grant(warehouse, "甲", "steward", [], NOON)
    assert granted(warehouse, token, MONDAY) is None


def test_it_holds_through_its_last_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    given, token = grant(warehouse, "甲", "coordinator", [], NOON, expires_on=MONDAY)
    assert granted(warehouse, token, MONDAY) == given
    assert granted(warehouse, token, MONDAY + timedelta(days=1)) is None


@pytest.mark.parametrize("by", ["name", "grant_id"])
def test_taken_back_it_opens_nothing(by: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    given, token = grant(warehouse, "甲", "steward", [], NOON)
    other, others_token = grant(warehouse, "乙", "steward", [], NOON)
    assert revoke(warehouse, getattr(given, by), NOON) == (given,)
    assert granted(warehouse, token, MONDAY) is None
    assert granted(warehouse, others_token, MONDAY) == other
    with pytest.raises(GrantError, match="没有“甲”可以收回的授权"):
        revoke(warehouse, "甲", NOON)
    assert grants(warehouse)["holds"].sort().to_list() == [False, True], "it stays in the list"


@pytest.mark.parametrize(
    ("reason", "codes", "place", "covered"),
    [
        ("none named: all", (), "510000", True),
        ("none named: also a place that nobody could tell", (), "", True),
        ("a province covers its counties", ("370000",), "370406", True),
        ("and their towns", ("370000",), "370406001", True),
        ("a city covers its own", ("370400",), "370406", True),
        ("and no other city's", ("370400",), "370500", False),
        ("nor its province", ("370400",), "370000", False),
        ("a county covers itself alone", ("370406",), "370404", False),
        ("a town too", ("370406001",), "370406002", False),
        ("one of several", ("110000", "370406"), "370406", True),
        ("the nation covers all", ("000000",), "659001", True),
        ("a place that nobody could tell is in no named one", ("370000",), "", False),
    ],
)
def test_covers(reason: str, codes: tuple[str, ...], place: str, covered: bool) -> None:
    assert Grant("g", "甲", "steward", codes).covers(place) is covered, reason


def test_coordinators_do_not_decide() -> None:
    assert Grant("g", "甲", "steward", ()).decides
    assert not Grant("g", "甲", "coordinator", ()).decides


@pytest.mark.parametrize(("name", "role", "word"), [("甲", "admin", "数据管理员、督办员"), (" ", "steward", "姓名")])
def test_what_is_not_whole_is_refused(name: str, role: str, word: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(GrantError, match=word):
        grant(warehouse, name, role, [], NOON)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("370406", "370406"),
        ("山东省", "370000"),
        ("枣庄市市中区", "370402"),
        ("内蒙古", "150000"),
        ("000000", "000000"),
        ("东湖区", "990102"),
        ("990102", "990102"),
    ],
)
def test_a_place_by_name_or_code(text: str, code: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("INSERT INTO jurisdictions VALUES ('990102', '东湖区')")
    assert jurisdiction_named(warehouse, text) == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("山东", ["山东省（370000）"]),
        ("市中区", ["枣庄市市中区（370402）", "不止一个"]),
        ("蓬莱仙境", ["没有名称或代码"]),
    ],
)
def test_a_place_that_is_none_is_told_with_near_ones(
    text: str, words: list[str], warehouse: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(GrantError) as raised:
        jurisdiction_named(warehouse, text)
    assert all(word in str(raised.value) for word in words)
