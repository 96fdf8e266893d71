"""What the icalendar library writes without a word is refused here."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from calendars.entry import ENTRY_COLUMNS, Entry
from calendars.errors import EventError, FeedError, FrameError
from calendars.events import CalendarEvent
from calendars.feeds import build_feeds
from calendars.guard import check_body, check_event
from calendars.readback import verify
from tests.calendars.made_up import AS_OF, entries, entry, feeds, nothing_published, units

FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"status": "DONE"}, "STATUS DONE"),
    ({"status": ""}, "STATUS"),
    ({"day": None}, "DTSTART"),
    ({"day": datetime(2021, 8, 31, tzinfo=UTC)}, "DTSTART"),
    ({"uid": ""}, "UID"),
    ({"uid": "甲 乙"}, "UID"),
    ({"uid": "d1\r\nATTENDEE:x"}, "UID"),
    ({"sequence": -1}, "SEQUENCE"),
    ({"priority": 10}, "PRIORITY"),
    ({"color": "#ff0000"}, "COLOR"),
    ({"summary": " "}, "SUMMARY"),
    ({"summary": "甲\x07"}, "SUMMARY"),
    ({"description": "甲\r\n乙"}, "DESCRIPTION"),
    ({"categories": ("甲\u2028",)}, "CATEGORIES"),
    ({"rule": "FREQ=SOMETIMES"}, "RRULE"),
    ({"rule": "FREQ=MONTHLY;BYMONTHDAY=4"}, "DTSTART"),
    ({"modified": datetime(2021, 1, 1)}, "UTC"),  # noqa: DTZ001 - the fault under test
    ({"modified": datetime(1999, 1, 1, tzinfo=UTC)}, "LAST-MODIFIED"),
]


def event() -> CalendarEvent:
    return feeds(entry())[0].events[0].event


@pytest.mark.parametrize(("fault", "named"), FAULTS)
def test_a_faulty_event_is_refused_and_the_fault_named(fault: dict[str, Any], named: str) -> None:
    check_event(event())
    with pytest.raises(EventError, match=named):
        check_event(replace(event(), **fault))


def test_an_end_that_is_the_start_is_refused() -> None:
    class SameDay(CalendarEvent):
        @property
        def end(self) -> date:
            return self.day

    good = event()
    facts = {name: getattr(good, name) for name in CalendarEvent.__dataclass_fields__}
    with pytest.raises(EventError, match="DTEND"):
        check_event(SameDay(**facts))


BROKEN = [
    (lambda body: body.replace(b"\r\n", b"\n"), "CRLF"),
    (lambda body: body.replace(b"TRANSP", b"TRA\x00NSP"), "控制字符"),
    (lambda body: body.replace("推".encode(), "推".encode()[:2]), "UTF-8"),
    (lambda body: body[:-20], "完整"),
    (lambda body: body.replace(b"\r\n ", b""), "75"),
]


@pytest.mark.parametrize(("spoil", "named"), BROKEN)
def test_a_broken_file_is_refused(spoil: Any, named: str) -> None:
    body = feeds(entry())[0].body
    check_body(body)
    with pytest.raises(FeedError, match=named):
        check_body(spoil(body))


CHANGED = [
    (b"DTSTART;VALUE=DATE:20211031", b"DTSTART;VALUE=DATE:20211030", "day"),
    (b"SEQUENCE:0", b"SEQUENCE:1", "sequence"),
    (b"STATUS:CONFIRMED", b"STATUS:TENTATIVE", "status"),
    (b"STATUS:CONFIRMED", b"STATUS:DONE", "读不回来"),
    (b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE", "transparent"),
    (b"DTSTAMP:2021", b"DTSTAMP:2020", "modified"),
    ("【牵头】".encode(), "【配合】".encode(), "summary"),
    (b"BEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nRRULE:FREQ=YEARLY\r\n", "rule"),
    (b"BEGIN:VEVENT", b"BEGIN:VTODO", "读不回来"),
]


@pytest.mark.parametrize(("old", "new", "named"), CHANGED)
def test_a_file_that_differs_from_what_was_built_is_refused(old: bytes, new: bytes, named: str) -> None:
    feed = feeds(entry())[0]
    verify(feed.body, [feed.events[0].event])
    assert old in feed.body
    with pytest.raises(FeedError, match=named):
        verify(feed.body.replace(old, new, 1), [feed.events[0].event])


def test_a_lost_event_is_noticed() -> None:
    feed = feeds(entry(), entry(deadline_id="d2"))[0]
    with pytest.raises(FeedError, match="读回 2 条，应为 1 条"):
        verify(feed.body, [feed.events[0].event])


REFUSED = [
    ({"status": "不明"}, "状态“不明”"),
    ({"state": "在路上"}, "进展“在路上”"),
    ({"role": "boss"}, "角色“boss”"),
    ({"due_on": None}, "没有截止日"),
    ({"kind": "recurring", "rule": "每月", "due_on": None}, "重复规则"),
]


@pytest.mark.parametrize(("fault", "named"), REFUSED)
def test_an_entry_that_cannot_be_an_event_is_named_and_the_others_stand(fault: dict[str, Any], named: str) -> None:
    feed = feeds(entry(**fault), entry(deadline_id="d2"))[0]
    assert [refusal.deadline_id for refusal in feed.refused] == ["d1"]
    assert named in feed.refused[0].message
    assert [each.deadline_id for each in feed.events] == ["d2"]


def test_an_entry_has_the_columns_of_the_frame_in_their_order() -> None:
    assert [field.name for field in fields(Entry)] == list(ENTRY_COLUMNS)


def test_a_frame_without_a_column_says_which() -> None:
    with pytest.raises(FrameError, match="deadline_id"):
        build_feeds(entries(entry()).drop("deadline_id"), units(), nothing_published(), AS_OF)


def test_a_frame_with_a_deadline_twice_in_a_unit_is_refused() -> None:
    with pytest.raises(FrameError, match="多次"):
        feeds(entry(), entry())
