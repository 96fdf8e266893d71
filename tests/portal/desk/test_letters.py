"""The Word letter 问题清单: what it holds, whatever a document says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import httpx
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.checks import checks
from portal.desk.data import TIME_ZONE
from portal.desk.letter import COLUMNS, Letter, Problem, letter_of
from portal.desk.letters import suggestion_of
from tests.portal.desk.made_documents import Desk
from tests.portal.made_desk import MONDAY
from warehouse.connection import open_warehouse
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision


def confirm(desk: Desk, check: str) -> tuple[str, str]:
    """Confirms the finding of a check about the first plan; returns its id and the batch."""
    rows = desk.rows("document_findings", document_id=desk.identity())
    finding = next(str(row["finding_id"]) for row in rows if row["check_id"] == check)
    with open_warehouse(desk.home / "warehouse", MONDAY) as connection:
        return finding, decide(connection, [Decision("confirm", finding_id=finding)], "陈一鸣", datetime.now(UTC))


def test_confirmed_problems_become_a_letter(client: httpx.Client, desk: Desk):
    identity = desk.identity()
    assert "还没有已确认的问题" in client.get("/desk/letters/").text
    _, batch = confirm(desk, "deadline_past_at_issue")
    assert "社区食堂建设方案" in client.get("/desk/letters/").text
    assert "2023年12月底前" in client.get(f"/desk/letters/{identity}").text
    answer = client.get(f"/desk/letters/{identity}/letter.docx", params={"signer": "示例市督查室"})
    written, today = Document(BytesIO(answer.content)), datetime.now(TIME_ZONE).date()
    text = "\n".join(paragraph.text for paragraph in written.paragraphs)
    for words in (
        "社区食堂建设方案",
        "东湖区人民政府办公室：",
        "东政办发〔2024〕31号",
        "2024年4月8日",
        "示例市督查室",
        f"{today.year}年{today.month}月{today.day}日",
    ):
        assert words in text
    (table,) = written.tables
    assert [cell.text for cell in table.rows[0].cells] == [name for name, _ in COLUMNS]
    number, place, words, problem, suggestion = (cell.text for cell in table.rows[1].cells)
    assert number == "1"
    assert "第3项" in place
    assert "2023年12月底前" in words
    assert "印发时已过期" in problem
    assert suggestion == "请核对年份和月份；时限确已过去的，请明确新的时限。"
    with open_warehouse(desk.home / "warehouse", MONDAY) as connection:
        undo(connection, batch, "陈一鸣", datetime.now(UTC))
    assert client.get(f"/desk/letters/{identity}").status_code == 404


def test_all_letters_in_one_archive(client: httpx.Client, desk: Desk):
    assert client.get("/desk/letters/all.zip").status_code == 404
    confirm(desk, "deadline_past_at_issue")
    with ZipFile(BytesIO(client.get("/desk/letters/all.zip").content)) as archive:
        assert archive.namelist() == ["001 问题清单 东政办发〔2024〕31号.docx"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_make_a_letter(title: str, words: str):
    made = Letter(title, words, words, date(2024, 4, 8), (Problem(words, title, words, title),), title)
    table = Document(BytesIO(letter_of(made))).tables[0]
    assert len(table.rows) == 2


def test_the_page_is_an_official_letters():
    written = Document(BytesIO(letter_of(Letter("方案", "", "", None, (Problem("一", "二", "三", "四"),)))))
    (section,) = written.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert written.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert written.styles["Normal"].font.size.pt == 16
    assert written.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_every_check_has_a_suggestion():
    for check in checks():
        row = {"check_id": check.id, "surface": "尽快", "other_surface": None, "other_title": None}
        assert suggestion_of(row).endswith("。")
