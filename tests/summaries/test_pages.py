"""The pages: the same input gives the same bytes, what documents say does no harm, and empty states are said."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summaries import frames
from summaries.drawing import names, shorten
from summaries.findings_page import render_findings
from summaries.index_page import render_index
from summaries.model import build_summary
from summaries.page import render_summary
from tests.summaries.made_up import AS_OF, HOSTILE, Frames, district
from tests.summaries.reading import Page

ALLOWED = set(
    "html head meta style title link body a nav div main header h1 h2 h3 p section ul ol li span br b small i "
    "table thead tbody tr th td footer article blockquote mark".split()
)
ADDRESSES = re.compile(
    r"#[\w-]+|\.\./(current/index|summaries/[\w-]+)\.html|(index|findings)\.html|data:,|calendars/(?!\.+$)[\w%.~-]+"
)


def summary_page(made: Frames) -> str:
    return render_summary(build_summary(made.deadlines, made.findings, made.changes, made.units, made.documents, AS_OF))


def pages(made: Frames) -> dict[str, str]:
    return {
        "summary": summary_page(made),
        "findings": render_findings(made.findings, AS_OF),
        "index": render_index(
            made.documents, made.units, AS_OF, summary="../summaries/2021-09-06.html", findings="findings.html"
        ),
    }


def everywhere(made: Frames, text: str) -> Frames:
    """The district with `text` in every column of text that a document could have filled."""
    kept = {"state", "status", "severity", "kind", "rule", "deadline_id", "document_id", "finding_id", "unit_id"}

    def filled(frame: pl.DataFrame) -> pl.DataFrame:
        texts = [name for name, kind in frame.schema.items() if kind == pl.String and name not in kept]
        lists = [name for name, kind in frame.schema.items() if kind == frames.NAMES and name != "unit_ids"]
        return frame.with_columns(
            *(pl.lit(text).alias(name) for name in texts),
            *(pl.lit([text], dtype=frames.NAMES).alias(name) for name in lists),
        )

    return Frames(*map(filled, (made.deadlines, made.findings, made.changes, made.units, made.documents)))


def harmless(page: str) -> Page:
    read = Page(page)
    assert read.tags() <= ALLOWED
    assert not [
        name for _, attributes in read.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert all(ADDRESSES.fullmatch(address) for address in read.values("href") + read.values("src"))
    assert sum(tag == "style" for tag, _ in read.elements) == 1
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page)
    return read


@pytest.mark.parametrize("name", ["summary", "findings", "index"])
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    first, second = pages(district()), pages(district())
    assert first[name].encode() == second[name].encode()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["summary", "findings", "index"])
def test_hostile_text_is_shown_and_nothing_else(name: str, text: str) -> None:
    read = harmless(pages(everywhere(district(deadlines=20), text))[name])
    shown = re.sub(r"[\x00-\x1f\u202a-\u202e]", "", text)
    assert shown[:20] in read.text


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_is_harmless(text: str) -> None:
    for page in pages(everywhere(district(deadlines=12), text)).values():
        harmless(page)


def test_a_page_needs_nothing_beside_it() -> None:
    for page in pages(district()).values():
        read = Page(page)
        assert read.tags().isdisjoint({"script", "img", "iframe", "object", "form"})
        assert "@import" not in page
        assert "url(" not in page
        policy = next(a["content"] for tag, a in read.elements if tag == "meta" and "http-equiv" in a)
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert ("html", {"lang": "zh-Hans"}) in read.elements


def test_places_within_a_page_are_there() -> None:
    for page in pages(district()).values():
        read = Page(page)
        ids = read.values("id")
        assert len(ids) == len(set(ids))
        inner = [address[1:] for address in read.values("href") if address.startswith("#")]
        assert inner
        assert set(inner + read.values("aria-labelledby")) <= set(ids)


def test_the_summary_says_its_numbers() -> None:
    made = district()
    summary = build_summary(made.deadlines, made.findings, made.changes, made.units, made.documents, AS_OF)
    text = Page(render_summary(summary)).text
    for figure in summary.figures:
        assert f"{figure.label}{figure.value} {figure.measure}{figure.definition}" in text
    assert "本周：2021年8月30日（周一）至9月5日（周日）" in text
    assert f"逾期{-(summary.late[0].days or 0)}天" in text
    assert all(line.title[:20] in text for line in summary.late)


def test_empty_states_are_said() -> None:
    nothing = Frames(*[pl.DataFrame()] * 5)
    text = {name: harmless(page).text for name, page in pages(nothing).items()}
    for words in (
        "没有逾期的时限", "本周没有到期的时限", "这一周没有到期的时限", "没有登记新的时限", "没有待处理的校验问题",
        "没有写明牵头单位或责任单位的时限", "还没有文件入库", "没有无具体到期日的事项",
    ):  # fmt: skip
        assert words in text["summary"]
    assert "没有尚未了结的校验问题" in text["findings"]
    assert "还没有单位日历" in text["index"]


def test_a_page_that_travels_alone_links_nowhere() -> None:
    nothing = pl.DataFrame()
    page = render_summary(build_summary(nothing, nothing, nothing, nothing, nothing, AS_OF), home="")
    assert all(address.startswith(("#", "data:,")) for address in Page(page).values("href"))


def test_findings_show_both_passages_and_mark_the_words() -> None:
    page = render_findings(district().findings, AS_OF)
    assert "<mark>9月底前</mark>，企业开办全流程" in page
    assert "<mark>6月底前</mark>，企业开办全流程压缩至1个工作日以内" in page
    assert "公报.pdf第7页" in page
    assert "怎么处理：" in page
    assert "同样的问题还有2处" in page
    assert page.count("不在单位名录中，最接近的是") == 1
    text = Page(page).text
    assert text.index("同一文号两种文本") < text.index("时限晚于上级文件") < text.index("到期日不是工作日")
    assert "第12项之后是第14项" in text[text.index("已了结的问题") :]


def test_a_finding_closed_after_the_day_is_still_open_on_it() -> None:
    early = render_findings(district().findings, date(2021, 9, 2))
    text = Page(early).text
    assert "第3项之后是第5项" in text[: text.index("已了结的问题")]


def test_whole_addresses_where_the_portal_is_known() -> None:
    made = district()
    page = Page(render_index(made.documents, made.units, AS_OF, address="https://dl.shili.example/"))
    assert "https://dl.shili.example/calendars/990102-00.ics" in page.values("href")
    assert "webcal://dl.shili.example/calendars/990102-00.ics" in page.values("href")


def test_several_places_can_be_jumped_to() -> None:
    made = district()
    place = pl.when(pl.col("unit_id") == "u0").then(pl.lit("示例市")).otherwise("jurisdiction")
    read = Page(render_index(made.documents, made.units.with_columns(jurisdiction=place), AS_OF))
    assert {"#place-1", "#place-2"} <= set(read.values("href"))
    assert {"place-1", "place-2"} <= set(read.values("id"))
    assert "示例市（1个单位）" in read.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example", "dl.shili.example", "https://"])
def test_an_address_that_no_calendar_can_fetch_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="must start with http"):
        render_index(pl.DataFrame(), pl.DataFrame(), AS_OF, address=address)


def test_names_of_jurisdictions_are_shown_where_given() -> None:
    made = district()
    units = made.units.with_columns(jurisdiction=pl.lit("990102"), jurisdiction_name=pl.lit("示例市东湖区"))
    text = Page(render_index(made.documents, units, AS_OF)).text
    assert "示例市东湖区（28个单位）" in text
    assert "990102（" not in text


@pytest.mark.parametrize(
    ("given_names", "limit", "place", "shown", "reason"),
    [
        (["甲局", "乙局"], 6, "", "甲局、乙局", "all of them"),
        (["甲局", "乙局", "丙局"], 2, "", "甲局、乙局等3个单位", "the first ones and how many"),
        (["东湖区甲局", "示例市乙局"], 6, "东湖区", "甲局、示例市乙局", "at home without the place"),
        (["东湖区"], 6, "东湖区", "东湖区", "a name that is the place itself stays"),
        ([], 6, "", "", "nobody"),
    ],
)
def test_names(given_names: list[str], limit: int, place: str, shown: str, reason: str) -> None:
    assert names(given_names, limit, place=place) == shown, reason


def test_shortened_text_keeps_the_limit() -> None:
    assert shorten("字" * 90) == "字" * 90
    assert shorten("字" * 91) == "字" * 88 + "……"
