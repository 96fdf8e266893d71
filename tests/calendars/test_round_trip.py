"""Any text that a document may hold goes into a feed and comes back from a parser that is not ours."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from calendars.readback import verify
from calendars.text import ExactText, clean, one_line, tag
from calendars.writing import fold
from tests.calendars.made_up import entry, feeds

HOSTILE = [
    ("甲\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:假", "lines of an event of its own"),
    ("甲\u2028END:VCALENDAR\u2029乙\x85丙", "line breaks that only Unicode knows"),
    ("D:\\New\\notes; a, b \\; \\, \\\\ \\n \\N", "backslashes that look like escapes"),
    ("👩‍👩‍👧‍👦é́́́ \u202e反向\ufeff", "joined emoji, combining marks, direction marks"),
    ("：;=\"^n^'", "what separates parameters"),
    (" \t 首尾空白 \t ", "blanks at both ends"),
    ("，" * 100_000, "a hundred thousand commas"),
    ("\\" * 1_000, "a thousand backslashes"),
    ("\x00\x07\x08\x0b\x0c\x1b\x7f甲", "what RFC 5545 §3.1 forbids"),
]


@pytest.mark.parametrize(("text", "reason"), HOSTILE)
def test_hostile_text_stays_text(text: str, reason: str) -> None:
    feed = feeds(entry(title=text, text=text, step=text, chapter=text, document_title=text, surface=text))[0]
    verify(feed.body, [each.event for each in feed.events])
    read = IcsCalendarStream.calendar_from_ics(feed.body.decode()).events
    assert len(read) == 1, reason
    assert read[0].summary == f"【牵头】{one_line(text)}"
    assert f"任务：{clean(text)}\n" in (read[0].description or "")
    assert not feed.refused
    assert feed.body.decode().splitlines() == feed.body.decode().split("\r\n")[:-1], "a line for Python alone"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
@example("\ud7ff\ue000￾", "𠮷")
def test_any_text_comes_back(text: str, title: str) -> None:
    title = f"甲{title}"
    feed = feeds(entry(text=f"文{text}", title=title))[0]
    verify(feed.body, [each.event for each in feed.events])
    read = IcsCalendarStream.calendar_from_ics(feed.body.decode()).events[0]
    assert read.summary == f"【牵头】{one_line(title)}"
    assert f"任务：文{clean(text)}\n" in (read.description or "")


CLEANED = [
    ("甲\r\n乙\r丙\n丁", "甲\n乙\n丙\n丁", "one spelling of a line break"),
    ("甲\u2028乙\u2029丙\x85丁", "甲\n乙\n丙\n丁", "Unicode's as well"),
    ("甲\t乙", "甲\t乙", "a tab is allowed (§3.1)"),
    ("甲\x00\x08\x0b\x0c\x0e\x1f\x7f乙", "甲乙", "control characters are not"),
    ("\ud800甲\udfff", "甲", "half a character has no UTF-8"),
    ("\x80\xa0\u200b\ufeff", "\x80\xa0\u200b\ufeff", "all else stays"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), CLEANED)
def test_clean(text: str, expected: str, reason: str) -> None:
    assert clean(text) == expected, reason
    assert clean(clean(text)) == expected


TITLES = [
    ("甲\r\n乙\u2028丙", "甲 乙 丙", "a title is one line"),
    (" 甲 \t 乙\u3000丙 ", "甲 乙 丙", "runs of blanks are one"),
    ("甲\u202e乙丙\u202c丁", "甲乙丙丁", "nothing turns the direction of writing"),
    ("甲\u2066乙\u2069\u200e\u200f\u061c丙", "甲乙丙", "in none of the ways there are"),
    ("\ufeff甲\u200b乙\u00ad丙\u2060丁", "甲乙丙丁", "two titles that look alike are alike"),
    ("甲\x1b[31m乙\x9b31m丙", "甲[31m乙31m丙", "no terminal obeys a title"),
    ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧", "what joins an emoji stays"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), TITLES)
def test_a_title_is_one_line_of_letters_that_are_seen(text: str, expected: str, reason: str) -> None:
    assert one_line(text) == expected, reason
    (feed,) = feeds(entry(title=text, unit_name=text))
    assert f"SUMMARY:【牵头】{expected}\r\n" in feed.body.decode(), reason
    assert f"X-WR-CALNAME:{expected}·时限\r\n" in feed.body.decode(), reason


def test_a_tag_holds_no_separator() -> None:
    assert tag("一、开办,企业;甲\\乙\n丙") == "一、开办，企业；甲＼乙 丙"


def test_a_capital_n_after_a_backslash_is_no_line_break() -> None:
    assert ExactText("D:\\New").to_ical() == b"D:\\\\New"


@given(st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
@example("\\" * 500)
@example("时" * 25)
@example("\\n" * 200)
def test_folding_keeps_75_octets_and_every_character(line: str) -> None:
    folded = fold(line)
    physical = folded.split(b"\r\n")
    assert all(len(each) <= 75 for each in physical)
    assert folded.decode().replace("\r\n ", "") == line
    for each in physical[:-1]:
        trailing = each[1:] if each is not physical[0] else each
        assert (len(trailing) - len(trailing.rstrip(b"\\"))) % 2 == 0 or b"\\" not in line.encode()
