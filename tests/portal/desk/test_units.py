"""The registry at the desk: found by name and pinyin, mended with a preview, out and in as a file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from playwright import sync_api as playwright

from portal.desk.units import called
from tests.portal.desk.made_documents import Desk
from tests.portal.made_desk import form_token, link, signed_in
from warehouse.registry.local import COLUMNS

HEADER = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("words", "found", "reason"),
    [
        ("财政", True, "a part of the name"),
        ("czj", True, "first letters"),
        ("CaiZheng", True, "whole pinyin, any case"),
        ("东 湖", True, "blanks do not count"),
        ("mzj", False, "another unit's letters"),
        ("", True, "nothing asked"),
    ],
)
def test_called(words: str, found: bool, reason: str):
    assert called("东湖区财政局", words) is found, reason


def units(desk: Desk) -> dict[str, dict[str, object]]:
    return {str(row["name"]): row for row in desk.rows("desk_units")}


def place(desk: Desk) -> str:
    """The code of the made-up plans' district, as the registry took it."""
    return str(desk.documents()["东政办发〔2024〕31号"]["jurisdiction"])


def test_units_are_found_and_show_their_passages(client: httpx.Client, desk: Desk):
    found = client.get("/desk/units/", params={"q": "czj", "scope": "named"}).text
    row = next(row for name, row in units(desk).items() if name.endswith("财政局") and row["mentions"])
    assert str(row["name"]) in found
    text = client.get(f"/desk/units/{row['unit_id']}").text
    assert "<mark>区财政局</mark>" in text
    assert "东政办发〔2024〕31号 第" in text
    assert "没有找到符合条件的单位" in client.get("/desk/units/", params={"q": "<script>"}).text
    unknown = client.get("/desk/units/unknown").text
    assert "区餐饮发展促进中心" in unknown


@pytest.mark.browser
def test_an_alias_by_import_gives_a_name_its_unit(page: playwright.Page, desk: Desk, tmp_path: Path):
    district = place(desk)
    file = tmp_path / "名录.csv"
    rows = [HEADER, f"区餐饮发展促进中心,单位,,{district},餐饮中心,,,,", f"坏行,没有这种类型,,{district},,,,,"]
    file.write_text("\n".join(rows), encoding="gb18030")
    page.goto(f"{desk.address}/desk/registry/")
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("button", name="看看有哪些改动").click()
    shown = page.locator("main").inner_text()
    assert "1行有误，不会导入" in shown
    assert "第3行“类型”列" in shown
    assert "新增 1项" in shown
    assert "区餐饮发展促进中心" in page.locator(".preview").inner_text()
    assert desk.rows("effective_decisions", kinds=["unit_entry"]) == []
    page.get_by_role("button", name="确定导入1项改动").click()
    assert "已记下" in page.locator("main").inner_text()
    desk.run()
    text = page.goto(f"{desk.address}/desk/units/unknown").text()
    assert "区餐饮发展促进中心" not in text
    assert any("餐饮中心" in (row["aliases"] or ()) for row in desk.rows("desk_units"))


def test_an_alias_with_its_preview(client: httpx.Client, desk: Desk):
    name = next(name for name in units(desk) if name.endswith("民政局"))
    form = client.get("/desk/registry/alias", params={"alias": "区餐饮发展促进中心", "place": place(desk)}).text
    given = form_token(form) | {"alias": "区餐饮发展促进中心", "unit": name, "place": place(desk)}
    preview = client.post("/desk/registry/alias/preview", data=given).text
    assert "共1处" in preview
    assert f"<b>{name}</b>" in preview
    assert client.post("/desk/registry/alias/decide", data=given).status_code == 303
    assert "查看、撤销" in client.get("/desk/registry/").text
    again = client.post("/desk/registry/alias/preview", data=given | {"unit": "没有这个局"}).text
    assert "名录里没有“没有这个局”" in again


def test_an_entry_is_made_changed_and_taken_off(client: httpx.Client, desk: Desk):
    token = form_token(client.get("/desk/registry/entry").text)
    entry = dict.fromkeys(COLUMNS, "") | {"名称": "区餐饮发展促进中心", "类型": "单位", "上级": place(desk)}
    assert "共1处" in client.post("/desk/registry/entry/preview", data=token | entry).text
    wrong = client.post("/desk/registry/entry/preview", data=token | entry | {"上级": "无此地"}).text
    assert "无此地" in wrong
    assert 'role="alert"' in wrong
    assert client.post("/desk/registry/entry/decide", data=token | entry).status_code == 303
    renamed = entry | {"名称": "区餐饮中心", "was_name": entry["名称"], "was_parent": entry["上级"], "reason": "更名"}
    assert client.post("/desk/registry/entry/decide", data=token | renamed).status_code == 303
    names = [
        row[0] for row in csv.reader(StringIO(client.get("/desk/registry/export.csv").content.decode("utf-8-sig")))
    ]
    assert names == ["名称", "区餐饮中心"]
    gone = token | {"name": "区餐饮中心", "parent": place(desk)}
    assert "确定删去" in client.post("/desk/registry/remove/preview", data=gone).text
    assert client.post("/desk/registry/remove/decide", data=gone).status_code == 409
    assert client.post("/desk/registry/remove/decide", data=gone | {"reason": "撤销"}).status_code == 303
    assert "还没有本地单位" in client.get("/desk/registry/").text


def test_what_goes_out_comes_back_the_same(client: httpx.Client, desk: Desk):
    token = form_token(client.get("/desk/registry/entry").text)
    entry = dict.fromkeys(COLUMNS, "") | {
        "名称": "=cmd|'/C calc'!A0",
        "类型": "单位",
        "上级": place(desk),
        "别名": "+1",
    }
    assert client.post("/desk/registry/entry/decide", data=token | entry).status_code == 303
    book = client.get("/desk/registry/export.xlsx").content
    cells = [cell for row in load_workbook(BytesIO(book)).active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    for name, content in (("a.xlsx", book), ("a.csv", client.get("/desk/registry/export.csv").content)):
        answer = client.post("/desk/registry/import/preview", data=token, files=[("file", (name, content))])
        assert "没有需要导入的改动" in answer.text, name


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("空.csv", b"", "缺少列"),
        ("图.xlsx", b"PK\x03\x04 no workbook", "alert"),
        ("错.csv", "甲,乙\n1,2".encode(), "缺少列“名称"),
    ],
)
def test_what_is_no_list_is_told(client: httpx.Client, name: str, content: bytes, told: str):
    token = form_token(client.get("/desk/registry/").text)
    answer = client.post("/desk/registry/import/preview", data=token, files=[("file", (name, content))])
    assert answer.status_code == 200
    assert told in answer.text


def test_a_workbook_with_its_rows_moved_is_read(client: httpx.Client, desk: Desk):
    book, target = Workbook(), BytesIO()
    book.active.append(["东湖区本地单位"])
    book.active.append(list(COLUMNS))
    book.active.append(["区餐饮发展促进中心", "单位", "", place(desk), "", "", "", "", ""])
    book.save(target)
    token = form_token(client.get("/desk/registry/").text)
    files = [("file", ("名录.xlsx", target.getvalue()))]
    assert "新增 <small>1项" in client.post("/desk/registry/import/preview", data=token, files=files).text


def test_a_steward_of_elsewhere_cannot_change_the_registry(desk: Desk):
    with signed_in(desk.address, link(desk.home, places=("110000",))) as stranger:
        token = form_token(stranger.get("/desk/registry/entry").text)
        entry = dict.fromkeys(COLUMNS, "") | {"名称": "某中心", "类型": "单位", "上级": place(desk)}
        assert stranger.post("/desk/registry/entry/decide", data=token | entry).status_code == 403
    with signed_in(desk.address, link(desk.home, role="coordinator")) as reader:
        assert reader.get("/desk/registry/").status_code == 200
        assert reader.get("/desk/registry/entry").status_code == 403
