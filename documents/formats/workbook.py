"""Excel workbooks (.xlsx, ISO/IEC 29500) → text: sheet by sheet, a row a line."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import column_index_from_string

from documents.errors import DamagedSource, OversizedSource
from documents.formats.archive import Archive
from documents.formats.grid import Cell
from documents.formats.sheets import MOST_CELLS, Sheet, rendered
from documents.formats.values import shown
from documents.text.decode import Decoded

WHAT = "Excel 工作簿"
# What is read of a sheet ends with its data. What follows (filters, validation, printing) openpyxl reads strictly, and
# refuses whole workbooks for a filter that Excel itself wrote; of it only the merged cells are wanted.
DATA_ENDS = re.compile(rb"</(\w{1,8}:)?sheetData\s*>|<(\w{1,8}:)?sheetData\s*/>")
MERGED = re.compile(rb'<(?:\w{1,8}:)?mergeCell\s[^<>]{0,100}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
WITHOUT_VALUE = (b"</f></c>", b"</f><v></v></c>", b"</f><v/></c>", b"</f><v /></c>")
# Cells and rows without a value: borders and colours, in some files for a million rows.
EMPTY = re.compile(rb'<(?:\w{1,8}:)?c(?=\s[^<>]*?\br=")[^<>]*/>|<(?:\w{1,8}:)?row\b[^<>]*/>')
# Charts, pictures, pivot tables and properties hold no rows.
NOT_WANTED = re.compile(
    r"/(?:drawings|charts|chartsheets|chartEx|pivot\w*|externalLinks|theme|media)/|^(?:docProps|customXml)/"
)
STYLES = "xl/styles.xml"
SHEET = re.compile(rb"<(\w{1,8}:)?worksheet\b")


def read(name: str, content: bytes) -> Decoded:
    """The text of a workbook's sheets that are shown, rows and columns that a filter hides included.

    Raises DamagedSource, or OversizedSource where a sheet has more cells than any plan.
    """
    archive = Archive(name, content, WHAT)
    tails: dict[str, bytes] = {}
    uncalculated: list[int] = []
    bare = _bare(archive, tails, uncalculated)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it does not keep when it writes
            reader = ExcelReader(bare, read_only=True, data_only=True, keep_links=False)
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
            reader.read_worksheets()
            found = reader.parser.find_sheets()
            sheets = [_sheet(name, reader.wb, sheet, tails.get(relation.target, b"")) for sheet, relation in found]
    except OversizedSource:
        raise
    except Exception as error:  # openpyxl raises whatever the part at fault leads to
        raise DamagedSource(name, WHAT) from error
    decoded = rendered(sheets, "xlsx")
    if not sum(uncalculated):
        return decoded
    notice = f"有 {sum(uncalculated)} 个公式没有保存计算结果，读不到内容。请用 Excel 或 WPS 打开后保存一次再试。"
    return replace(decoded, notices=(*decoded.notices, notice))


def _bare(archive: Archive, tails: dict[str, bytes], uncalculated: list[int]) -> io.BytesIO:
    """The workbook with its sheets cut after their data; what follows that is put into `tails`, by the sheet's path.

    `uncalculated` takes how many formulas of each have no value, as programs leave them that do not calculate.
    """
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as parts:
        for path in sorted(archive.paths):
            if not path.endswith((".xml", ".rels")) or NOT_WANTED.search(path):
                continue
            if path == STYLES:
                parts.writestr(path, _formats(archive.tree(path)))
                continue
            part = archive.read(path)
            root, ends = SHEET.search(part[:4000]), None
            if root:
                ends = next(DATA_ENDS.finditer(part, max(0, part.rfind(b"sheetData") - 12)), None)
            if root and ends:
                tails[path] = part[ends.end() :]
                uncalculated.append(sum(part.count(end) for end in WITHOUT_VALUE))
                part = EMPTY.sub(b"", part[: ends.end()]) + b"</" + (root[1] or b"") + b"worksheet>"
            parts.writestr(path, part)
    bare.seek(0)
    return bare


def _formats(styles: etree._Element) -> bytes:
    """The styles with nothing but the formats of numbers: openpyxl refuses a workbook for an empty fill of another program."""
    for child in list(styles):
        if etree.QName(child).localname not in ("numFmts", "cellXfs"):
            styles.remove(child)
    for form in styles.iter("{*}xf"):
        number = form.get("numFmtId", "0")
        form.clear()
        form.set("numFmtId", number)
    return etree.tostring(styles)


def _sheet(name: str, workbook: Any, sheet: Any, tail: bytes) -> Sheet:
    if sheet.state != "visible":
        return Sheet(sheet.name, (), hidden=True)
    try:
        worksheet = workbook[sheet.name]
    except KeyError:  # a sheet that holds nothing but a chart
        return Sheet(sheet.name, ())
    if not hasattr(worksheet, "reset_dimensions"):
        return Sheet(sheet.name, ())
    worksheet.reset_dimensions()  # what the file says of its size is often wrong
    spans = dict(_spans(tail))
    return Sheet(sheet.name, tuple(_cells(name, sheet.name, worksheet, spans)))


def _cells(name: str, title: str, worksheet: Any, spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Cell]:
    """The cells that show something, and empty ones that are merged, with what they span; counted from 0."""
    count = 0
    for row in worksheet.iter_rows():
        count += len(row)
        if count > MOST_CELLS:
            raise OversizedSource(name, f"工作表“{title}”的单元格超过 {MOST_CELLS} 个")
        for cell in row:
            text = shown(cell.value, cell.number_format, cell.data_type) if cell.value is not None else ""
            if text:
                rows, columns = spans.get((cell.row - 1, cell.column - 1), (1, 1))
                yield Cell(cell.row - 1, cell.column - 1, text, rows, columns)


def _spans(tail: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Of each merged range: its first cell, and how many rows and columns it spans."""
    for m in MERGED.finditer(tail):
        left, top, right, bottom = m[1].decode(), int(m[2]), m[3].decode(), int(m[4])
        first, last = column_index_from_string(left), column_index_from_string(right)
        yield (top - 1, first - 1), (bottom - top + 1, last - first + 1)
