"""No page of the desk without a grant: the way in and out, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from starlette.routing import Mount, Route

from portal.desk.access import Visitor
from portal.desk.routes import desk_routes
from portal.desk.sessions import Session
from tests.portal.made_desk import MONDAY, desk_served, form_token, link, signed_in
from warehouse.connection import open_warehouse
from warehouse.granting import Grant, revoke


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose warehouse holds nothing yet."""
    folder = tmp_path_factory.mktemp("home")
    with open_warehouse(folder / "warehouse", MONDAY):
        return folder


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with desk_served(tmp_path_factory.mktemp("out"), home) as address:
        yield address


def all_paths() -> list[tuple[str, str]]:
    """Method and path of all that the desk serves, but for what is open to all."""
    mount = next(route for route in desk_routes() if isinstance(route, Mount))
    routes = [route for route in mount.routes if isinstance(route, Route)]
    pairs = [(method, f"/desk{route.path}") for route in routes for method in route.methods or ()]
    return [pair for pair in pairs if not pair[1].startswith(("/desk/sign-in", "/desk/static"))]


@pytest.mark.parametrize(("method", "path"), all_paths())
def test_no_page_without_a_grant(address: str, method: str, path: str):
    answer = httpx.request(method, address + path)
    assert answer.status_code == 401
    assert method == "HEAD" or "请用您的个人链接登录" in answer.text


def test_a_link_shows_a_button_first_and_then_signs_in(address: str, home: Path):
    token = link(home)
    with httpx.Client(base_url=address) as client:
        for _ in range(2):  # a mail program looks at it, then its reader does
            page = client.get("/desk/sign-in", params={"token": token})
            assert page.status_code == 200
            assert "set-cookie" not in page.headers
        answer = client.post("/desk/sign-in", data={"token": token}, headers={"Origin": address})
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert token not in cookie


def test_a_pasted_link_is_as_good_as_its_token(address: str, home: Path):
    token = link(home)
    answer = httpx.post(f"{address}/desk/sign-in", data={"token": f" http://x/desk/sign-in?token={token}\n"})
    assert answer.status_code == 303


def test_what_every_page_of_the_desk_says_to_the_browser(address: str):
    answer = httpx.get(f"{address}/desk/sign-in")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("cookie", ["", "x", "W10.x.y", "é"])
def test_a_forged_cookie_is_none(address: str, cookie: str):
    answer = httpx.get(f"{address}/desk/nothing", headers={"Cookie": f"shixian_desk={cookie}".encode()})
    assert answer.status_code == 401


def test_a_revoked_grant_ends_at_the_next_request(address: str, home: Path):
    with signed_in(address, link(home, name="王离任")) as client:
        assert client.get("/desk/nothing").status_code == 404
        with open_warehouse(home / "warehouse", MONDAY) as connection:
            revoke(connection, "王离任", datetime.now(UTC))
        assert client.get("/desk/nothing").status_code == 401


def test_signing_out_ends_the_cookie_itself(address: str, home: Path):
    with signed_in(address, link(home)) as client:
        kept = dict(client.cookies)
        token = form_token(client.get("/desk/nothing").text)
        assert client.post("/desk/sign-out", data=token).status_code == 303
        assert client.get("/desk/nothing").status_code == 401
        assert httpx.get(f"{address}/desk/nothing", cookies=kept).status_code == 401


@pytest.mark.parametrize(
    ("data", "headers", "reason"),
    [
        ({}, {}, "no token"),
        ({"token_of_form": "x"}, {}, "a token of nobody's"),
        (None, {"Origin": "https://elsewhere.example"}, "from another site"),
        (None, {"Sec-Fetch-Site": "cross-site"}, "from another site, as the browser says"),
        (None, {"Origin": "null"}, "from nowhere"),
    ],
)
def test_a_form_must_be_our_own(address: str, home: Path, data: dict | None, headers: dict, reason: str):
    with signed_in(address, link(home)) as client:
        given = form_token(client.get("/desk/nothing").text) if data is None else data
        assert client.post("/desk/sign-out", data=given, headers=headers).status_code == 403, reason
        assert client.get("/desk/nothing").status_code == 404, "still signed in"


def test_the_token_of_another_sign_in_is_refused(address: str, home: Path):
    with signed_in(address, link(home)) as mine, signed_in(address, link(home)) as other:
        assert mine.post("/desk/sign-out", data=form_token(other.get("/desk/x").text)).status_code == 403


def test_a_form_too_large_is_refused(address: str, home: Path):
    with signed_in(address, link(home)) as client:
        assert client.post("/desk/sign-out", data={"token_of_form": "x" * 2**20}).status_code == 413


def test_wrong_links_are_refused_and_soon_not_even_tried(home: Path, tmp_path: Path):
    with desk_served(tmp_path, home) as address:
        answers = [httpx.post(f"{address}/desk/sign-in", data={"token": str(n)}).status_code for n in range(25)]
        assert answers == [401] * 20 + [429] * 5


def test_before_the_first_run_the_desk_says_what_to_do(tmp_path: Path):
    with desk_served(tmp_path / "out", tmp_path / "home") as address:
        answer = httpx.get(f"{address}/desk/")
        assert answer.status_code == 503
        assert "请先运行一次主流程" in answer.text
        assert httpx.get(f"{address}/").status_code == 200


def test_a_portal_without_a_home_has_no_desk(portal: str):
    assert httpx.get(f"{portal}/desk/").status_code == 404


def test_the_published_list_leads_to_the_desk(address: str):
    answer = httpx.get(f"{address}/findings.html")
    assert (answer.status_code, answer.headers["location"]) == (307, "/desk/")


@pytest.mark.parametrize(
    ("code", "covered", "readable", "reason"),
    [
        ("990102", True, True, "the district itself"),
        ("990102001", True, True, "a town of it"),
        ("990100", False, True, "its city, whose documents it carries out"),
        ("990000", False, True, "its province"),
        ("990103", False, False, "a sister"),
        ("", False, False, "nobody knows where"),
        (None, False, False, "a source without documents"),
    ],
)
def test_what_a_grant_covers(code: str | None, covered: bool, readable: bool, reason: str):
    visitor = Visitor(Grant("g", "陈一鸣", "steward", ("990102",)), Session("g", "s"))
    assert (visitor.covers(code), visitor.may_read(code)) == (covered, readable), reason


def test_a_grant_expires(address: str, home: Path):
    from warehouse.granting import grant

    with open_warehouse(home / "warehouse", MONDAY) as connection:
        _, token = grant(connection, "赵到期", "steward", (), datetime.now(UTC), MONDAY)
    assert httpx.post(f"{address}/desk/sign-in", data={"token": token}).status_code == 401
