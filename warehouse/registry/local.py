"""Read the file of local additions, a CSV that stewards keep in WPS or Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from documents.errors import ShixianError
from warehouse.causes import cause
from warehouse.registry.institutions import several
from warehouse.registry.units import LocalEntry

COLUMNS = ("名称", "类型", "代码", "上级", "别名", "成员", "启用日期", "停用日期", "继任")
FORMULA_SIGNS = ("=", "+", "-", "@")
KINDS = ("区划", "乡镇", "街道", "开发区", "单位", "集合", "开放集合")
_CODE = re.compile(r"(\d{6}|\d{9}|\d{12})?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class LocalFileError(ShixianError, ValueError):
    """The file of local additions cannot be used; a Chinese sentence names file, row, column and allowed values."""


def read_local(path: Path | str) -> tuple[LocalEntry, ...]:
    """The entries of a file of local additions, UTF-8 (with or without mark) or GB18030, in its order.

    Raises LocalFileError, which names the first bad cell, or says why the file cannot be opened.
    """
    source = Path(path)
    try:
        content = source.read_bytes()
    except FileNotFoundError as error:
        raise LocalFileError(f"没有本地单位名录 {source}。请检查路径是否写对。") from error
    except OSError as error:
        raise LocalFileError(f"打不开本地单位名录 {source}：{cause(error)}。") from error
    rows = rows_of(decoded(content, source.name), source.name)
    header = header_of(next(rows, []), source.name)
    return tuple(entry_of(values, where) for values, where in placed(rows, header, source.name))


def write_local(entries: tuple[LocalEntry, ...], path: Path | str) -> None:
    """Write entries as a file that `read_local` reads back the same; with a mark, so that Excel opens it as UTF-8."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as target:
        rows = csv.writer(target)
        rows.writerow(COLUMNS)
        rows.writerows([guarded(cell) for cell in cells_of(entry)] for entry in entries)


def guarded(cell: str) -> str:
    """A cell of a CSV that Excel takes for text: behind a quotation mark where it would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def cells_of(entry: LocalEntry) -> tuple[str, ...]:
    """An entry as the cells of a row, in the order of COLUMNS."""
    days = (day.isoformat() if day else "" for day in (entry.valid_from, entry.valid_to))
    lists = ("、".join(entry.aliases), "、".join(entry.members))
    return (entry.name, entry.kind, entry.code, entry.parent, *lists, *days, entry.successor)


def decoded(content: bytes, name: str) -> str:
    """The text of a CSV, UTF-8 with or without mark, or GB18030. Raises LocalFileError."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LocalFileError(f"{name}：文字编码无法识别，请另存为 UTF-8 或 GB18030 编码的 CSV 文件")


def rows_of(text: str, name: str) -> Iterator[list[str]]:
    """The rows of a CSV as cells. Raises LocalFileError where a cell is beyond all measure."""
    rows, read = csv.reader(io.StringIO(text, newline="")), 0
    try:
        for read, row in enumerate(rows, start=1):  # noqa: B007 - the number of the last one that could be read
            yield row
    except csv.Error as error:
        limit = csv.field_size_limit()
        raise LocalFileError(
            f"{name} 第{read + 1}行：有一格超过{limit}字，读不下去；多半是引号没有成对，请检查这一行起的双引号"
        ) from error


def header_of(cells: list[str], name: str) -> list[str]:
    """The header of a list of units. Raises LocalFileError, which names the columns that are missing."""
    header = [cell.strip() for cell in cells]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise LocalFileError(f"{name} 第1行：缺少列“{'、'.join(missing)}”；应有的列：{'、'.join(COLUMNS)}")
    return header


def placed(rows: Iterable[list[str]], header: list[str], name: str) -> Iterator[tuple[dict[str, str], str]]:
    """The rows below a header that say anything, by column, each with where it stands (名录.csv 第7行)."""
    for number, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            shown = (_bare(cell.strip()) for cell in cells)
            yield dict.fromkeys(COLUMNS, "") | dict(zip(header, shown, strict=False)), f"{name} 第{number}行"


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell


def entry_of(values: Mapping[str, str], where: str) -> LocalEntry:
    """The entry that a row says, `values` by COLUMNS. Raises LocalFileError: `where`, which column, what may be written."""
    if not values["名称"]:
        raise LocalFileError(f"{where}“名称”列：不能为空")
    if values["类型"] not in KINDS:
        raise LocalFileError(f"{where}“类型”列：“{values['类型']}”不在允许的取值中；可填：{'、'.join(KINDS)}")
    if not _CODE.fullmatch(values["代码"]):
        raise LocalFileError(f"{where}“代码”列：“{values['代码']}”应为6位、9位或12位数字，或留空")
    if values["类型"] != "区划" and not values["上级"]:
        raise LocalFileError(f"{where}“上级”列：不能为空；可填区划代码、区划名称或单位名称")
    return LocalEntry(
        values["名称"],
        values["类型"],
        values["代码"],
        values["上级"],
        several(values["别名"]),
        several(values["成员"]),
        _day(values["启用日期"], where, "启用日期"),
        _day(values["停用日期"], where, "停用日期"),
        values["继任"],
    )


def _day(cell: str, where: str, column: str) -> date | None:
    if not cell:
        return None
    match = _DAY.fullmatch(cell)
    try:
        if match:
            return date(*(int(part) for part in match.groups()))
    except ValueError:
        pass
    raise LocalFileError(f"{where}“{column}”列：“{cell}”不是日期；可填如 2021-07-01、2021/7/1 或 2021年7月1日，或留空")
