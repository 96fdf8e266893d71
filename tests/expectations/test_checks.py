"""The table of checks agrees with the views that it names."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest

from expectations.checks import Check, checks, views
from warehouse.checking import check_frames
from warehouse.connection import open_warehouse


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The columns of each check view, of a warehouse that holds nothing."""
    folder: Path = tmp_path_factory.mktemp("warehouse")
    with open_warehouse(folder, date(2024, 9, 2)) as connection:
        return {view: frame.columns for view, frame in check_frames(connection, views()).items()}


def test_ids_are_unique() -> None:
    ids = [check.id for check in checks()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_message_and_column_are_facts_of_the_view(check: Check, columns: dict[str, list[str]]) -> None:
    named = {field for _, field, _, _ in string.Formatter().parse(check.message) if field}
    assert named | {check.column} <= set(columns[check.view])


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_a_steward_is_told_what_to_do_in_chinese(check: Check) -> None:
    for text in (check.title, check.explanation, check.advice):
        assert any("\u4e00" <= character <= "\u9fff" for character in text)
    assert check.advice.endswith("。")
