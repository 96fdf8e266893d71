"""Decisions through the desk's forms, over HTTP: what is refused, what is previewed, what a run makes of it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from tests.portal.made_desk import MONDAY, form_token, link, run, signed_in
from warehouse.connection import open_warehouse, query

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def steward(address: str, folder: Path) -> Iterator[httpx.Client]:
    with signed_in(address, link(folder / "home")) as client:
        yield client


def finding(client: httpx.Client, **filters: str) -> str:
    """The address of the first finding of a list."""
    found = re.search(r'href="(/desk/findings/[^"?]+)', client.get("/desk/", params=filters).text)
    assert found is not None
    return found[1]


def send(client: httpx.Client, path: str, what: str, **fields: str) -> httpx.Response:
    token = form_token(client.get(path).text)
    return client.post(f"{path}/{what}", data={**token, "scope": "one", **fields})


@pytest.mark.parametrize(
    ("check", "fields", "told"),
    [
        ("deadline_past_at_issue", {"kind": "waive"}, "必须写明理由"),
        ("deadline_past_at_issue", {"kind": "waive", "reason": "有批准", "until": "2000-01-01"}, "期限已经过去"),
        ("deadline_past_at_issue", {"kind": "waive", "reason": "有批准", "until": "明天"}, "不是日期"),
        ("deadline_past_at_issue", {"kind": "unit_alias"}, "请选择要作的处置"),
        ("deadline_past_at_issue", {"kind": "shred"}, "请选择要作的处置"),
        ("deadline_past_at_issue", {"kind": "deadline_date"}, "请写明到期日"),
        ("deadline_past_at_issue", {"kind": "deadline_date", "due_on": "2024-13-01"}, "日期请写成"),
        ("deadline_past_at_issue", {"kind": "confirm", "scope": "some"}, "没有勾选"),
        ("unit_undefined", {"kind": "unit_alias"}, "请选择或写出单位的全称"),
        ("unit_undefined", {"kind": "unit_alias", "unit_written": "没有的局"}, "名录里没有“没有的局”"),
        ("unit_undefined", {"kind": "unit_entry", "entry_name": "x" * 80, "entry_kind": "单位"}, "请写出新单位的名称"),
        ("unit_none", {"kind": "mention_add", "unit_written": "东湖区民政局", "role": "king"}, "请选择责任类型"),
    ],
)
def test_what_cannot_be_decided_is_said(steward: httpx.Client, check: str, fields: dict[str, str], told: str):
    for what in ("preview", "decide"):
        answer = send(steward, finding(steward, check=check), what, **fields)
        assert answer.status_code == 400
        assert told in answer.text
    assert "还没有人作过处置" in steward.get("/desk/decisions").text


def test_a_unit_is_named_where_the_document_names_none(steward: httpx.Client, folder: Path):
    path, fields = finding(steward, check="unit_none"), {"unit_written": "东湖区体育局", "role": "lead"}
    if "东湖区体育局" not in steward.get(path).text:
        fields["unit_written"] = "东湖区民政局"
    answer = send(steward, path, "preview", kind="mention_add", **fields)
    assert answer.status_code == 200
    assert f"牵头：{fields['unit_written']}" in answer.text
    assert send(steward, path, "decide", kind="mention_add", **fields).status_code == 303
    run(folder, MONDAY + timedelta(days=1))
    assert finding(steward, check="unit_none", state="closed") == path


def test_a_new_unit_closes_all_that_name_it(steward: httpx.Client, folder: Path):
    path = finding(steward, check="unit_undefined")
    fields = {"kind": "unit_entry", "entry_name": "东湖区便民食堂管理局", "entry_kind": "单位", "scope": "all"}
    assert "2个问题应当关闭" in send(steward, path, "preview", **fields).text
    assert send(steward, path, "decide", **fields).status_code == 303
    run(folder, MONDAY + timedelta(days=1))
    assert "同样2处" in steward.get("/desk/?check=unit_undefined&state=closed").text


def test_a_link_is_parted(steward: httpx.Client, folder: Path):
    path = finding(steward, check="deadline_later_than_superior")
    assert "解除这两项任务的对应关系" in send(steward, path, "preview", kind="link_part").text
    assert send(steward, path, "decide", kind="link_part").status_code == 303
    run(folder, MONDAY + timedelta(days=1))
    assert finding(steward, check="deadline_later_than_superior", state="closed") == path


def test_a_coordinator_reads_and_does_not_decide(steward: httpx.Client, address: str, folder: Path):
    with signed_in(address, link(folder / "home", role="coordinator")) as coordinator:
        path = finding(coordinator)
        page = coordinator.get(path)
        assert "只能查看" in page.text
        assert 'name="kind"' not in page.text
        answer = send(coordinator, path, "decide", kind="confirm")
        assert answer.status_code == 403


def test_a_grant_for_one_place_shows_that_place(address: str, folder: Path):
    with signed_in(address, link(folder / "home", places=("990103",))) as sister:
        page = sister.get("/desk/?state=all").text
        assert "没有校验问题" in page
    with signed_in(address, link(folder / "home", places=("990102",))) as district:
        path = finding(district, check="deadline_later_than_superior")
        assert "2024年6月底前" in district.get(path).text, "the city's text, which the district carries out"
    with signed_in(address, link(folder / "home", places=("990103",))) as sister:
        assert sister.get(path).status_code == 404
        assert sister.post(f"{path}/decide", data=form_token(sister.get("/desk/").text)).status_code == 404


def test_a_form_without_its_token_decides_nothing(steward: httpx.Client):
    path = finding(steward)
    for token in ({}, {"token_of_form": "x"}):
        answer = steward.post(f"{path}/decide", data={**token, "kind": "confirm", "scope": "one"})
        assert answer.status_code == 403
        assert "没有保存" in answer.text
    assert "还没有人作过处置" in steward.get("/desk/decisions").text


def test_a_run_and_the_desk_at_once_lose_nothing(steward: httpx.Client, folder: Path):
    """While the main job runs, a finding is waived and that undone, again and again."""
    path = finding(steward, check="deadline_past_at_issue")
    token = form_token(steward.get(path).text)
    working = threading.Thread(target=run, args=(folder, MONDAY + timedelta(days=1)))
    working.start()
    batches = []
    while working.is_alive() or not batches:
        time.sleep(0.3)  # quicker than anybody, and yet the run gets its turn
        answer = steward.post(
            f"{path}/decide",
            data={**token, "kind": "waive", "scope": "one", "reason": "照旧", "seen": _seen(steward, path)},
        )
        assert answer.status_code == 303, answer.text
        batch = answer.headers["location"].split("?")[0]
        batches.append(batch)
        assert steward.post(f"{batch}/undo", data=token).status_code == 303
    working.join()
    with open_warehouse(folder / "home" / "warehouse", MONDAY) as connection:
        assert query(connection, "FROM decisions").height == 2 * len(batches)
        assert query(connection, "FROM runs").height == 2
        assert query(connection, "SELECT finding_id FROM findings")["finding_id"].is_unique().all()
    assert f"共{2 * len(batches)}次" in steward.get("/desk/decisions").text


def _seen(client: httpx.Client, path: str) -> str:
    """What the page of a finding says that was decided about it last."""
    found = re.search(r'name="seen" value="([^"]*)"', client.get(path).text)
    assert found is not None
    return found[1].replace("&#34;", '"')


@pytest.mark.parametrize(
    "query_string",
    [
        "state=nothing",
        "page=999999",
        "page=-1",
        "page=x",
        "sort=x",
        "words=" + "%20".join("abcdefghij"),
        "check=%3Cscript%3E",
        "unit='%20OR%201=1",
        "state=all&owner=-&place=990102",
    ],
)
def test_no_address_of_the_list_fails(steward: httpx.Client, query_string: str):
    for path in ("/desk/", "/desk/matrix/documents", "/desk/matrix/units", "/desk/decisions"):
        assert steward.get(f"{path}?{query_string}").status_code == 200
