"""The page that shows a text and what was made of it."""

from __future__ import annotations

from documents.explaining import explained
from documents.read import read_source
from summaries.explanation import remarks_on, render_explanation

PLAN = """一、重点任务
1. 优化<script>alert(1)</script>流程，每季度末月25日前报送，６月底前\u202e完成。（牵头部门：区民政局；责任部门：区财政局等）
2. 其他事项，3年内建成。
"""


def reading():
    return read_source("来源.txt", PLAN.encode())


def test_remarks_say_what_was_read():
    said = [remark.text for line in explained(reading()) for remark in remarks_on(line)]
    assert "牵头：区民政局" in said
    assert "责任：区财政局" in said
    assert any("→ 定期：每年3月、6月、9月、12月25日" in text for text in said)
    assert any("“3年内”不作时限" in text for text in said)
    assert any(text.startswith("统称") and "等" in text for text in said)


def test_words_of_a_document_are_no_markup_and_do_not_turn_the_writing():
    page = render_explanation("计划<b>.txt", reading())
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "计划&lt;b&gt;.txt" in page


def test_the_same_reading_gives_the_same_page():
    assert render_explanation("计划.txt", reading()) == render_explanation("计划.txt", reading())


def test_a_text_without_measures_says_so():
    page = render_explanation("清单.txt", read_source("清单.txt", "苹果\n香蕉\n".encode()))
    assert "没有读到任务" in page
