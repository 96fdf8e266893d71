"""Workbooks as officials keep them: merged cells, days by their format, filters, sheets that are hidden, broken files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from datetime import datetime as moment
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from documents.errors import DamagedSource, OversizedSource
from documents.formats import archive, old_workbook, sheets, workbook
from documents.formats.values import shown
from tests.documents.formats.plan import saved

OLD = Path(__file__).parent / "files" / "plan.xls"
HEAD = ["序号", "任务", "责任单位", "完成时限"]


def book(*rows: list[Any], title: str = "Sheet1", change: Callable[[Any, Any], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if change:
        change(made, sheet)
    return saved(made)


def lines(*rows: list[Any], change: Callable[[Any, Any], None] | None = None) -> list[str]:
    return workbook.read("plan.xlsx", book(*rows, change=change)).text.split("\n")


def merged(*ranges: str) -> Callable[[Any, Any], None]:
    return lambda _, sheet: [sheet.merge_cells(one) for one in ranges]


def test_merged_cells():
    rows = [["任务清单"], [], HEAD, ["一、数据类"], [1, "甲\n乙", "市局", "6月"], [2, "丙", None, "7月"], ["注：完"]]
    assert lines(*rows, change=merged("A1:D1", "A4:D4", "C5:C6", "A7:D7")) == [
        "任务清单", "\t".join(HEAD), "一、数据类\t\t\t", "1\t甲\v乙\t市局\t6月", "2\t丙\t市局\t7月", "注：完",
    ]  # fmt: skip


def test_a_heading_of_two_rows():
    rows = [["序号", "任务", "责任单位", None], [None, None, "牵头", "配合"], [1, "甲", "市局", "县局"]]
    assert lines(*rows, change=merged("A1:A2", "B1:B2", "C1:D1")) == [
        "序号\t任务\t责任单位\t", "序号\t任务\t牵头\t配合", "1\t甲\t市局\t县局",
    ]  # fmt: skip


def test_rows_that_a_filter_hides_are_read_and_empty_ones_are_not():
    def change(_: Any, sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    assert lines(HEAD, [1, "甲", "市局", "6月"], [], [2, "乙", "县局", None], change=change) == [
        "\t".join(HEAD), "1\t甲\t市局\t6月", "2\t乙\t县局\t",
    ]  # fmt: skip


def test_each_row_knows_its_place():
    decoded = workbook.read("plan.xlsx", book(HEAD, [], [1, "甲", "市局", "6月"], title="任务清单"))
    assert [(decoded.text[place.start :].partition("\n")[0], place.label) for place in decoded.places] == [
        ("任务清单", "工作表“任务清单”"), ("\t".join(HEAD), "工作表“任务清单”第1行"), ("1\t甲\t市局\t6月", "工作表“任务清单”第3行"),
    ]  # fmt: skip


def test_sheets():
    """All that are shown, in order; a hidden one is told of, and a chart is none."""

    def change(made: Any, _: Any) -> None:
        made.create_sheet("开办企业").append(["1", "甲"])
        made.create_sheet("选项").append(["1"])
        made["选项"].sheet_state = "hidden"
        made.create_chartsheet("图")

    decoded = workbook.read("plan.xlsx", book(["总则"], change=change))
    assert decoded.text.split("\n") == ["总则", "开办企业", "1\t甲"]
    assert decoded.notices == ("工作表“选项”是隐藏的，没有读取；其中有任务的，请取消隐藏后再试。",)


def at(*parts: int) -> moment:
    """A value of a cell: it has no zone."""
    return moment(*parts)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (date(2024, 6, 30), "yyyy/m/d", "2024年6月30日"),
        (at(2024, 6, 30), 'yyyy"年"m"月"d"日";@', "2024年6月30日"),
        (at(2024, 6, 1), 'yyyy"年"m"月"', "2024年6月"),
        (at(2024, 6, 1), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年6月1日"),
        (at(2024, 6, 1), "mmm-yy", "2024年6月"),
        (at(2024, 6, 30), 'm"月"d"日"', "6月30日"),
        (at(2024, 6, 30), "General", "2024年6月30日"),
        (at(2024, 6, 30, 17, 30), "yyyy-mm-dd hh:mm", "2024年6月30日 17:30"),
        (at(2024, 6, 30, 0, 0), "yyyy-mm-dd hh:mm", "2024年6月30日"),
        (time(17, 0), "h:mm", "17:00"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "#,##0.0", "1234567.5"),
        (0.855, "0.0%", "85.5%"),
        (1, "0%", "100%"),
        (20, '0"家"', "20家"),
        (2000, "0", "2000"),
        (2.6, "0", "3"),
        (True, "General", "TRUE"),
        ("6月底前", "@", "6月底前"),
    ],
)
def test_what_a_cell_shows(value: object, number_format: str, expected: str):
    assert shown(value, number_format) == expected


def test_a_formula_shows_its_result_and_one_without_is_told_of():
    content = book(HEAD, [1, "=B9", "市局", "6月"], [2, "乙", "市局", "7月"])
    decoded = workbook.read("plan.xlsx", content)
    assert decoded.text.split("\n")[1] == "1\t\t市局\t6月"
    assert decoded.notices[0].startswith("有 1 个公式没有保存计算结果")
    calculated = altered(content, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>7</v>", b"<v/>", b"<v>7</v>")
    assert workbook.read("plan.xlsx", calculated).text.split("\n")[1] == "1\t7\t市局\t6月"


def altered(content: bytes, part: str, *changes: bytes) -> bytes:
    """A workbook with bytes of one part replaced, pair by pair."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for path in old.namelist():
            inside = old.read(path)
            for before, after in zip(changes[::2], changes[1::2], strict=True):
                inside = inside.replace(before, after) if path == part else inside
            new.writestr(path, inside)
    return file.getvalue()


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/styles.xml", b'<fill><patternFill patternType="gray125"/></fill>', b"<fill/>"),
        ("xl/worksheets/sheet1.xml", b"</sheetData>",
         '</sheetData><autoFilter ref="A1:D2"><filterColumn colId="2"><customFilters><customFilter val="市局"/></customFilters>'
         "</filterColumn></autoFilter>".encode()),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><dataValidations><dataValidation sqref="x!"/></dataValidations>'),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
    ],
    ids=["empty fill", "filter by a word", "validation of nothing", "wrong size"],
)  # fmt: skip
def test_what_other_programs_write(part: str, before: bytes, after: bytes):
    content = altered(book(HEAD, [1, "甲", "市局", "6月"]), part, before, after)
    assert workbook.read("plan.xlsx", content).text.split("\n") == ["\t".join(HEAD), "1\t甲\t市局\t6月"]


def test_a_merge_of_everything_costs_nothing():
    content = altered(book(HEAD, [1, "甲", "市局", "6月"]), "xl/worksheets/sheet1.xml", b"</sheetData>",
                      b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')  # fmt: skip
    assert "甲" in workbook.read("plan.xlsx", content).text


def test_what_is_too_large_says_so(monkeypatch: pytest.MonkeyPatch):
    content = book(HEAD, *([1, "甲", "市局", "6月"] for _ in range(30)))
    monkeypatch.setattr(workbook, "MOST_CELLS", 100)
    with pytest.raises(OversizedSource, match="单元格超过 100 个"):
        workbook.read("plan.xlsx", content)
    monkeypatch.setattr(archive, "LARGEST_PART", 1000)
    with pytest.raises(OversizedSource, match="超过 0 MB 的上限"):
        workbook.read("plan.xlsx", content)
    assert sheets.MOST_CELLS == 2_000_000


def test_what_is_broken_says_so():
    content = altered(book(HEAD), "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData><row>")
    with pytest.raises(DamagedSource, match="Excel 工作簿"):
        workbook.read("plan.xlsx", content)


def test_a_workbook_of_before_2007():
    """files/plan.xls: a title and a unit merged, days in two formats, a percentage, a hidden sheet."""
    decoded = old_workbook.read("plan.xls", OLD.read_bytes())
    assert decoded.text.split("\n") == [
        "任务清单", "序号\t任务\t责任单位\t完成时限\t比例", "1\t甲\v乙\t市教育局\t2024年6月30日\t85%", "2\t丙\t市教育局\t2024年7月\t100%",
    ]  # fmt: skip
    assert decoded.notices == ("工作表“选项”是隐藏的，没有读取；其中有任务的，请取消隐藏后再试。",)
    with pytest.raises(DamagedSource):
        old_workbook.read("plan.xls", OLD.read_bytes()[:3000])
