"""The characters of a PDF's page as PDFium has them: it knows fonts, and mends files, that pdfminer gives up on."""

from __future__ import annotations

from typing import Any

import pypdfium2


def count_pages(content: bytes) -> int:
    """How many pages a PDF has; 0 where PDFium cannot open it either."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def characters(content: bytes, number: int) -> list[dict[str, Any]]:
    """The characters of a page, from 1, in the form of pdfplumber's: box in points from the top left, size, text, matrix."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            page = document[number - 1]
            height = page.get_height()
            text = page.get_textpage()
            return [_character(text, i, height) for i in range(text.count_chars())]
    except (pypdfium2.PdfiumError, IndexError):
        return []


def _character(text: Any, index: int, height: float) -> dict[str, Any]:
    left, bottom, right, top = text.get_charbox(index, loose=True)
    return {
        "text": text.get_text_range(index, 1), "x0": left, "x1": right, "top": height - top, "bottom": height - bottom,
        "size": top - bottom, "matrix": (1, 0, 0, 1, left, bottom),
    }  # fmt: skip
