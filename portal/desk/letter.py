"""The Word letter 问题清单: what was confirmed as wrong in a document, told to the body that issued it.

Set as an official letter is (GB/T 9704-2012, 党政机关公文格式: A4, title in 小标宋二号, text in 仿宋三号, lines of 28 points).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from portal.desk.lettering import BLACK, FANGSONG, HEI, SONG, XIAOBIAOSONG, name_substitutes, set_font

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject
    from docx.section import Section
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

# GB/T 9704-2012, 5.2 and 5.3: margins of the page, sizes by name (二号 22, 三号 16, 四号 14, 小四 12, 五号 10.5 points).
MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
TITLE, TEXT, FOOT, CELL = 22, 16, 14, 10.5
LINE = 28
COLUMNS: tuple[tuple[str, int], ...] = (("序号", 14), ("位置", 30), ("原文", 41), ("问题", 40), ("建议更正", 31))
"""The columns of the table with their widths in millimetres: 156 together, the width of the type area."""
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What XML may not hold (XML 1.0, 2.2), and marks that nobody sees or that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of the table: where it stands, the words as printed, what is wrong with them, and what to write instead."""

    place: str
    words: str
    problem: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about one document. `signer` and `day` are whose it is and of which day; "" and None leave room for both."""

    document_title: str
    document_number: str
    issuer: str
    issued: date | None
    problems: tuple[Problem, ...]
    signer: str = ""
    day: date | None = None


def letter_of(letter: Letter) -> bytes:
    """The letter as a Word file (.docx). Raises nothing whatever the words hold: what no file may hold is left out."""
    document = Document()
    _page(document.sections[0])
    _styles(document)
    _title(document, "关于《" + _clean(letter.document_title or "题名不详") + "》有关问题的函")
    _paragraph(document, (_clean(letter.issuer) or "有关单位") + "：")
    for text in _opening(letter):
        _paragraph(document, text, indent=True)
    _heading(document, "问题清单")
    _table(document, letter.problems)
    _paragraph(document, "").paragraph_format.keep_with_next = True
    _signature(document, letter)
    _page_numbers(document.sections[0])
    name_substitutes(document)
    document.core_properties.title = _clean(f"问题清单：{letter.document_number or letter.document_title}")[:255]
    document.core_properties.author = _clean(letter.signer)[:255]
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _opening(letter: Letter) -> Sequence[str]:
    number = f"（{_clean(letter.document_number)}" if letter.document_number else "（文号不详"
    day = f"，{_day(letter.issued)}" if letter.issued else ""
    told = (
        f"我们在梳理《{_clean(letter.document_title or '题名不详')}》{number}{day}）的任务、时限和责任单位时，"
        f"发现{len(letter.problems)}处问题，经核对原文确认，列入下表。"
    )
    return (
        told,
        "请对照原文核实：属于差错的，请予更正并告知更正后的文字；另有安排或依据的，请予说明，以便准确登记、按期督办。",
    )


def _clean(text: str) -> str:
    """`text` on one line, without what no Word file may hold."""
    return UNPRINTABLE.sub("", " ".join(text.replace("\v", "").split()))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    section.footer_distance = Mm(MARGINS["bottom"] - 7)


def _styles(document: DocumentObject) -> None:
    normal = document.styles["Normal"]
    set_font(normal, FANGSONG, TEXT)
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)


def _title(document: DocumentObject, text: str) -> None:
    paragraph = document.add_paragraph(style="Title")
    border = paragraph.style.element.find(f".//{qn('w:pBdr')}")  # type: ignore[union-attr]
    if border is not None:
        border.getparent().remove(border)
    set_font(paragraph.add_run(text), XIAOBIAOSONG, TITLE, BLACK)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(35)
    spacing.space_after = Pt(LINE)


def _paragraph(document: DocumentObject, text: str, *, indent: bool = False) -> Paragraph:
    paragraph = document.add_paragraph(text)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT)
    return paragraph


def _heading(document: DocumentObject, text: str) -> None:
    paragraph = document.add_paragraph(style="Heading 1")
    set_font(paragraph.add_run(text), HEI, TEXT, BLACK)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(LINE / 4)
    paragraph.paragraph_format.keep_with_next = True


def _table(document: DocumentObject, problems: Sequence[Problem]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _row(table.rows[0], [name for name, _ in COLUMNS], heading=True)
    for number, problem in enumerate(problems, 1):
        cells = (str(number), problem.place, problem.words, problem.problem, problem.suggestion)
        _row(table.add_row(), [_clean(cell) for cell in cells])
    _widths(table)
    for cell in table.rows[-1].cells:
        # A signature does not stand on a page of its own (GB/T 9704-2012, 7.3.5.5).
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _row(row: _Row, texts: Sequence[str], *, heading: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for either (ECMA-376, 17.4.6, 17.4.49)
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        _cell(cell, text, heading=heading, centred=heading or position == 0)


def _cell(cell: _Cell, text: str, *, heading: bool, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    set_font(paragraph.add_run(text), HEI if heading else FANGSONG, CELL)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(16)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _widths(table: Table) -> None:
    """Widths are said of columns and of cells: Word goes by the cells, LibreOffice by the columns."""
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _signature(document: DocumentObject, letter: Letter) -> None:
    """Who writes and when, to the right, four characters from the edge (GB/T 9704-2012, 7.3.5.3)."""
    for text in (_clean(letter.signer) or "（单位名称）", _day(letter.day) if letter.day else "　　　　年　　月　　日"):
        paragraph = _paragraph(document, text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(4 * TEXT)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = True


def _page_numbers(section: Section) -> None:
    """— 1 — at the foot, in the middle: the letter has one side."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run("— "), SONG, FOOT)
    number = paragraph.add_run()
    set_font(number, SONG, FOOT)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no name for a field (ECMA-376, 17.16.19)
    field.append(number._r)  # noqa: SLF001
    number.text = "1"
    set_font(paragraph.add_run(" —"), SONG, FOOT)
