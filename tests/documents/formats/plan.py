"""One plan in every format: the layout 80-every-format, written by the programs that officials would use."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LAYOUT = Path(__file__).parents[1] / "layouts" / "80-every-format.txt"
TEXT = LAYOUT.read_text("utf8")
LINES = TEXT.rstrip("\n").split("\n")
GOLD = [json.loads(line) for line in LAYOUT.with_suffix(".jsonl").read_text("utf8").splitlines()]
NUMBER = re.compile(r"(?P<cn>[一二三]、)|(?P<paren>（[一二]）)|(?P<arabic>\d\.)")
LEVELS = ("cn", "paren", "arabic")
SAME = (1, 2)  # rows of the table, by their number, whose units are one merged cell: 市民政局、市商务局

NUMBERING = """
<w:numbering {ns}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>
<w:suff w:val="nothing"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def rows() -> list[list[str]]:
    """The rows of the plan's table, the heading first; a section row has one cell."""
    start = LINES.index("序号\t项目名称\t建设内容\t责任单位\t完成时限")
    return [line.split("\t") for line in LINES[start:]]


def body() -> list[str]:
    """The lines above the table."""
    return LINES[: len(LINES) - len(rows())]


def as_word() -> bytes:
    """A Word file whose numbers are automatic and whose table has merged cells."""
    document = docx.Document()
    number_by(document, NUMBERING)
    for line in body():
        numbered = NUMBER.match(line)
        paragraph = document.add_paragraph(line[numbered.end() :] if numbered else line)
        if numbered:
            level = LEVELS.index(numbered.lastgroup or "")
            numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(numbering))
    fill(document.add_table(rows=0, cols=5))
    return saved(document)


def number_by(document: Any, numbering: str) -> None:
    """Give a document these definitions of numberings and no others."""
    element = document.part.numbering_part.element
    for child in list(element):
        element.remove(child)
    for child in parse_xml(numbering.format(ns=nsdecls("w"))):
        element.append(child)


def fill(table: Any) -> None:
    """Write the plan's rows into a table of Word."""
    for texts in rows():
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
        if len(texts) == 1:
            cells[0].merge(cells[-1])
    same = [row for row in table.rows if row.cells[3].text == "市民政局、市商务局"]
    same[1].cells[3].text = ""
    same[0].cells[3].merge(same[1].cells[3])


def saved(document: Any) -> bytes:
    """The bytes of a document or workbook."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_markdown() -> str:
    """The plan in Markdown: headings by #, the table by bars."""
    title = LINES[2]
    lines = [
        f"# {line}" if line == title else f"## {line}" if re.match("[一二三]、", line) else line for line in body()
    ]
    table = [f"| {' | '.join([*texts, *[''] * (5 - len(texts))])} |" for texts in rows()]
    return "\n\n".join(lines) + "\n\n" + "\n".join([table[0], "| --- | --- | --- | --- | --- |", *table[1:]]) + "\n"


def _markup() -> Iterator[str]:
    for line in body():
        heading = line in (LINES[0], LINES[2], LINES[7], "云岭市社区养老服务重点项目清单")
        aligned = "right" if line in (LINES[5], LINES[6]) else "left"
        yield f"<h1>{html.escape(line)}</h1>" if heading else f"<p class={aligned}>{html.escape(line)}</p>"
    yield "<table><thead>"
    merged = False
    for texts in rows():
        cells = [html.escape(text) for text in texts]
        if len(cells) == 1:
            yield f"<tr><td colspan=5>{cells[0]}</td></tr>"
            continue
        same = cells[3] == "市民政局、市商务局"
        units = "" if same and merged else f"<td rowspan={2 if same else 1}>{cells[3]}</td>"
        merged |= same
        yield f"<tr><td>{cells[0]}</td><td>{cells[1]}</td><td>{cells[2]}</td>{units}<td>{cells[4]}</td></tr>"
        yield "</thead><tbody>" if cells[0] == "序号" else ""
    yield "</tbody></table>"


STYLE = """<style>@page { size: A4; margin: 3.7cm 2.6cm 3.5cm 2.8cm }
body { font: 16pt/28pt 'Noto Serif CJK SC', 'Noto Sans CJK SC', serif; text-align: justify }
p { margin: 0; text-indent: 2em } h1 { font-size: 22pt; line-height: 32pt; text-align: center; letter-spacing: 2px }
.right { text-align: right } table { border-collapse: collapse; font-size: 11pt; line-height: 16pt; width: 100% }
td { border: 1px solid black; padding: 3px } td:first-child { width: 3em }</style>"""


def as_html(charset: str = "utf-8") -> str:
    """The plan as a web page."""
    head = f"<!DOCTYPE html><html><head><meta charset={charset}><title>公文</title>{STYLE}</head>"
    return f"{head}<body>{''.join(_markup())}</body></html>"


def as_workbook() -> bytes:
    """The plan's table in Excel: its title merged over the columns, sections and units merged, days as days."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "项目清单"
    sheet["A1"] = "云岭市社区养老服务重点项目清单"
    sheet.merge_cells("A1:E1")
    for texts in rows():
        sheet.append([int(text) if text.isdigit() else text for text in texts])
        if len(texts) == 1:
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5)
    first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 4).value == "市民政局、市商务局")
    sheet.cell(first + 1, 4).value = None
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=4, end_column=4)
    return saved(workbook)
