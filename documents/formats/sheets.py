"""The sheets of a workbook, of whatever version, → text in which each line knows its sheet and row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.formats.grid import Cell, lines_of
from documents.formats.rendering import Rendering
from documents.text.decode import Decoded

# A sheet with more cells than this holds no plan: somebody coloured a million empty rows, or means harm.
MOST_CELLS = 2_000_000
# What a program calls a sheet that nobody named.
UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*|sheet\d+ ?\(\d+\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, and its cells counted from 0; a hidden one is not read."""

    name: str
    cells: tuple[Cell, ...]
    hidden: bool = False


def rendered(sheets: Sequence[Sheet], format_name: str) -> Decoded:
    """The text of the sheets, in order. A sheet without a title of its own has its name above it, as its tab shows it."""
    rendering = Rendering()
    for sheet in sheets:
        if sheet.hidden:
            rendering.notices.append(f"工作表“{sheet.name}”是隐藏的，没有读取；其中有任务的，请取消隐藏后再试。")
            continue
        lines = list(lines_of(sheet.cells))
        named = f"工作表“{sheet.name}”"
        if lines and "\t" in lines[0][1] and not UNNAMED.fullmatch(sheet.name.strip()):
            rendering.add(sheet.name.strip(), named)
        for row, line in lines:
            rendering.add(line, f"{named}第{row + 1}行")
    return rendering.decoded(format_name)
