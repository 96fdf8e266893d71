"""Any head that can be composed from what offices print: number, title, issuer, addressees and date come back as they went in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.jsonl import to_json_lines
from documents.papers.heads import carried_title
from documents.read import read_source

LAYOUTS = Path(__file__).parent / "layouts"
PLACES = ["清河市", "青坪县", "海陵省", "白鹤自治州", "芦溪市南屏区", "云门镇", "南屏高新技术产业开发区"]
BODIES = ["人民政府", "人民政府办公室", "教育局", "发展和改革委员会", "财政厅", "安全生产委员会办公室", "管理委员会", "乡村振兴局",
          "防汛抗旱指挥部", "营商环境工作领导小组"]  # fmt: skip
SUBJECTS = [
    "供水保障",
    "2024年政务公开",
    "“十四五”现代物流",
    "乡村公路建设",
    "“放管服”改革",
    "农村生活污水治理（2021—2023年）",
]
KINDS = ["印发{}实施方案的通知", "关于印发{}工作要点的通知", "关于加强{}工作的意见", "关于做好{}有关工作的通知", "转发{}工作方案的通知",
         "关于{}情况的通报", "关于印发《{}行动计划》的通知", "关于推进{}的若干措施", "关于开展{}专项行动的函"]  # fmt: skip
ADDRESSEES = [("各县（市、区）人民政府", "市政府各部门"), ("各乡镇人民政府", "县直有关单位"), ("各有关单位",), ()]
LETTERS = ["清政发", "青政办字", "海教职", "白发改高技", "南高新工委发", "云政函", "芦政办规", "临安委字"]
BRACKETS = ["〔{}〕", "[{}]", "（{}）", "({})", "【{}】", "［{}］", "﹝{}﹞"]
DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Paper:
    """A head that was composed, and the text that prints it."""

    number: str
    title: str
    issuer: str
    addressees: tuple[str, ...]
    issued: date
    text: str


def chinese(day: date) -> str:
    """A day in Chinese numerals: 二〇二一年三月五日."""
    year = "".join(DIGITS[int(d)] for d in str(day.year))
    month, of_month = (("" if n < 20 else DIGITS[n // 10]) + ("十" if n >= 10 else "") + (DIGITS[n % 10] if n % 10 else "")
                       for n in (day.month, day.day))  # fmt: skip
    return f"{year}年{month}月{of_month}日"


DAYS = [lambda d: f"{d.year}年{d.month}月{d.day}日", chinese, lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
        lambda d: chinese(d).replace("〇", "○"), lambda d: f"{d.year}年{d.month:02}月{d.day:02}日"]  # fmt: skip
TOPS = ["{issuer}文件\n{number}\n", "{issuer}文件\n\n{number}　　　签发人：王某某\n\n", "000123\n特急\n{issuer}文件\n{number}\n",
        "{number}\n", "{issuer}\n\n{number}\n", "# {issuer}文件\n\n{number}\n\n---\n"]  # fmt: skip
BELOW = ["{number}\n", "（{number}）\n"]
SIGNATURES = [
    "{issuer}\n{day}\n",
    "　　　　{issuer}（公章）\n　　　　{day}\n",
    "{issuer}　　{day}\n",
    "（盖章）\n{issuer}\n{day}\n（此件公开发布）\n",
]


def broken(title: str, width: int) -> str:
    """A title in lines of `width` characters, wherever that breaks it; 0 leaves it whole."""
    return "\n".join(title[i : i + width] for i in range(0, len(title), width)) if width else title


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A head with its letterhead or without, the number above, below or behind the title, the title in one line or several."""
    issuer = draw(st.sampled_from(PLACES)) + draw(st.sampled_from(BODIES))
    day = draw(st.dates(date(2000, 1, 1), date(2035, 12, 31)))
    order = draw(st.integers(1, 9999))
    bracket = draw(st.sampled_from(BRACKETS)).format(day.year)
    number = f"{draw(st.sampled_from(LETTERS))}{bracket}{draw(st.sampled_from(['', '第']))}{order}号"
    subject = draw(st.sampled_from(KINDS)).format(draw(st.sampled_from(SUBJECTS)))
    title = issuer + subject
    printed = issuer + draw(st.sampled_from(["", "\n"])) + broken(subject, draw(st.sampled_from([0, 12, 17, 22])))
    where = draw(st.sampled_from(["above", "below", "behind"]))
    if where == "above":
        head = draw(st.sampled_from(TOPS)).format(issuer=issuer, number=number) + printed + "\n"
    elif where == "below":
        head = f"{printed}\n{draw(st.sampled_from(BELOW)).format(number=number)}"
    else:
        head = f"{printed}（{number}）\n"
    addressees = draw(st.sampled_from(ADDRESSEES))
    signature = draw(st.sampled_from(SIGNATURES)).format(issuer=issuer, day=draw(st.sampled_from(DAYS))(day))
    body = (
        "，".join(addressees) + "：\n" if addressees else ""
    ) + "为做好有关工作，现通知如下。\n一、任务\n1.落实责任。2036年6月底前完成。\n"
    return Paper(number, title, issuer, addressees, day, f"{head}\n{body}{signature}")


@settings(max_examples=400, deadline=None)
@given(papers())
def test_a_composed_head_comes_back(paper: Paper):
    (document,) = read_source("paper.txt", paper.text.encode()).documents
    read = (document.number, document.title, document.issuer, document.addressees, document.issued)
    assert read == (paper.number, paper.title, paper.issuer, paper.addressees, paper.issued), paper.text


@settings(max_examples=100, deadline=None)
@given(st.lists(papers(), min_size=2, max_size=5, unique_by=lambda p: p.number))
def test_papers_one_after_another_are_told_apart(several: list[Paper]):
    documents = read_source("gazette.txt", "\n".join(p.text for p in several).encode()).documents
    read = [(d.number, d.title, d.issuer, d.issued) for d in documents]
    assert read == [(p.number, p.title, p.issuer, p.issued) for p in several]


@pytest.mark.parametrize(
    ("title", "carried"),
    [
        ("清河市人民政府关于印发清河市供水保障三年行动方案的通知", "清河市供水保障三年行动方案"),
        ("中共石梁县委办公室印发《关于推进乡村建设的实施方案》的通知", "关于推进乡村建设的实施方案"),
        ("松泉市民政局关于印发〈松泉市养老机构等级评定办法（试行）〉的通知", "松泉市养老机构等级评定办法（试行）"),
        ("石梁县教育局关于转发松泉市教育局《关于做好控辍保学工作的通知》的通知", "关于做好控辍保学工作的通知"),
        ("清河市人民政府关于加强乡村公路建设的意见", ""),
        ("", ""),
    ],
    ids=["plain", "quoted", "angle brackets", "forwarded", "speaks for itself", "none"],
)
def test_the_plan_that_a_title_carries(title: str, carried: str):
    assert carried_title(title) == carried


def test_a_measure_of_a_forwarded_paper_without_number_is_shown_under_the_forwarding_one():
    reading = read_source("notice.txt", (LAYOUTS / "75-forwarded-without-number.txt").read_bytes())
    assert {json.loads(line)["doc"] for line in to_json_lines(reading, "")} == {"石安办〔2021〕2号"}


NOT_ITS_DATE = [
    "报名截止时间：\n{day}\n二、报名方式\n网上报名。",
    "完成时限\n{day}\n责任单位\n县水利局",
    "《某省人民政府关于某事的意见》（某政发〔2020〕1号，\n{day}\n印发）已经实施。",
    "本次检查自\n{day}\n起开始。",
    "1.报送材料。截止日期为\n{day}\n。",
    "任务一：{day}前完成。",
    "时间：{day}至次年3月1日。",
    "各单位应在{day}前报送，\n{day}\n前完成整改。",
]


@pytest.mark.parametrize("written", NOT_ITS_DATE)
@pytest.mark.parametrize("day", ["2021年6月30日", "二〇二一年六月三十日"])
def test_a_deadline_or_a_cited_day_is_never_the_date_of_issue(written: str, day: str):
    text = (
        "清河市供水保障工作方案\n\n一、主要任务\n" + written.format(day=day) + "\n2.加强监管。（责任单位：市水务局）\n"
    )
    assert read_source("plan.txt", text.encode()).documents[0].issued is None


@pytest.mark.parametrize("written", NOT_ITS_DATE)
def test_the_signature_tells_the_date_whatever_stands_before(written: str):
    text = f"清河市水务局关于做好供水工作的通知\n\n各单位：\n\n{written.format(day='2021年6月30日')}\n\n清河市水务局\n2021年4月2日\n"
    assert read_source("notice.txt", text.encode()).documents[0].issued == date(2021, 4, 2)
