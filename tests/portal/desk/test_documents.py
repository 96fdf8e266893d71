"""The desk's pages on documents, over a warehouse that the real flow made, in a real browser and by hand-made requests."""

from __future__ import annotations

import re
from urllib.parse import unquote

import httpx
import pytest
from playwright import sync_api as playwright

from portal.desk.downloads import attachment
from tests.portal.desk.made_documents import HOSTILE, PLANS, Desk
from tests.portal.made_desk import form_token, link, signed_in

WIDTHS = (390, 1280)


def test_the_list_is_searched_and_told(client: httpx.Client):
    everything = client.get("/desk/documents/").text
    assert "共2份文件" in everything
    assert "社区食堂建设方案" in everything
    found = client.get("/desk/documents/", params={"q": "食 堂"}).text
    assert "2份文件中找到1份" in found
    assert "没有找到符合条件的文件" in client.get("/desk/documents/", params={"q": "无此文件"}).text


def test_a_document_tells_all_that_was_read(client: httpx.Client, desk: Desk):
    text = client.get(f"/desk/documents/{desk.identity()}/").text
    for words in (
        "东政办发〔2024〕31号",
        "建成社区食堂12处",
        "2024-10-31",
        "区民政局",
        "印发时已过期",
        "食堂.txt",
        "正常",
    ):
        assert words in text


def test_the_source_has_a_place_for_every_line(client: httpx.Client, desk: Desk):
    text = client.get(f"/desk/documents/{desk.identity()}/source").text
    lines = PLANS["食堂.txt"].split("\n")
    number = next(i for i, line in enumerate(lines, 1) if "建成社区食堂" in line)
    row = re.search(rf'<tr id="L{number}">.*?</tr>', text, re.DOTALL)
    assert row is not None
    assert '<span class="made deadline">2024年10月底前</span>' in row[0]
    assert re.search(r'class="made mention">区民政局<', row[0])
    assert "→ 2024-10-31 前" in row[0]


def test_the_original_is_a_file_to_keep(client: httpx.Client, desk: Desk):
    answer = client.get(f"/desk/documents/{desk.identity()}/original")
    assert answer.content == PLANS["食堂.txt"].encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert unquote(answer.headers["content-disposition"]).endswith("UTF-8''食堂.txt")


@pytest.mark.parametrize(
    ("name", "kept", "reason"),
    [
        ("方案.docx", "方案.docx", "Chinese by RFC 8187"),
        ("../../etc/passwd", "etcpasswd", "no path"),
        ('a"\r\nSet-Cookie: x.txt', "aSet-Cookie x.txt", "no quotes, no line of its own"),
        ("..", "file", "nothing but dots"),
        ("长" * 300 + ".pdf", "长" * 146 + ".pdf", "not too long, with its suffix"),
    ],
)
def test_attachment(name: str, kept: str, reason: str):
    value = attachment(name)
    assert re.fullmatch(r"attachment; filename=\"download(\.\w+)?\"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+", value), (
        reason
    )
    assert unquote(value.split("''", 1)[1]) == kept, reason


def test_who_may_not_see_a_document_finds_none(desk: Desk):
    identity = desk.identity()
    with signed_in(desk.address, link(desk.home, places=("110000",))) as stranger:
        assert "还没有文件入库" in stranger.get("/desk/documents/").text
        for path in ("", "source", "original", "standing"):
            assert stranger.get(f"/desk/documents/{identity}/{path}").status_code == 404


def test_a_coordinator_reads_and_does_not_decide(desk: Desk):
    identity = desk.identity()
    with signed_in(desk.address, link(desk.home, role="coordinator")) as reader:
        page = reader.get(f"/desk/documents/{identity}/source").text
        assert "建成社区食堂" in page
        assert "补正：" not in page
        assert reader.get(f"/desk/documents/{identity}/standing").status_code == 403
        given = form_token(page) | {"kind": "document_withdraw", "reason": "x"}
        assert reader.post(f"/desk/documents/{identity}/standing/decide", data=given).status_code == 403


@pytest.mark.browser
def test_withdraw_and_undo(page: playwright.Page, desk: Desk):
    identity = desk.identity()
    page.goto(f"{desk.address}/desk/documents/{identity}/")
    page.get_by_role("link", name="撤回、取代、不予公开").click()
    page.get_by_label("撤回文件").check()
    page.get_by_label("理由").fill("已由新方案取代，误收")
    page.get_by_role("button", name="预览影响").click()
    tiles = page.locator(".tiles").inner_text()
    assert "任务\n3 项" in tiles
    assert "有日期的时限\n2 项" in tiles
    assert desk.rows("effective_decisions", kinds=["document_withdraw"]) == []
    page.get_by_role("button", name="确定撤回文件").click()
    assert "已撤回" in page.locator("dl.facts").inner_text()
    desk.run()
    page.reload()
    page.get_by_role("button", name="撤销这次处置").click()
    assert "正常" in page.locator("dl.facts").inner_text()
    assert "撤销" in page.locator("#decisions-title + ul").inner_text()
    assert desk.rows("effective_decisions", kinds=["document_withdraw"]) == []


def test_superseded_names_the_other_document(client: httpx.Client, desk: Desk):
    identity, other = desk.identity(), desk.identity("东政办发〔2024〕32号")
    form = client.get(f"/desk/documents/{identity}/standing").text
    given = form_token(form) | {"kind": "document_supersede", "other": "", "reason": "新方案"}
    assert "请选择取代它的文件" in client.post(f"/desk/documents/{identity}/standing/preview", data=given).text
    given |= {"other": other}
    assert "预览：文件已被取代" in client.post(f"/desk/documents/{identity}/standing/preview", data=given).text
    assert client.post(f"/desk/documents/{identity}/standing/decide", data=given).status_code == 303
    assert "由东政办发〔2024〕32号取代" in client.get(f"/desk/documents/{identity}/").text
    again = client.post(f"/desk/documents/{identity}/standing/decide", data=given)
    assert again.status_code == 409
    assert "已经是“被取代”" in again.text


def test_a_private_document_says_so_and_needs_a_reason(client: httpx.Client, desk: Desk):
    identity = desk.identity()
    token = form_token(client.get(f"/desk/documents/{identity}/standing").text)
    without = client.post(
        f"/desk/documents/{identity}/standing/decide", data=token | {"kind": "document_private", "reason": " "}
    )
    assert "必须写明理由" in without.text
    given = token | {"kind": "document_private", "reason": "内部文件"}
    assert client.post(f"/desk/documents/{identity}/standing/decide", data=given).status_code == 303
    assert "不予公开" in client.get("/desk/documents/", params={"standing": "private"}).text
    assert desk.documents()["东政办发〔2024〕31号"]["private"] is True


@pytest.mark.browser
def test_a_hostile_title_is_words_on_every_page(page: playwright.Page, desk: Desk):
    identity = desk.identity("东政办发〔2024〕32号")
    for path in (
        "documents/",
        f"documents/{identity}/",
        f"documents/{identity}/source",
        f"documents/{identity}/standing",
    ):
        page.goto(f"{desk.address}/desk/{path}")
        assert page.get_by_text(HOSTILE.split("=", maxsplit=1)[0]).count() > 0
        assert page.locator("script:not([src])").count() == 0


@pytest.mark.browser
def test_nothing_runs_over_the_edge(page: playwright.Page, desk: Desk):
    identity = desk.identity("东政办发〔2024〕32号")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for path in ("documents/", f"documents/{identity}/", f"documents/{identity}/source", "uploads/", "letters/"):
            page.goto(f"{desk.address}/desk/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
