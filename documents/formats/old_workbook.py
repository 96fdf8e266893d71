"""Excel workbooks of before 2007 (.xls; WPS writes its .et alike) → text, as those of today are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.xldate import XLDateError, xldate_as_datetime

from documents.errors import DamagedSource, EncryptedSource
from documents.formats.grid import Cell
from documents.formats.sheets import Sheet, rendered
from documents.formats.values import shown
from documents.text.decode import Decoded

WHAT = "Excel 工作簿"
VISIBLE = 0  # [MS-XLS] 2.4.28: hsState


def read(name: str, content: bytes) -> Decoded:
    """The text of the sheets that are shown. Raises DamagedSource, or EncryptedSource where it has a password."""
    try:
        workbook = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        sheets = [_sheet(workbook, sheet) for sheet in workbook.sheets()]
    except xlrd.XLRDError as error:
        raise (EncryptedSource(name) if "encrypted" in str(error) else DamagedSource(name, WHAT)) from error
    except Exception as error:  # xlrd raises whatever a broken record leads to
        raise DamagedSource(name, WHAT) from error
    return rendered(sheets, "xls")


def _sheet(workbook: Any, sheet: Any) -> Sheet:
    if sheet.visibility != VISIBLE:
        return Sheet(sheet.name, (), hidden=True)
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    return Sheet(sheet.name, tuple(_cells(workbook, sheet, spans)))


def _cells(workbook: Any, sheet: Any, spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Cell]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if text := _text(workbook, cell):
                yield Cell(row, column, text, *spans.get((row, column), (1, 1)))


def _text(workbook: Any, cell: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    form = workbook.format_map[workbook.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), form)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xldate_as_datetime(cell.value, workbook.datemode), form)
        except (XLDateError, ValueError, OverflowError):
            return shown(cell.value, "")
    return shown(cell.value, form)
