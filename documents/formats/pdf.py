"""PDF files with a text layer (ISO 32000) → text: page by page, paragraphs joined, ruled tables as rows."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from documents.errors import DamagedSource, EmptySource, EncryptedSource, GarbledText, NoTextLayer, OversizedSource
from documents.formats.pdf_characters import characters, count_pages
from documents.formats.pdf_columns import Column, columns_of
from documents.formats.pdf_edges import Page
from documents.formats.pdf_flow import items_of
from documents.formats.pdf_lines import Line, once
from documents.formats.pdf_rules import Rules
from documents.formats.pdf_tables import Table, tables_of
from documents.formats.rendering import Rendering
from documents.text.decode import Decoded

WHAT = "PDF 文件"
MOST_PAGES = 3000
# A page that is a picture over so much of it, with no more characters than a stamp or a page number has, was scanned.
SCANNED_SHARE, SCANNED_CHARACTERS = 0.5, 30
# Printers turn characters into outlines: so many curves on a page without text are its characters.
OUTLINES = 50
# What stands for a character whose font does not say which it is.
UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
MOST_UNKNOWN = 0.2
logger = logging.getLogger(__name__)
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each font that lacks a measure


# What of a page was not read, and what its steward is told.
FLAWS = {
    "scanned": "没有文字层，可能是扫描页，内容没有读取。请用文字识别（OCR）软件转换后再试。",
    "garbled": "的字体没有编码信息，读不出文字。请向发文单位索取电子版。",
    "broken": "已损坏，内容没有读取。请重新下载或另存一次再试。",
    "rough": "的表格线没有读出，表格按普通文字读取，请对照原件。",
}


def read(name: str, content: bytes) -> Decoded:
    """The text of a PDF. Spaces between the characters of a word are dropped; each page is a place (第N页).

    Pages without text are named in the notices. Raises EncryptedSource, DamagedSource, OversizedSource; EmptySource or
    NoTextLayer where no page has text, GarbledText where no font says which characters it shows.
    """
    pages = list(_pages(name, content))
    rendering = Rendering()
    for item in items_of(pages):
        turns = [(offset, f"第{page}页") for page, offset in item.turned()]
        for line in item.text():
            rendering.add(line, f"第{item.page}页", turns, running=item.running)
    flaws = {flaw: [page.number for page in pages if page.flaw == flaw] for flaw in FLAWS}
    if rendering.empty:
        _refuse(name, len(pages), flaws)
    rendering.notices += [f"{_listed(flaws[flaw])}{told}" for flaw, told in FLAWS.items() if flaws[flaw]]
    return rendering.decoded("pdf")


def _refuse(name: str, count: int, flaws: dict[str, list[int]]) -> NoReturn:
    if flaws["garbled"]:
        raise GarbledText(name)
    if flaws["scanned"]:
        raise NoTextLayer(name, f"全文 {count} 页都没有文字层")
    raise DamagedSource(name, WHAT) if flaws["broken"] or not count else EmptySource(name)


def _pages(name: str, content: bytes) -> Iterator[Page]:
    try:
        with warnings.catch_warnings(), pdfplumber.open(io.BytesIO(content)) as pdf:
            warnings.simplefilter("ignore")
            count = len(pdf.pages)
            for page in pdf.pages if count <= MOST_PAGES else ():
                yield _page(page, content)
                page.close()
    except Exception as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):  # pdfplumber wraps what pdfminer raises
            raise EncryptedSource(name) from error
        logger.debug("%s", name, exc_info=True)
        count = count_pages(content)
        yield from (_rough(content, number) for number in range(1, min(count, MOST_PAGES) + 1))
        if not count:
            raise DamagedSource(name, WHAT) from error
    if count > MOST_PAGES:
        raise OversizedSource(name, f"PDF 有 {count} 页，超过 {MOST_PAGES} 页的上限")


def _page(page: Any, content: bytes) -> Page:
    """What a page shows. pdfminer raises whatever a broken object leads to: then PDFium's characters alone are taken."""
    try:
        chars = page.chars
        if 2 * sum(_upended(char) for char in chars) > len(chars):
            page = _turned(page, sum(char["matrix"][1] > 0 for char in chars if _upended(char)) * 2 > len(chars))
            chars = page.chars
        chars = list(once(chars if _known(chars) else characters(content, page.page_number)))
        drawn = page.width * page.height * SCANNED_SHARE
        pictured = sum((i["x1"] - i["x0"]) * (i["bottom"] - i["top"]) for i in page.images) > drawn
        if _few(chars) and (pictured or len(page.curves) > OUTLINES):
            return Page(page.page_number, flaw="scanned")
        if not _known(chars):
            return Page(page.page_number, flaw="garbled")
        upright = [char for char in chars if not _aslant(char)]
        rules = Rules(page.edges)
        tables, rest = ([], upright) if rules.drawing else tables_of(page, upright, rules)
        columns = tuple(_columns(page.height, tables, rest, chars))
        return Page(page.page_number, page.width, page.height, columns, "rough" if rules.drawing else "")
    except Exception:
        logger.debug("page %s", page.page_number, exc_info=True)
        return _rough(content, page.page_number)


def _rough(content: bytes, number: int) -> Page:
    chars = list(once(characters(content, number)))
    flaw = "broken" if not chars else "rough" if _known(chars) else "garbled"
    return Page(number, 0.0, 0.0, tuple(_columns(0, [], chars, chars)), flaw)


def _few(chars: Sequence[Any]) -> bool:
    return sum(bool(char["text"].strip()) for char in chars) <= SCANNED_CHARACTERS


def _known(chars: Sequence[Any]) -> bool:
    """Whether most characters say which they are."""
    return sum(bool(UNKNOWN.search(char["text"])) for char in chars) <= MOST_UNKNOWN * len(chars)


def _columns(height: float, tables: Sequence[Table], chars: Sequence[Any], every: Sequence[Any]) -> Iterator[Column]:
    """The columns of a page, tables as lines of their own; text that stands aslant (a watermark) comes last."""
    yield from columns_of(chars, [_as_line(table) for table in tables])
    if aslant := "".join(char["text"] for char in every if _aslant(char)):
        yield Column((Line(0, 0, height, height, 1, aslant),), full=True)


def _aslant(char: Any) -> bool:
    """Whether a character's line rises or falls by more than a twentieth (ISO 32000-1, 8.3.3: the matrix's a and b)."""
    along, up = char["matrix"][:2]
    return bool(abs(up) > 0.05 * abs(along))


def _upended(char: Any) -> bool:
    """Whether a character's line runs up or down the page."""
    along, up = char["matrix"][:2]
    return bool(abs(along) < 0.05 * abs(up))


def _turned(page: Any, rising: bool) -> Any:
    """The page as a reader turns it, to whom its lines rise or fall: a wide table on an upright page."""
    turn = (page.page_obj.rotate + (90 if rising else 270)) % 360
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = turn
    return type(page)(page.pdf, page.page_obj, page.page_number)


def _as_line(table: Table) -> Line:
    x0, top, x1, bottom = table.box
    return Line(x0, x1, top, bottom, 1.0, "", (table,))


def _listed(numbers: Iterable[int]) -> str:
    """第3、5—7页."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"第{shown}页"
