"""The list of local units as a file that goes out and comes back: Excel or CSV, and what a list changes in another."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

from documents.formats import old_workbook, workbook
from warehouse.registry.local import (
    COLUMNS,
    LocalFileError,
    cells_of,
    decoded,
    entry_of,
    guarded,
    header_of,
    placed,
    rows_of,
)
from warehouse.registry.units import LocalEntry

SHEETS = {".xlsx": workbook.read, ".xlsm": workbook.read, ".et": old_workbook.read, ".xls": old_workbook.read}
WIDTHS = (28, 10, 14, 18, 40, 40, 14, 14, 18)  # characters


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A list as it was read: its good rows, and a Chinese sentence for each bad one, which says where and why."""

    entries: tuple[LocalEntry, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one list has otherwise than another: entries `added` and `removed`, and `changed` as pairs (before, after)."""

    added: tuple[LocalEntry, ...]
    changed: tuple[tuple[LocalEntry, LocalEntry], ...]
    removed: tuple[LocalEntry, ...]


def registry_workbook(entries: Iterable[LocalEntry]) -> bytes:
    """A list as an Excel workbook. Every cell is text: what begins as a formula does stays as it is written."""
    book = Workbook(write_only=False)
    sheet = book.active
    if sheet is None:
        raise LocalFileError("无法生成 Excel 工作簿")
    sheet.title = "本地单位"
    sheet.freeze_panes = "B2"
    for number, row in enumerate((COLUMNS, *map(cells_of, entries)), start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
            cell.font = Font(bold=number == 1)
    for column, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[column]].width = width
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def registry_csv(entries: Iterable[LocalEntry]) -> bytes:
    """A list as a CSV with a mark, so that Excel opens it as UTF-8; what it would take for a formula is quoted."""
    target = io.StringIO(newline="")
    rows = csv.writer(target)
    rows.writerow(COLUMNS)
    rows.writerows([guarded(cell) for cell in cells_of(entry)] for entry in entries)
    return target.getvalue().encode("utf-8-sig")


def read_registry_file(name: str, content: bytes) -> RegistryFile:
    """The entries of an Excel workbook (its first sheet with the columns) or a CSV, the bad rows told one by one.

    Raises LocalFileError where it is no list at all, and UnreadableSource where it is no whole file of its format.
    """
    suffix = f".{name.rpartition('.')[2].lower()}"
    reader = SHEETS.get(suffix)
    rows = _sheet(reader(name, content).text) if reader else list(rows_of(decoded(content, name), name))
    header = header_of(rows[0] if rows else [], name)
    entries: dict[tuple[str, str], LocalEntry] = {}
    bad = []
    for values, where in placed(rows[1:], header, name):
        try:
            entry = entry_of(values, where)
        except LocalFileError as error:
            bad.append(str(error))
            continue
        if (entry.name, entry.parent) in entries:
            bad.append(f"{where}：“{entry.name}”在“{entry.parent}”下已经有一行")
        entries.setdefault((entry.name, entry.parent), entry)
    return RegistryFile(tuple(entries.values()), tuple(bad))


def difference(old: Sequence[LocalEntry], new: Sequence[LocalEntry]) -> Difference:
    """What `new` has otherwise than `old`; an entry is known by its name and what it stands under."""
    before, after = ({(entry.name, entry.parent): entry for entry in entries} for entries in (old, new))
    return Difference(
        added=tuple(entry for key, entry in after.items() if key not in before),
        changed=tuple((before[key], entry) for key, entry in after.items() if key in before and before[key] != entry),
        removed=tuple(entry for key, entry in before.items() if key not in after),
    )


def _sheet(text: str) -> list[list[str]]:
    rows = [line.replace("\v", "、").split("\t") for line in text.splitlines()]
    at = next((i for i, row in enumerate(rows) if "名称" in [cell.strip() for cell in row]), 0)
    return rows[at:]
