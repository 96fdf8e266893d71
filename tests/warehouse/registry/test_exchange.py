"""The list of local units goes out as a workbook or CSV and comes back the same; a cell is never a formula."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.errors import UnreadableSource
from tests.warehouse.conftest import LOCAL
from warehouse.registry import LocalEntry, LocalFileError
from warehouse.registry.exchange import difference, read_registry_file, registry_csv, registry_workbook
from warehouse.registry.local import COLUMNS

HOSTILE = LocalEntry(
    '=HYPERLINK("x")', "单位", parent="+东湖区", aliases=("@SUM(1)", "-1"), valid_from=date(2024, 1, 2)
)
WRITERS = {"名录.xlsx": registry_workbook, "名录.csv": registry_csv}


@pytest.mark.parametrize("name", WRITERS)
def test_it_comes_back_the_same(name: str) -> None:
    entries = (*LOCAL, HOSTILE)
    assert read_registry_file(name, WRITERS[name](entries)).entries == entries


LETTERS = st.text(st.sampled_from("区县水务花木局中心=+-@'\"（）A1 "), min_size=1, max_size=12)
WORDS = LETTERS.map(lambda text: " ".join(text.split())).filter(lambda text: text != "" and not text.startswith("'"))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(LocalEntry, WORDS, st.just("单位"), parent=WORDS), unique_by=lambda e: (e.name, e.parent), max_size=5
    )
)
def test_any_name_comes_back(entries: list[LocalEntry]) -> None:
    for name, write in WRITERS.items():
        assert read_registry_file(name, write(entries)).entries == tuple(entries), name


def test_no_cell_is_a_formula() -> None:
    sheet = load_workbook(io.BytesIO(registry_workbook([HOSTILE]))).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    rows = registry_csv([HOSTILE]).decode("utf-8-sig").splitlines()
    assert rows[1].startswith("\"'=HYPERLINK")


def test_bad_rows_are_told_and_good_ones_kept() -> None:
    rows = ["甲局,单位,,东湖区", "乙局,局,,东湖区", "丙局,单位", "甲局,单位,,东湖区", "丁局,单位,,东湖区,,,2024-13-01"]
    text = "\n".join([",".join(COLUMNS), *rows])
    read = read_registry_file("名录.csv", text.encode())
    assert [entry.name for entry in read.entries] == ["甲局"]
    assert [told.split("：")[0] for told in read.bad] == [
        "名录.csv 第3行“类型”列", "名录.csv 第4行“上级”列", "名录.csv 第5行", "名录.csv 第6行“启用日期”列"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "name", "content", "error"),
    [
        ("no column", "甲.csv", b"a,b\n1,2\n", LocalFileError),
        ("nothing in it", "甲.csv", b"", LocalFileError),
        ("no workbook", "甲.xlsx", b"PK\x03\x04nothing", UnreadableSource),
        ("no text", "甲.csv", b"\xff\xff\xff", LocalFileError),
    ],
)
def test_what_is_no_list_is_told(reason: str, name: str, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_registry_file(name, content)


def test_what_a_list_changes_in_another() -> None:
    changed = replace(LOCAL[3], aliases=("镇政府",))
    change = difference(LOCAL, [*LOCAL[:3], changed, *LOCAL[5:], HOSTILE])
    assert (change.added, change.changed, change.removed) == ((HOSTILE,), ((LOCAL[3], changed),), (LOCAL[4],))
