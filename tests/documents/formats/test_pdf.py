"""PDFs as Chromium prints them: paragraphs over lines and columns, tables over pages, pages that show no text."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image

from documents.errors import DamagedSource, EmptySource, NoTextLayer
from documents.formats import pdf
from documents.formats.pdf_columns import columns_of
from documents.formats.pdf_lines import once
from documents.formats.pdf_paragraphs import joined, margins_of, paragraphs_of
from documents.text.characters import unified
from tests.documents.formats.conftest import Print

pytestmark = pytest.mark.browser

STYLE = """@page { size: A4; margin: 2.5cm 2.6cm } body { font: 16pt/28pt 'Noto Serif CJK SC', serif; text-align: justify }
p { margin: 0; text-indent: 2em } h1 { text-align: center; font-size: 20pt } .flush p { text-indent: 0; margin: 12pt 0 }
table { border-collapse: collapse; width: 100%; font-size: 11pt; line-height: 16pt } td { border: 1px solid; padding: 4px }"""
TASK = "推进社区养老服务设施建设，按照统一规划、分级负责的原则，明确各级各部门的职责分工，确保按时完成各项任务。"


@pytest.fixture
def lines(printed: Print) -> Callable[[str], list[str]]:
    """The lines that are read of a page's body once it is printed; a line end in a cell is shown as /."""

    def read(body: str, style: str = "") -> list[str]:
        content = printed(f"<meta charset=utf-8><style>{STYLE}{style}</style>{body}")
        return unified(pdf.read("plan.pdf", content).text).replace("\v", "").split("\n")

    return read


def test_a_paragraph_is_one_line(lines):
    """By its indent, whatever it ends in and whatever number a line in it begins with."""
    body = [f"{i}.{TASK * i}" for i in range(1, 5)] + ["短句。", "责任单位：市民政局"]
    assert lines("".join(f"<p>{text}</p>" for text in body)) == body


def test_paragraphs_without_indent_are_told_by_the_space_between(lines):
    body = [TASK * 2, TASK * 2, "短句。", TASK * 2]
    assert lines("<div class=flush>" + "".join(f"<p>{text}</p>" for text in body) + "</div>") == body


def test_a_numbered_list_hangs(lines):
    items = [TASK * 2, TASK, TASK * 2]
    assert lines("<ol>" + "".join(f"<li>{text}</li>" for text in items) + "</ol>") == [
        f"{i}.{text}" for i, text in enumerate(items, 1)
    ]


def test_wide_spacing_parts_no_word_and_latin_words_keep_their_blanks(lines):
    body = "<h1 style='letter-spacing:1em'>通知</h1><p>建设5G network和Wi-Fi 6设施。</p><p>签 发 人：张三</p>"
    assert lines(body) == ["通知", "建设5G network和Wi-Fi 6设施。", "签发人：张三"]


def test_columns_are_read_one_after_the_other(lines):
    items = [f"{i}.{TASK}{i}月底前完成。" for i in range(1, 13)]
    body = f"<h1>公报</h1><div style='columns:2;font-size:11pt;line-height:17pt'>{''.join(f'<p>{x}</p>' for x in items)}</div>"
    assert lines(body) == ["公报", *items]


def test_a_paragraph_goes_on_over_the_end_of_a_page(printed: Print):
    """The head and the foot of the pages stand behind it, and each page begins where its first character stands."""
    text = "".join(f"第{i}句。{TASK}" for i in range(40))
    edge = "<div style='font-size:9pt;width:100%;text-align:center'>{}</div>"
    page = f"<meta charset=utf-8><style>{STYLE}</style><p>{text}</p><p>二、完</p>"
    head, foot = edge.format("云岭市人民政府公报"), edge.format("— <span class=pageNumber></span> —")
    content = printed(page, display_header_footer=True, header_template=head, footer_template=foot)
    decoded = pdf.read("plan.pdf", content)
    count = len(pypdfium2.PdfDocument(content))
    assert count > 2
    expected = ["云岭市人民政府公报", text]
    for i in range(1, count):
        expected += [f"—{i}—", "云岭市人民政府公报"]
    assert unified(decoded.text).split("\n") == [*expected, "二、完", f"—{count}—"]
    first = {place.label: place.start for place in reversed(decoded.places)}
    assert [unified(decoded.text)[first[f"第{i}页"] - 1] for i in range(2, count + 1)] != ["\n"] * (count - 1)
    assert list(first) == [f"第{i}页" for i in range(count, 0, -1)]


def test_two_parts_of_a_line_are_no_columns(lines):
    head = "<p style='display:flex;justify-content:space-between'><span>示政发〔2024〕3号</span><span>签发人：张三</span></p>"
    assert lines(head + f"<p>{TASK}</p>") == ["示政发〔2024〕3号  签发人：张三", TASK]


def test_a_watermark_stands_apart(lines):
    mark = "<div style='position:fixed;top:20%;left:20%;transform:rotate(-40deg);font-size:60pt'>内部资料</div>"
    assert lines(mark + f"<p>{TASK * 3}</p>") == [TASK * 3, "内部资料"]


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


HEAD = "<thead>" + row("序号", "任务内容", "责任单位", "完成时限") + "</thead>"
HEADING = "序号\t任务内容\t责任单位\t完成时限"


def test_a_table_with_merged_cells(lines):
    body = (
        "<table><tr><td colspan=4>一、数据类</td></tr>"
        "<tr><td>1</td><td>甲</td><td rowspan=2>市民政局<br>市财政局</td><td>6月</td></tr>"
        "<tr><td>2</td><td>乙</td><td>7月</td></tr></table>"
    )
    table = body.replace("<table>", f"<table>{HEAD}")
    assert lines(f"<h1>清单</h1>{table}<p>注：完</p>") == [
        "清单", HEADING, "一、数据类\t\t\t", "1\t甲\t市民政局市财政局\t6月", "2\t乙\t市民政局市财政局\t7月", "注：完",
    ]  # fmt: skip


def test_a_table_without_rules_at_its_sides(lines):
    """With a rule above and below the page's text, as running heads have, that is none of its own."""
    style = "td:first-child { border-left: none } td:last-child { border-right: none }"
    table = f"<table>{HEAD}{row('1', '甲', '市民政局', '6月')}{row('2', '乙', '市财政局', '7月')}</table>"
    body = f"<div style='border-bottom:1px solid'>云岭公报</div><p>{TASK}</p>{table}<p>{TASK}</p><hr>"
    expected = ["云岭公报", TASK, HEADING, "1\t甲\t市民政局\t6月", "2\t乙\t市财政局\t7月", TASK]
    assert lines(body, style) == expected


def test_a_text_between_rules_is_no_table(lines):
    body = f"<div style='border-top:1px solid;border-bottom:1px solid'><p>{TASK}</p></div><p>{TASK}</p>"
    assert lines(body + f"<div style='border:1px solid'><p>{TASK * 2}</p></div>") == [TASK, TASK, TASK * 2]


def test_letters_printed_twice_are_read_once(lines):
    """Programs without a bold font print a word over itself, a hair aside."""
    twice = "".join(f"<span style='position:absolute;left:{x}px;top:0'>重点任务</span>" for x in (0, 0.4))
    assert lines(f"<div style='position:relative;height:40px'>{twice}</div>") == ["重点任务"]


def test_a_table_over_pages(lines):
    """Rows that a page's end broke in two are one, the heading that each page repeats stays."""
    rows = [(str(i), TASK * 4, "市民政局", f"{i}月底前") for i in range(1, 11)]
    table = f"<table>{HEAD}{''.join(row(*cells) for cells in rows)}</table>"
    found = lines(table, "td:nth-child(2) { width: 50% } td { break-inside: auto }")
    assert found.count(HEADING) > 1
    assert [line for line in found if line != HEADING] == ["\t".join(cells) for cells in rows]


def test_a_unit_merged_over_the_end_of_a_page(lines):
    rows = [
        f"<tr><td>{i}</td><td>{TASK * 3}</td>{f'<td rowspan=3>单位{i}</td>' if i % 3 == 1 else ''}<td>{i}月</td></tr>"
        for i in range(1, 13)
    ]
    found = lines(f"<table>{HEAD}{''.join(rows)}</table>", "td:nth-child(2) { width: 50% } tr { break-inside: avoid }")
    assert found.count(HEADING) > 1
    expected = [f"{i}\t{TASK * 3}\t单位{i - (i - 1) % 3}\t{i}月" for i in range(1, 13)]
    assert [line for line in found if line != HEADING] == expected


def test_a_table_that_lies_on_its_side(lines):
    """As gazettes print a wide table on an upright page."""
    table = f"<p>{TASK}</p><table>{HEAD}{row('1', '甲', '市民政局', '6月')}</table>"
    side = "position:absolute; width:23cm; transform-origin:0 0; transform:translateX(14cm) rotate(90deg)"
    assert lines(f"<div style='{side}'>{table}</div>") == [TASK, HEADING, "1\t甲\t市民政局\t6月"]


def saved(document: pypdfium2.PdfDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def scan() -> pypdfium2.PdfDocument:
    """A page that is a picture."""
    file = io.BytesIO()
    Image.new("RGB", (600, 850), "white").save(file, "PDF")
    return pypdfium2.PdfDocument(file.getvalue())


def test_pages_are_places_and_scanned_ones_are_told_of(printed: Print):
    text = pypdfium2.PdfDocument(printed(f"<meta charset=utf-8><style>{STYLE}</style><p>{TASK * 30}</p>"))
    count = len(text)
    assert count > 1
    for at in (0, 2, 3):
        text.import_pages(scan(), index=at)
    decoded = pdf.read("plan.pdf", saved(text))
    assert [place.label for place in decoded.places] == ["第2页", *(f"第{i}页" for i in range(5, count + 4))]
    assert decoded.text[decoded.places[0].start :].startswith("推进")
    assert decoded.notices == ("第1、3—4页没有文字层，可能是扫描页，内容没有读取。请用文字识别（OCR）软件转换后再试。",)


def test_what_has_no_text_says_so(printed: Print):
    with pytest.raises(NoTextLayer, match="全文 1 页都没有文字层"):
        pdf.read("scan.pdf", saved(scan()))
    with pytest.raises(EmptySource):
        pdf.read("blank.pdf", printed("<p></p>"))


def test_characters_of_no_size():
    """As fuzzing made them: lines of a font that has none, over each other and below each other."""
    chars = [
        {"text": text, "x0": x, "x1": x, "top": y, "bottom": y, "size": 0.0, "matrix": (0, 0, 0, 0, x, y)}
        for y in (0.0, 0.0, 9.0) for x, text in enumerate("\x11plan")
    ]  # fmt: skip
    columns = columns_of(list(once(chars)), [])
    paragraphs = [joined(p) for column in columns for p in paragraphs_of(column.lines, margins_of(column.lines))]
    assert "".join(paragraphs) == "planplan"


def test_what_is_broken_off_says_so(printed: Print):
    content = printed(f"<p>{TASK}</p>")
    with pytest.raises(DamagedSource, match="PDF 文件"):
        pdf.read("broken.pdf", content[: len(content) // 3])
