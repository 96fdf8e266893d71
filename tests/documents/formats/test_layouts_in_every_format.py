"""The layouts, which are plain text, put into Word, a web page and a PDF: they are read there as they are read here."""

from __future__ import annotations

import html
import re
from itertools import groupby
from pathlib import Path

import docx
import pytest

from tests.documents.formats.conftest import Print
from tests.documents.formats.plan import STYLE, saved
from tests.documents.formats.test_every_format import measures

LAYOUTS = sorted(Path(__file__).parents[1].joinpath("layouts").glob("*.txt"))
# What only a text can hold: columns and frames that are drawn with characters.
DRAWN = re.compile(r"\S {3,}\S|[─-╿]|^\s*\+[-=]")


def blocks(text: str) -> list[tuple[bool, list[str]]]:
    """Runs of rows and runs of other lines, without empty ones."""
    shown = [line for line in text.split("\n") if line.strip()]
    return [(tabbed, list(lines)) for tabbed, lines in groupby(shown, lambda line: "\t" in line)]


def holds_elsewhere(text: str) -> bool:
    """Whether a text says the same in another format: no row of it is broken over lines or has lost cells."""
    widths = [{line.count("\t") for line in lines} for tabbed, lines in blocks(text) if tabbed]
    return not DRAWN.search(text) and all(len(one) == 1 for one in widths)


TEXTS = {path.stem: text for path in LAYOUTS if holds_elsewhere(text := path.read_text("utf8"))}


def as_page(text: str) -> str:
    found = []
    for tabbed, lines in blocks(text):
        if tabbed:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t")) for line in lines)
            found.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".replace("\v", "<br>"))
        else:
            found += [f"<p>{html.escape(line.strip())}</p>" for line in lines]
    return f"<meta charset=utf-8>{STYLE}{''.join(found)}"


def as_word(text: str) -> bytes:
    document = docx.Document()
    for tabbed, lines in blocks(text):
        if not tabbed:
            for line in lines:
                document.add_paragraph(line.strip())
            continue
        table = document.add_table(rows=0, cols=lines[0].count("\t") + 1)
        for line in lines:
            for cell, words in zip(table.add_row().cells, line.split("\t"), strict=True):
                cell.text = words.replace("\v", "\n")
    return saved(document)


def test_most_layouts_are_held_to_it():
    assert len(TEXTS) > 0.8 * len(LAYOUTS)


@pytest.mark.parametrize("name", TEXTS)
def test_in_word(name: str):
    assert measures("plan.docx", as_word(TEXTS[name])) == measures("plan.txt", TEXTS[name].encode())


@pytest.mark.parametrize("name", TEXTS)
def test_in_a_web_page(name: str):
    assert measures("plan.html", as_page(TEXTS[name]).encode()) == measures("plan.txt", TEXTS[name].encode())


@pytest.mark.browser
@pytest.mark.parametrize("name", TEXTS)
def test_printed(name: str, printed: Print):
    assert measures("plan.pdf", printed(as_page(TEXTS[name]))) == measures("plan.txt", TEXTS[name].encode())
