"""Plain text and tables of separated values → the text that is read; a form feed ends a page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from documents.errors import DamagedSource
from documents.formats.grid import Cell, lines_of
from documents.model import Place
from documents.text.decode import Decoded, decode


def read(name: str, content: bytes) -> Decoded:
    """A text as it is. Programs that make text of a PDF part its pages by form feeds: these are then its places."""
    decoded = decode(name, content)
    return replace(decoded, places=tuple(_pages(decoded.text)))


def _pages(text: str) -> Iterator[Place]:
    starts = [m.end() for m in re.finditer("\f", text) if text[m.end() : m.end() + 1]]
    if starts:
        yield from (Place(start, f"第{page}页") for page, start in enumerate([0, *starts], 1))


def read_values(name: str, content: bytes) -> Decoded:
    """A table of separated values (.csv, RFC 4180; .tsv): a row a line, with the line of the file as its place."""
    decoded = decode(name, content)
    cells: list[Cell] = []
    numbers: list[int] = []
    begins = 1
    separator = "\t" if decoded.text.partition("\n")[0].count("\t") else ","
    rows = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=separator)
    try:
        for row, values in enumerate(rows):
            cells += [Cell(row, column, value) for column, value in enumerate(values)]
            numbers.append(begins)
            begins = rows.line_num + 1
    except csv.Error as error:
        raise DamagedSource(name, "表格文字文件") from error
    lines, places, at = [], [], 0
    for row, line in lines_of(cells):
        lines.append(line)
        places.append(Place(at, f"第{numbers[row]}行"))
        at += len(line) + 1
    return Decoded("\n".join(lines), decoded.encoding, tuple(places))
