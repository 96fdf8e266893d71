"""What Word keeps without showing it, and shows without writing it: XML as Word and WPS save it, a case a feature."""

from __future__ import annotations

import pytest

from documents.formats import word
from tests.documents.formats.word_files import (
    HEADINGS,
    altered,
    level,
    lines,
    numbered,
    numbering,
    p,
    styled,
    word_file,
)

RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ("<w:ins w:id='1'>" + RUN.format("增") + "</w:ins>", ["甲增乙"]),
        ("<w:del w:id='1'><w:r><w:delText>删</w:delText></w:r></w:del>", ["甲乙"]),
        ("<w:moveFrom w:id='1'>" + RUN.format("移") + "</w:moveFrom>", ["甲乙"]),
        ("<w:moveTo w:id='1'>" + RUN.format("移") + "</w:moveTo>", ["甲移乙"]),
        ("<w:hyperlink r:id='x'>" + RUN.format("链") + "</w:hyperlink>", ["甲链乙"]),
        ("<w:smartTag><w:smartTag>" + RUN.format("标") + "</w:smartTag></w:smartTag>", ["甲标乙"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + RUN.format("控") + "</w:sdtContent></w:sdt>", ["甲控乙"]),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + RUN.format("单击此处") + "</w:sdtContent></w:sdt>", ["甲乙"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", ["甲乙"]),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>", ["甲显乙"]),
        ("<w:r><w:br/></w:r>", ["甲", "乙"]),
        ("<w:r><w:tab/></w:r>", ["甲 乙"]),
        ("<w:r><w:noBreakHyphen/></w:r>", ["甲-乙"]),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", ["甲☑乙"]),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE \\@ yyyy</w:instrText></w:r>"
         "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + RUN.format("2024年") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
         ["甲2024年乙"]),
        ("<w:r><w:instrText> eq \\o\\ac(○,</w:instrText></w:r><w:r><w:instrText>3)</w:instrText></w:r>", ["甲③乙"]),
        ("<w:fldSimple w:instr='PAGE'>" + RUN.format("7") + "</w:fldSimple>", ["甲7乙"]),
        ("<w:r><w:ruby><w:rt>" + RUN.format("yi") + "</w:rt><w:rubyBase>" + RUN.format("伊") + "</w:rubyBase></w:ruby></w:r>", ["甲伊乙"]),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", ["甲x+1乙"]),
        ("<w:commentRangeStart w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>", ["甲乙"]),
        ("<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
         "<wps:txbx><w:txbxContent>" + p("框") + "</w:txbxContent></wps:txbx></mc:Choice>"
         "<mc:Fallback><v:textbox><w:txbxContent>" + p("框") + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>",
         ["框", "甲乙"]),
        ("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("旧框") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
         ["旧框", "甲乙"]),
    ],
    ids=lambda value: None if isinstance(value, list) else value[1:14],
)  # fmt: skip
def test_what_a_paragraph_shows(inline: str, expected: list[str]):
    assert lines(f"<w:p>{RUN.format('甲')}{inline}{RUN.format('乙')}</w:p>") == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + p("控") + "</w:sdtContent></w:sdt>", ["控"]),
        ("<w:ins w:id='1'>" + p("增") + "</w:ins>", ["增"]),
        ("<w:customXml>" + p("标") + "</w:customXml>", ["标"]),
        ("<w:del w:id='1'>" + p("删") + "</w:del>", []),
        (styled("密", "Secret"), []),
        (p("前", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("后"), ["前后"]),
        (p("全文", "<w:rPr><w:ins w:id='1'/></w:rPr>") + p("后"), ["全文", "后"]),
        (p("  "), []),
        ("<w:p><w:pPr><w:pStyle w:val='Contents'/></w:pPr><w:r><w:t>一、总体要求</w:t><w:tab/><w:t>3</w:t></w:r></w:p>",
         ["一、总体要求……3"]),
    ],
)  # fmt: skip
def test_what_a_body_shows(block: str, expected: list[str]):
    assert lines(p("首") + block + p("尾"), styles=HEADINGS) == ["首", *expected, "尾"]


def test_an_empty_numbered_paragraph_counts_as_word_counts_it():
    body = numbered("甲") + "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>" + numbered("丙")
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."))) == ["1.甲", "3.丙"]


def tc(text: str, properties: str = "") -> str:
    inside = text if text.startswith("<") else p(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


BEGINS, GOES_ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


def test_a_cell_merged_over_rows_stands_in_each():
    rows = (
        tr(tc("序号"), tc("任务"), tc("单位")), tr(tc("1"), tc("甲"), tc("市教育局", BEGINS)), tr(tc("2"), tc("乙"), tc("", GOES_ON)),
        tr(tc("3"), tc("丙"), tc("市民政局")),
    )  # fmt: skip
    assert lines(table(*rows)) == ["序号\t任务\t单位", "1\t甲\t市教育局", "2\t乙\t市教育局", "3\t丙\t市民政局"]


def test_cells_merged_over_columns_keep_their_places():
    rows = (
        tr(tc("序号", BEGINS), tc("任务", BEGINS), tc("责任单位", "<w:gridSpan w:val='2'/>")),
        tr(tc("", GOES_ON), tc("", GOES_ON), tc("牵头"), tc("配合")), tr(tc("1"), tc("甲"), tc("市局"), tc("县局")),
    )  # fmt: skip
    assert lines(table(*rows)) == ["序号\t任务\t责任单位\t", "序号\t任务\t牵头\t配合", "1\t甲\t市局\t县局"]


def test_a_section_row_keeps_its_tabs_and_a_title_row_does_not():
    over = "<w:gridSpan w:val='3'/>"
    rows = (tr(tc("任务清单", over)), tr(tc("序号"), tc("任务"), tc("单位")), tr(tc("一、数据类（1项）", over)),
            tr(tc("1"), tc("甲"), tc("市局")), tr(tc("注：动态调整", over)))  # fmt: skip
    assert lines(table(*rows)) == [
        "任务清单",
        "序号\t任务\t单位",
        "一、数据类（1项）\t\t",
        "1\t甲\t市局",
        "注：动态调整",
    ]


def test_lines_of_a_cell():
    rows = (
        tr(tc("1"), tc(p("甲") + p("") + p("乙"))),
        tr(tc("2"), tc("<w:p><w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r></w:p>")),
    )
    assert lines(table(*rows)) == ["1\t甲\v乙", "2\t丙\v丁"]


def test_numbers_in_cells():
    rows = tr(tc(numbered("")), tc("甲")), tr(tc("<w:p/>"), tc(numbered("乙") + numbered("丙")))
    assert lines(table(*rows), numbering=numbering(level(0, "decimal", "%1."))) == ["1.\t甲", "\t2.乙\v3.丙"]


def test_a_table_within_a_cell_and_one_that_only_frames():
    inner = table(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁"))) + p("")
    assert lines(table(tr(tc("1"), tc(inner)))) == ["1\t甲 乙\v丙 丁"]
    assert lines(table(tr(tc(p("框内") + inner)))) == ["框内", "甲\t乙", "丙\t丁"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (tr(tc("2"), tc("删"), properties="<w:del w:id='1'/>"), []),
        (tr(tc("2"), tc("增"), properties="<w:ins w:id='1'/>"), ["2\t增"]),
        (tr(tc("乙"), properties="<w:gridBefore w:val='1'/>"), ["\t乙"]),
        ("<w:sdt><w:sdtContent>" + tr(tc("2"), tc("乙")) + "</w:sdtContent></w:sdt>", ["2\t乙"]),
        (tr("<w:sdt><w:sdtContent>" + tc("2") + "</w:sdtContent></w:sdt>", tc("乙")), ["2\t乙"]),
        (tr(tc("<w:p/>"), tc("<w:p/>")), []),
    ],
    ids=["deleted", "inserted", "begins later", "row in a control", "cell in a control", "empty"],
)
def test_rows(row: str, expected: list[str]):
    rows = table(tr(tc("序号"), tc("任务")), tr(tc("1"), tc("甲")), row, tr(tc("3"), tc("丙")))
    assert lines(rows) == ["序号\t任务", "1\t甲", *expected, "3\t丙"]


def test_notes_stand_at_the_end_and_only_where_referred_to():
    notes = "".join(
        f"<w:footnote w:id='{i}'>{p(text)}</w:footnote>" for i, text in ((0, "分隔"), (1, "用语说明"), (2, "没有引用"))
    )
    body = "<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id='1'/></w:r></w:p>" + p("后文")
    assert lines(body, footnotes=notes) == ["正文", "后文", "注：用语说明"]


def test_the_head_of_the_first_page_is_read_and_running_heads_are_not():
    section = "<w:sectPr><w:headerReference w:type='{}' r:id='rheader'/>{}</w:sectPr>"
    head = p("云岭市民政局文件")
    assert lines(p("正文") + section.format("first", "<w:titlePg/>"), header=head) == ["云岭市民政局文件", "正文"]
    assert lines(p("正文") + section.format("default", ""), header=head) == ["正文"]


def test_what_another_program_put_in_whole():
    """Office systems write a web page or an archive of one as a part, and leave it to Word to read it."""
    archive = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>二、存档里的任务"
    named = (
        "<Relationship Id='a' Type='x/aFChunk' Target='a.html'/><Relationship Id='b' Type='x/aFChunk' Target='b.mht'/>"
    )
    chunks = word_file("<w:altChunk r:id='a'/><w:altChunk r:id='b'/><w:altChunk r:id='nothing'/>")
    content = altered(chunks, ("</Relationships>", f"{named}</Relationships>"),
                      **{"word/a.html": "<html><p>一、网页里的任务</p></html>", "word/b.mht": archive})  # fmt: skip
    assert word.read("plan.docx", content).text.split("\n") == ["一、网页里的任务", "二、存档里的任务"]


def test_strict_files_are_read_alike():
    names = (
        ("wordprocessingml/2006/main", "wordprocessingml/main"),
        ("officeDocument/2006/relationships", "officeDocument/relationships"),
    )
    strict = ((f"http://schemas.openxmlformats.org/{a}", f"http://purl.oclc.org/ooxml/{b}") for a, b in names)
    assert word.read("plan.docx", altered(word_file(p("正文")), *strict)).text == "正文"


def test_diagrams_are_told_of():
    chart = "<w:drawing><a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/diagram'/></a:graphic></w:drawing>"
    decoded = word.read("plan.docx", word_file(p("正文") + f"<w:p><w:r>{chart}</w:r></w:p>"))
    assert [notice for notice in decoded.notices if "1 个图表或图形" in notice]
