"""Plans are taken in by the desk: shown before they count, whole or not at all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import httpx
import pytest
from docx import Document
from playwright import sync_api as playwright

from portal.desk.uploads import MEGABYTE, MOST_FILES
from tests.portal.desk.made_documents import PLANS, Desk, plan
from tests.portal.made_desk import form_token, link, signed_in
from warehouse.uploads import uploads_folder

NEW = plan(
    "改造背街小巷30条。2024年12月底前完成。（责任单位：区住房城乡建设局）",
    number="东政办发〔2024〕40号",
    title="小巷改造方案",
)


def send(client: httpx.Client, *files: tuple[str, bytes]) -> httpx.Response:
    """Uploads files by hand and follows to what is shown."""
    token = form_token(client.get("/desk/uploads/").text)
    parts = [("files", (name, content)) for name, content in files]
    return client.post("/desk/uploads/read", data=token, files=parts, follow_redirects=True)


def taken(desk: Desk) -> list[str]:
    folder = uploads_folder(desk.home)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def word(*paragraphs: str) -> bytes:
    document, target = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


@pytest.mark.browser
def test_upload_preview_take_run(page: playwright.Page, desk: Desk, tmp_path: Path):
    file = tmp_path / "小巷.docx"
    file.write_bytes(word(*NEW.split("\n\n")))
    page.goto(f"{desk.address}/desk/documents/")
    page.get_by_role("link", name="上传文件").click()
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("button", name="上传并读取").click()
    shown = page.locator("main").inner_text()
    for words in ("还没有收下", "东政办发〔2024〕40号", "1 项任务", "2024-12-31", "区住房城乡建设局", "新文件"):
        assert words in shown
    assert taken(desk) == []
    page.get_by_role("button", name="收下").click()
    assert "已收下1个文件" in page.locator("main").inner_text()
    assert taken(desk) == ["小巷.docx"]
    desk.run()
    page.goto(f"{desk.address}/desk/documents/")
    page.get_by_role("link", name="小巷改造方案").click()
    assert "改造背街小巷30条" in page.locator("#measures").inner_text()


def test_what_cannot_be_read_is_told_and_not_taken(client: httpx.Client, desk: Desk):
    shown = send(client, ("空.txt", b""), ("图片.txt", b"\x89PNG\r\n\x1a\n" + bytes(64)))
    assert shown.text.count("无法读取：") == 2
    assert ">收下" not in shown.text
    answer = client.post(f"{shown.url.path}/take", data=form_token(shown.text) | {"file": "0"})
    assert answer.status_code == 422
    assert taken(desk) == []


def test_the_same_content_is_not_taken_twice(client: httpx.Client, desk: Desk):
    known = send(client, ("改名.txt", PLANS["食堂.txt"].encode())).text
    assert "内容与“食堂.txt”完全相同" in known
    twice = send(client, ("甲.txt", NEW.encode()), ("乙.txt", NEW.encode())).text
    assert "内容与“甲.txt”完全相同" in twice


def test_throwing_away_leaves_nothing(client: httpx.Client, desk: Desk):
    shown = send(client, ("方案.txt", NEW.encode()))
    answer = client.post(f"{shown.url.path}/throw-away", data=form_token(shown.text), follow_redirects=True)
    assert "没有收下任何文件" in answer.text
    assert client.get(shown.url.path).status_code == 404
    assert list((desk.home / "waiting").iterdir()) == []
    assert taken(desk) == []


@pytest.mark.parametrize(
    ("name", "kept", "reason"),
    [
        ("../../../etc/cron.d/x.txt", "x.txt", "a path"),
        ("..\\..\\windows\\方案.txt", "方案.txt", "a path of Windows"),
        (".hidden.txt", "hidden.txt", "no run reads hidden files"),
        ("<img src=x onerror=alert(1)>.txt", "img src=x onerror=alert(1).txt", "markup"),
        ("长" * 200 + ".txt", "长" * 60 + ".txt", "longer than a file system takes"),
    ],
)
def test_hostile_names(client: httpx.Client, desk: Desk, name: str, kept: str, reason: str):
    shown = send(client, (name, NEW.encode()))
    assert "<img" not in shown.text
    client.post(f"{shown.url.path}/take", data=form_token(shown.text) | {"file": "0"})
    assert taken(desk) == [kept], reason


def test_limits_take_nothing(client: httpx.Client, desk: Desk):
    many = send(client, *((f"{i}.txt", NEW.encode()) for i in range(MOST_FILES + 1)))
    assert many.status_code == 422
    assert f"一次最多上传{MOST_FILES}个文件" in many.text
    large = send(client, ("大.txt", b"a" * (50 * MEGABYTE + 1)))
    assert "超过50 MB" in large.text
    assert "没有选择文件" in send(client, ("", b"")).text
    assert not (desk.home / "waiting").exists()


def test_a_corrected_upload_takes_the_place_of_the_earlier_one(client: httpx.Client, desk: Desk):
    first = send(client, ("小巷.txt", NEW.encode()))
    client.post(f"{first.url.path}/take", data=form_token(first.text) | {"file": "0"})
    desk.run()
    second = send(client, ("小巷.txt", NEW.replace("30条", "40条").encode()))
    assert "已有这份文件" in second.text
    assert "取代以前上传的“小巷.txt”" in second.text
    path = str(uploads_folder(desk.home) / "小巷.txt")
    client.post(f"{second.url.path}/take", data=form_token(second.text) | {"file": "0", "replaced": path})
    assert taken(desk) == ["小巷 (2).txt"]
    desk.run()
    text = client.get(f"/desk/documents/{desk.identity('东政办发〔2024〕40号')}/").text
    assert "改造背街小巷40条" in text
    assert "改造背街小巷30条" not in text


def test_only_its_owner_sees_an_upload(client: httpx.Client, desk: Desk):
    shown = send(client, ("方案.txt", NEW.encode()))
    with signed_in(desk.address, link(desk.home, name="另一人")) as other:
        assert other.get(shown.url.path).status_code == 404
    with signed_in(desk.address, link(desk.home, role="coordinator")) as reader:
        assert reader.get("/desk/uploads/").status_code == 403
