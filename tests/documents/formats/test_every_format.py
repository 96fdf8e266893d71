"""One plan, written by the programs that officials use, is read alike from every format and encoding."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest

from documents.jsonl import record_of
from documents.read import read_source
from tests.documents.formats import plan
from tests.documents.formats.conftest import Print

KEYS = ("doc", "ch", "no", "title", "dl", "lead", "resp", "coop", "other", "groups", "open")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
ISSUED = date(2024, 3, 18)


def words(value):
    """A value by its words alone, as the scorer compares: width folded, blanks and punctuation dropped."""
    if isinstance(value, list):
        return [words(v) for v in value]
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value


def measures(name: str, content: bytes, issued: date | None = None) -> list[dict[str, object]]:
    reading = read_source(name, content, issued)
    numbers = {d.key: d.number for d in reading.documents}
    records = [record_of(m, numbers[m.document], "") for m in reading.measures]
    return [{key: words(record[key]) for key in KEYS} for record in records]


GOLD = [{key: words(record[key]) for key in KEYS} for record in plan.GOLD]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text(encoding: str):
    assert measures("plan.txt", plan.TEXT.encode(encoding)) == GOLD


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_markdown(encoding: str):
    assert measures("plan.md", plan.as_markdown().encode(encoding)) == GOLD


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_web_page(encoding: str):
    assert measures("plan.html", plan.as_html(encoding).encode(encoding)) == GOLD


def test_a_word_file():
    assert measures("plan.docx", plan.as_word()) == GOLD


FOOT = "<div style='font-size:9pt;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"


@pytest.mark.browser
@pytest.mark.parametrize(
    "edges", [{}, {"header_template": "<i></i>", "footer_template": FOOT}], ids=["title and address", "page numbers"]
)
@pytest.mark.parametrize("size", [16, 6], ids=["several pages", "one page"])
def test_a_printed_page(printed: Print, edges: dict[str, str], size: int):
    """With what a browser prints above and below each page: by itself its title, the date, the page's address."""
    page = plan.as_html().replace("16pt/28pt", f"{size}pt/{2 * size}pt").replace("22pt", "12pt")
    content = printed(page if size < 16 else plan.as_html(), display_header_footer=True, **edges)
    assert measures("plan.pdf", content) == GOLD


def test_the_table_in_excel():
    table = [record for record in GOLD if "类" in str(record["ch"])]
    assert measures("plan.xlsx", plan.as_workbook(), ISSUED) == [record | {"doc": ""} for record in table]


def test_the_table_as_separated_values():
    lines = (",".join(f'"{text}"' for text in texts) for texts in plan.rows())
    table = [record for record in GOLD if "类" in str(record["ch"])]
    assert measures("plan.csv", "\r\n".join(lines).encode("gb18030"), ISSUED) == [r | {"doc": ""} for r in table]


@pytest.mark.browser
def test_all_that_is_seen_is_read(printed: Print):
    """Each character of the source stands in the decoded text, in the same order, in every format."""
    shown = "".join("".join(plan.LINES).split())
    contents = {
        "plan.docx": plan.as_word(), "plan.html": plan.as_html().encode(), "plan.pdf": printed(plan.as_html()),
        "plan.md": plan.as_markdown().encode(),
    }  # fmt: skip
    for name, content in contents.items():
        text = re.sub(r"[#|\s-]", "", read_source(name, content).text)
        # The unit of two rows is one merged cell, read with both.
        assert text == shown.replace("-", ""), name
