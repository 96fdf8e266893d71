"""The portal over a real server: what it serves, with which headers, and what it refuses."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import httpx
import pytest

from portal.answers import disposition
from portal.app import create_app
from portal.pages import Publication, calendar_name, matches, page_title

FEED = "/calendars/990102-00.ics"
PAGES = ("/", "/findings.html", "/summaries/", "/summaries/2021-09-06.html")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_files_and_only_show(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "server" not in answer.headers
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_feed_is_its_file(client: httpx.Client, out: Path) -> None:
    answer = client.get(FEED)
    body = (out / "current" / FEED[1:]).read_bytes()
    assert answer.content == body
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["etag"] == f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    assert "last-modified" not in answer.headers
    name = re.fullmatch(
        r"inline; filename=\"calendar\.ics\"; filename\*=UTF-8''([!-~]+)", answer.headers["content-disposition"]
    )
    assert name is not None
    assert unquote(name[1]) == "示例市东湖区发展和改革局重点任务时限.ics"


@pytest.mark.parametrize("path", [FEED, "/", "/findings.html", "/summaries/2021-09-06.html"])
def test_head_says_what_get_would(client: httpx.Client, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in get.headers.items() if k != "date"
    }


@pytest.mark.parametrize(
    ("header", "status", "reason"),
    [
        ("{tag}", 304, "the same bytes"),
        ("W/{tag}", 304, "by weak comparison"),
        ('"other", {tag}', 304, "one of several"),
        ("*", 304, "any"),
        ('"other"', 200, "other bytes"),
        ("", 200, "nothing"),
        ("{tag}x", 200, "not a tag"),
    ],
)
@pytest.mark.parametrize("path", [FEED, "/"])
def test_conditional_get(client: httpx.Client, path: str, header: str, status: int, reason: str) -> None:
    tag = client.get(path).headers["etag"]
    answer = client.get(path, headers={"If-None-Match": header.format(tag=tag)})
    assert answer.status_code == status, reason
    assert answer.headers["etag"] == tag
    assert (answer.content == b"") == (status == 304)


def test_a_date_alone_never_answers_304(client: httpx.Client) -> None:
    assert client.get(FEED, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}).status_code == 200


def test_new_bytes_have_a_new_tag(tmp_path: Path) -> None:
    folder = tmp_path / "current" / "calendars"
    folder.mkdir(parents=True)
    (folder / "a.ics").write_bytes(b"one")
    publication = Publication(tmp_path)
    assert publication.feed("a.ics") == b"one"
    (folder / "a.ics").write_bytes(b"two")
    assert publication.feed("a.ics") == b"two"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/nothing.html", "/calendars/", "/calendars/none.ics", "/summaries/none.html", "/current/none",
        "/findings.html/", "/calendars/990102-00.ics/", "/favicon.ico", "/calendars/findings.html", "/secret.html",
        f"/calendars/{'x' * 3000}.ics", "/calendars/%00.ics", "/summaries/%ff.html",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_chinese(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert 'href="/"' in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/summaries/..%2fsecret.html",
        "/summaries/../secret.html", "/calendars/..%2f..%2fsecret.html", "/calendars/..%5c..%5csecret.html",
        "/current/../secret.html", "//secret.html", "/summaries/%2fetc%2fpasswd.html", "/linked.html",
    ],
)  # fmt: skip
def test_no_way_leads_out_of_the_folder(client: httpx.Client, out: Path, path: str) -> None:
    """The path goes over the wire as written: a client library would tidy it first."""
    link = out / "current" / "linked.html"
    if not link.is_symlink():
        link.symlink_to(out / "secret.html")
    place = urlsplit(str(client.base_url))
    assert place.hostname is not None
    with socket.create_connection((place.hostname, place.port or 0), timeout=10) as wire:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert answer.split(b" ", 2)[1] == b"404"
    assert "不予公开".encode() not in answer


def test_the_address_is_never_repeated_on_a_page(client: httpx.Client) -> None:
    assert "<script" not in client.get("/" + quote("<script>alert(1)</script>")).text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/", content=b"x")
    assert answer.status_code == 405
    assert "不接受提交" in answer.text
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/findings", "/findings.html"), ("/summaries", "/summaries/"), ("/current/index.html", "/"),
        ("/current/", "/"), ("/current/findings.html", "/findings.html"),
    ],
)  # fmt: skip
def test_addresses_of_the_folder_work_too(client: httpx.Client, path: str, place: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 308
    assert answer.headers["location"] == place


def test_links_lead_to_pages_and_feeds(client: httpx.Client) -> None:
    for start in ("/", "/findings.html", "/summaries/", "/summaries/2021-09-06.html", "/nothing"):
        base = httpx.URL(f"{client.base_url}").join(start)
        for address in re.findall(r'<a[^>]* href="([^#"][^"]*)"', client.get(start).text):
            assert client.get(base.join(address), follow_redirects=True).status_code == 200, (start, address)


def test_kept_summaries_are_listed_newest_first(client: httpx.Client) -> None:
    text = client.get("/summaries/").text
    assert text.index("2021-09-06.html") < text.index("2021-08-30.html")
    assert "时限周报（2021年8月30日至9月5日）示例市东湖区" in text


def test_before_any_publication(empty_client: httpx.Client) -> None:
    assert "还没有任何发布" in empty_client.get("/").text
    assert "还没有周报" in empty_client.get("/summaries/").text
    assert empty_client.get("/findings.html").status_code == 404
    feed = empty_client.get(FEED)
    assert feed.status_code == 503, "a calendar program must not take it for a calendar that was given up"
    assert feed.headers["retry-after"] == "300"
    assert "不必取消订阅" in feed.text


def test_a_publication_by_link_is_served(out: Path, tmp_path: Path) -> None:
    """A publication may be switched by renaming a link."""
    (tmp_path / "current").symlink_to(out / "current")
    assert Publication(tmp_path).page("index.html") == (out / "current" / "index.html").read_bytes()
    assert Publication(tmp_path).feed("990102-00.ics") is not None


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("gone.html")], ids=["folder", "dead link"])
def test_what_is_no_file_is_not_there(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "current").mkdir()
    make(tmp_path / "current" / "index.html")
    assert Publication(tmp_path).page("index.html") is None
    assert not Publication(tmp_path).exists


def test_a_failure_is_said_without_its_trace(out: Path) -> None:
    app = create_app(out)
    app.state.publication = None

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal") as client:
            return await client.get("/")

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert "服务出了问题" in answer.text
    assert "Traceback" not in answer.text
    assert "AttributeError" not in answer.text


@pytest.mark.parametrize(
    ("name", "file", "reason"),
    [
        ("东湖区民政局", "东湖区民政局.ics", "Chinese"),
        ('a"\r\nSet-Cookie: x=1', "aSet-Cookie x=1.ics", "no quotes, no line of its own"),
        ("../../etc/passwd", "....etcpasswd.ics", "no path"),
        ("'%;=", "'%;=.ics", "what the header's grammar uses itself"),
    ],
)
def test_disposition(name: str, file: str, reason: str) -> None:
    value = disposition(name)
    assert re.fullmatch(r"inline; filename=\"calendar\.ics\"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+", value)
    assert unquote(value.split("''", 1)[1]) == file, reason


@pytest.mark.parametrize(
    ("feed", "name", "reason"),
    [
        (
            b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:\xe7\x94\xb2\\, \xe4\xb9\x99\r\nBEGIN:VEVENT\r\n",
            "甲, 乙",
            "unescaped, events unread",
        ),
        (b"BEGIN:VCALENDAR\r\nNAME:\xe7\x94\xb2\r\nEND:VCALENDAR\r\n", "甲", "RFC 7986"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "", "no name"),
        (b"\xff\xfe nothing of a calendar", "", "not a calendar"),
        (b"", "", "empty"),
    ],
)
def test_calendar_name(feed: bytes, name: str, reason: str) -> None:
    assert calendar_name(feed) == name, reason


def test_small_readings() -> None:
    assert page_title("<html><head><title>周&amp;报</title></head><body><title>x</title>".encode()) == "周&报"
    assert page_title(b"no page") == ""
    assert matches(' "a" , W/"b"', '"b"')
    assert not matches("", '"b"')
