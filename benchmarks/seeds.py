"""A plan in plain text → the same plan in the other formats that are read, for fuzzing to alter."""

from __future__ import annotations

import html
import io
import shutil
from collections.abc import Iterator

import docx
import openpyxl

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def formats_of(text: str) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files that hold a text; PDF only where Chromium is there to print it."""
    lines = text.replace("\v", " ").splitlines()
    yield "来源.docx", as_word(lines)
    yield "来源.xlsx", as_workbook(lines)
    yield "来源.html", as_page(lines).encode()
    yield "来源.mht", as_archive(lines)
    yield "来源.csv", "\n".join(line.replace("\t", ",") for line in lines).encode()
    if browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        yield "来源.pdf", as_print(lines, browser)


def as_word(lines: list[str]) -> bytes:
    """Paragraphs, and tables of the lines that have tabs."""
    document = docx.Document()
    for run in _runs(lines):
        if "\t" not in run[0]:
            for line in run:
                document.add_paragraph(line)
            continue
        rows = [line.split("\t") for line in run]
        table = document.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words
    return _saved(document)


def as_workbook(lines: list[str]) -> bytes:
    """A sheet with a row for each line."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for line in lines:
        sheet.append([f"'{cell}" if cell.startswith("=") else cell for cell in line.split("\t")])
    return _saved(workbook)


def as_page(lines: list[str]) -> str:
    """A page of paragraphs and tables."""
    parts = []
    for run in _runs(lines):
        if "\t" in run[0]:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t")) for line in run)
            parts.append(f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            parts += [f"<p>{html.escape(line)}</p>" for line in run]
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>方案</title></head><body>{''.join(parts)}</body></html>"
    )


def as_archive(lines: list[str]) -> bytes:
    """The page as browsers save it in one file (RFC 2557)."""
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
    part = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return f"{head}{part}{as_page(lines)}\n--b--\n".encode()


def as_print(lines: list[str], browser: str) -> bytes:
    """The page as a browser prints it."""
    from playwright import sync_api as playwright  # late: only PDF needs it

    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        page.set_content(as_page(lines))
        content = page.pdf(display_header_footer=True)
        chromium.close()
        return content


def _runs(lines: list[str]) -> Iterator[list[str]]:
    """Neighbours that are alike: rows, or lines of text."""
    run: list[str] = []
    for line in lines:
        if run and ("\t" in line) != ("\t" in run[0]):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _saved(document: object) -> bytes:
    content = io.BytesIO()
    document.save(content)  # type: ignore[attr-defined]
    return content.getvalue()
