"""Web pages as sites, browsers and Office leave them, and markup that nobody means well with."""

from __future__ import annotations

import time

import pytest

from documents.errors import DamagedSource
from documents.formats import html


def lines(body: str) -> list[str]:
    return html.text_of(f"<html><body>{body}</body></html>").split("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>甲\n  乙</p><div>丙</div>丁", ["甲 乙", "丙", "丁"]),
        ("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"]),
        ("<p>甲<b>乙</b><span>丙</span></p>", ["甲乙丙"]),
        ("<p>&nbsp;&nbsp;甲&amp;&lt;乙&gt;&#12289;丙</p>", ["\xa0\xa0甲&<乙>、丙"]),
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "乙"]),
        ("甲<script>x('<p>乙</p>')</script><style>p{}</style><noscript>丙</noscript><template>丁</template>戊", ["甲戊"]),
        ("甲<!-- 乙 --><!--[if gte mso 9]>丙<![endif]--><![if !vml]>丁<![endif]>", ["甲丁"]),
        ("甲<p style='color:red; DISPLAY : none'>乙</p><p hidden>丙</p><select><option>丁</select>", ["甲"]),
        ("<ruby>伊<rt>yi</rt></ruby>", ["伊"]),
        ("<h1>通知</h1><h2>总体要求</h2><h2>一、任务</h2><h3>推进共享。6月底前完成。</h3>",
         ["通知", "## 总体要求", "一、任务", "推进共享。6月底前完成。"]),
        ("<svg><text>甲</text></svg><button>乙</button>", ["甲乙"]),
    ],
)  # fmt: skip
def test_what_a_page_shows(body: str, expected: list[str]):
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed start=2><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol><li><p>甲</p><ul><li>子</ul><li><p>乙</p></ol>", ["1. 甲", "子", "2. 乙"]),
        ("<ol><li>甲<ol type=a><li>子</ol><li>乙</ol>", ["1. 甲", "a. 子", "2. 乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style: none'><li>甲</ol>", ["甲"]),
        ("<ol><li>一、甲</li><li>（二）乙</li><li><p>3.丙</p></li></ol>", ["一、甲", "（二）乙", "3.丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
    ],
    ids=["plain", "start", "reversed", "paragraphs", "nested", "Chinese", "none", "own numbers", "bullets"],
)
def test_numbers_of_lists(body: str, expected: list[str]):
    assert lines(body) == expected


HEAD = "<tr><th>序号<th>任务<th>单位</tr>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>1<td>甲<td rowspan=2>市局<tr><td>2<td>乙", ["1\t甲\t市局", "2\t乙\t市局"]),
        ("<tr><td>1<td>甲<td rowspan=0>市局<tr><td>2<td>乙<tr><td>3<td>丙", ["1\t甲\t市局", "2\t乙\t市局", "3\t丙\t市局"]),
        ("<tr><td>1<td rowspan=2 colspan=2>甲<tr><td>2", ["1\t甲\t", "2\t甲\t"]),
        ("<tr><td colspan=3>一、数据类<tr><td>1<td>甲<td>市局", ["一、数据类\t\t", "1\t甲\t市局"]),
        ("<tr><td>1<td><p>甲</p><p>乙</p><td>市局<br>县局", ["1\t甲\v乙\t市局\v县局"]),
        ("<tr><td>1<td>甲 \n乙\t丙<td>", ["1\t甲 乙 丙\t"]),
        ("<tr><td>1<td><ol><li>甲<li>乙</ol><td>市局", ["1\t1. 甲\v2. 乙\t市局"]),
        ("<tr><td><td><td><tr><td>1<td>甲<td>市局", ["1\t甲\t市局"]),
        ("<tr><td rowspan=99999999999>1<td colspan='x'>甲<td rowspan=-2>市局", ["1\t甲\t市局"]),
    ],
    ids=["rowspan", "to the end", "both", "section", "lines", "blanks", "list", "empty row", "no numbers"],
)  # fmt: skip
def test_tables(rows: str, expected: list[str]):
    assert lines(f"<table>{HEAD}{rows}</table>") == ["序号\t任务\t单位", *expected]


def test_a_table_that_lays_the_page_out():
    """Menu and article beside each other, as old sites have them: what stands in the cells is text."""
    article = "<p>一、任务</p>" + "".join(f"<p>{i}.推进共享。</p>" for i in range(9))
    inner = f"<table>{HEAD}<tr><td>1<td>甲<td>市局</table>"
    expected = ["菜单", "一、任务", *(f"{i}.推进共享。" for i in range(9))]
    assert lines(f"<table><tr><td>菜单<td>{article}</table>") == expected
    assert lines(f"<table><tr><td>菜单<td>{article}{inner}</table>") == [*expected, "序号\t任务\t单位", "1\t甲\t市局"]


def test_the_charset_that_a_page_names_helps_where_bytes_do_not():
    page = (
        "<meta http-equiv=content-type content='text/html; charset=gb2312'><p>推进共享</p>".encode("gbk")
        + b"<p>\xff\xfe\x80</p>" * 9
    )
    assert html.read("a.html", page).text.startswith("推进共享")


def test_a_page_that_a_browser_saved_in_one_file():
    archive = (
        'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="--b"\n\n'
        "----b\nContent-Type: text/html; charset=gb2312\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<p>=C8=CE=CE=F1</p>\n----b--\n"
    )  # fmt: skip
    assert html.read_archive("a.mhtml", archive.encode()).text == "任务"


@pytest.mark.parametrize(
    "markup",
    ["<a" * 100_000, "<a>" * 100_000, "<b>" * 2_000 + "<p>甲" * 500, "<!--" * 100_000, "&" * 500_000, "<li>" * 50_000,
     "<table><tr><td>" * 900, "<td colspan=1000 rowspan=65534>甲" * 3000, "<table>" + "<tr><td rowspan=9999>甲<td>乙" * 3000,
     "</p>" * 100_000, "<p " + "a=1 " * 2000 + ">甲"],
    ids=lambda markup: markup[:18],
)  # fmt: skip
def test_hostile_markup_costs_no_more_than_its_length(markup: str):
    began = time.process_time()
    html.read("a.html", b"<html><p>x</p>" + markup.encode())
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "markup", ["<div>" * 100_000, "<svg>" * 20_000, "<div>" * 5000 + "</div>" * 5000, "<a " + "a=1 " * 50_000 + ">"]
)
def test_endless_nesting_is_refused(markup: str):
    with pytest.raises(DamagedSource):
        html.read("a.html", f"<html><p>甲</p>{markup}".encode())
