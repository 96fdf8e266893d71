"""What was read is mended by marking words in the source: from the marked words to the next run's warehouse."""

from __future__ import annotations

from datetime import date

import httpx
import pytest
from playwright import sync_api as playwright

from documents.errors import ShixianError
from portal.desk.marking import find_words, mends, understood
from tests.portal.desk.made_documents import PLANS, Desk
from tests.portal.made_desk import form_token
from warehouse.decisions import kinds

SELECT = """words => {
  for (const cell of document.querySelectorAll('#source td.words')) {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return true;
    }
  }
  return false;
}"""


def line_of(words: str, plan: str = "食堂.txt") -> int:
    return next(i for i, line in enumerate(PLANS[plan].split("\n"), 1) if words in line)


@pytest.mark.browser
def test_marked_words_become_a_deadline_of_the_next_run(page: playwright.Page, desk: Desk):
    identity = desk.identity()
    page.goto(f"{desk.address}/desk/documents/{identity}/source")
    assert page.evaluate(SELECT, "成熟一个推进一个")
    playwright.expect(page.get_by_label("原文文字")).to_have_value("成熟一个推进一个")
    assert page.get_by_label("行号").input_value() == str(line_of("成熟一个"))
    page.get_by_label("怎样补正").select_option(label="补录时限")
    page.get_by_label("时间").fill("2024年9月底前")
    page.get_by_role("button", name="预览").click()
    preview = page.locator(".preview").inner_text()
    assert "2024-09-30 前" in preview
    assert "时限：成熟一个推进一个（2024-09-30）" in preview
    assert "时限：无" in page.locator(".side").first.inner_text()
    page.get_by_role("button", name="确定补录时限").click()
    page.wait_for_url("**/source?mended=1#L*")
    desk.run()
    rows = desk.rows("document_deadlines", document_id=identity)
    assert ("成熟一个推进一个", date(2024, 9, 30)) in {(row["surface"], row["due_on"]) for row in rows}
    page.reload()
    assert page.locator(".made.deadline", has_text="成熟一个推进一个").count() == 1
    page.goto(f"{desk.address}/desk/documents/{identity}/")
    page.locator("li", has_text="补录时限").get_by_role("button", name="撤销这次处置").click()
    desk.run()
    assert len(desk.rows("document_deadlines", document_id=identity)) == len(rows) - 1


def asked(client: httpx.Client, identity: str, **fields: str) -> str:
    """The preview of a mend, by a form filled in without a script."""
    token = form_token(client.get(f"/desk/documents/{identity}/source").text)
    answer = client.post(f"/desk/documents/{identity}/mend/preview", data=token | fields)
    assert answer.status_code == 200
    return answer.text


def test_a_measure_is_struck_only_with_a_reason(client: httpx.Client, desk: Desk):
    identity, fields = desk.identity(), {"words": "开展食品安全检查", "kind": "measure_strike"}
    assert "预览：删去任务" in asked(client, identity, **fields, reason="重复")
    token = form_token(client.get(f"/desk/documents/{identity}/source").text)
    refused = client.post(f"/desk/documents/{identity}/mend/decide", data=token | fields)
    assert refused.status_code == 409
    assert "必须写明理由" in refused.text


@pytest.mark.parametrize(
    ("fields", "told", "reason"),
    [
        ({"words": "", "kind": "deadline_add"}, "请先在原文中划出文字", "nothing marked"),
        ({"words": "食堂", "kind": ""}, "请选择怎样补正", "no kind"),
        ({"words": "没有的字", "kind": "measure_strike"}, "原文里没有", "words that are not there"),
        ({"words": "责任单位", "kind": "mention_strike"}, "请写明行号", "several places and no line"),
        ({"words": "2024年10月底前", "kind": "deadline_date", "when": "尽快"}, "看不出是哪一天", "no day"),
        ({"words": "2024年10月底前", "kind": "deadline_date", "when": ""}, "请写明应是哪一天", "no time told"),
        ({"words": "2024年10月底前", "kind": "deadline_add"}, "什么也不会改变", "it is read already"),
        ({"words": "印发给你们", "kind": "deadline_add", "when": "2024-09-30"}, "不在任何一项任务里", "of no measure"),
        ({"words": "<script>", "kind": "measure_strike"}, "&lt;script&gt;", "words that are markup"),
    ],
)
def test_what_cannot_be_mended_is_told(
    client: httpx.Client, desk: Desk, fields: dict[str, str], told: str, reason: str
):
    assert told in asked(client, desk.identity(), **fields), reason


def test_a_unit_and_its_role(client: httpx.Client, desk: Desk):
    identity = desk.identity()
    role = asked(
        client, identity, words="区财政局", line=str(line_of("社区食堂12处")), kind="mention_role", role="cooperating"
    )
    assert "区财政局（配合）" in role
    added = asked(client, identity, words="制定补贴办法", kind="mention_add", surface="区审计局", role="lead")
    assert "区审计局（牵头）" in added


@pytest.mark.parametrize(
    ("when", "values", "reason"),
    [
        ("2024-09-30", ("", "2024-09-30", ""), "a day"),
        ("9月底前", ("", "2024-09-30", ""), "the year of the document"),
        ("2024年5月至10月", ("2024-05-01", "2024-10-31", ""), "a period"),
        ("长期坚持", ("", "", ""), "no end"),
    ],
)
def test_understood(when: str, values: tuple[str, str, str], reason: str):
    read = understood(when, date(2024, 4, 8))
    assert (read.start_on, read.due_on, read.rule) == values, reason


@pytest.mark.parametrize("when", ["", "2024-02-31", "明确责任", "9月底前和10月底前", "、" * 1000])
def test_what_is_no_time_is_told(when: str):
    with pytest.raises(ShixianError, match="请写成"):
        understood(when, date(2024, 4, 8))


def test_words_are_found_whatever_blanks_stand_in_them():
    text = "一、任 务\r\n区民\v政局负责\n区民政局配合\n"
    found = find_words(text, "区民政局", 1)
    assert text[found.start : found.end] == "区民\v政局"
    assert find_words(text, " 区民 政局 ", 3).line == 3
    assert find_words(text, "任务", None).line == 1


def test_every_mend_is_a_decision_that_has_the_source_read_again():
    assert set(mends()) == {kind.id for kind in kinds().values() if kind.rereads}
