"""What the icalendar library lets through and RFC 5545 does not: refused here, before and after it is written.

The library (7.3) writes any STATUS, a missing DTSTART, a DTEND that equals DTSTART, and control characters, without a
word. `check_event` looks at the facts before, `check_body` at the bytes after.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

from calendars.errors import EventError, FeedError
from calendars.text import clean, one_line
from calendars.writing import LINE_OCTETS

if TYPE_CHECKING:
    from calendars.events import CalendarEvent

STATUSES = ("TENTATIVE", "CONFIRMED", "CANCELLED")  # §3.8.1.11, of a VEVENT
UID_FORM = re.compile(r"[^\s\x00-\x1f\x7f]{3,255}")
COLOR_FORM = re.compile(r"[a-z]{3,30}")  # a CSS3 name, RFC 7986 §5.9
CONTROL_OCTETS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BARE_BREAK = re.compile(rb"(?<!\r)\n|\r(?!\n)")


def check_event(event: CalendarEvent) -> None:
    """Raise EventError, with every fault named, unless the event is one that RFC 5545 and 7986 allow."""
    faults = [fault for fault in (*key_faults(event), *day_faults(event), *text_faults(event)) if fault]
    if faults:
        raise EventError(f"事项 {clean(event.uid)} 不能写入日历：{'；'.join(faults)}")


def key_faults(event: CalendarEvent) -> list[str]:
    """What is wrong with the properties that programs read."""
    return [
        "" if UID_FORM.fullmatch(event.uid) else "UID 为空、过长或含空白",
        "" if event.sequence >= 0 else f"SEQUENCE {event.sequence} 小于 0",
        "" if event.status in STATUSES else f"STATUS {event.status} 不是 {'、'.join(STATUSES)} 之一",
        "" if 0 <= event.priority <= 9 else f"PRIORITY {event.priority} 不在 0 至 9 之间",
        "" if COLOR_FORM.fullmatch(event.color) else f"COLOR {event.color} 不是 CSS3 颜色名",
    ]


def day_faults(event: CalendarEvent) -> list[str]:
    """What is wrong with the days: whole, DTEND after DTSTART (§3.6.1), times in UTC, a rule that starts on them."""
    if not whole_day(event.day):
        return ["DTSTART 缺失或不是整日"]
    return [
        "" if whole_day(event.end) and event.end > event.day else "DTEND 不晚于 DTSTART",
        stamp_fault(event),
        rule_fault(event) if event.rule else "",
    ]


def stamp_fault(event: CalendarEvent) -> str:
    """What is wrong with the times of its making and last change: not in UTC (§3.8.7), or the wrong way round."""
    if any(stamp.utcoffset() != timedelta() for stamp in (event.created, event.modified)):
        return "DTSTAMP 不是 UTC 时间"
    return "" if event.created <= event.modified else "LAST-MODIFIED 早于 CREATED"


def whole_day(day: object) -> bool:
    """Whether it is a date without a time."""
    return isinstance(day, date) and not isinstance(day, datetime)


def rule_fault(event: CalendarEvent) -> str:
    """What is wrong with the rule: unreadable, or its first day is not DTSTART (undefined by §3.8.5.3)."""
    try:
        first = next(iter(rrulestr(event.rule, dtstart=datetime.combine(event.day, time()))), None)
    except (ValueError, KeyError, AttributeError) as error:
        return f"RRULE {event.rule} 无法识别（{error}）"
    return "" if first is not None and first.date() == event.day else f"RRULE {event.rule} 不从 DTSTART 开始"


def text_faults(event: CalendarEvent) -> list[str]:
    """What is wrong with the texts: no title or one that is not one line, letters that no content line may hold (§3.1)."""
    texts = {"SUMMARY": event.summary, "DESCRIPTION": event.description, "CATEGORIES": "".join(event.categories)}
    unclean = [name for name, text in texts.items() if clean(text) != text]
    return [
        "" if event.summary.strip() else "SUMMARY 为空",
        "" if event.summary == one_line(event.summary) else "SUMMARY 含换行或看不见的字符",
        f"{'、'.join(unclean)} 含控制字符" if unclean else "",
    ]


def check_body(body: bytes) -> None:
    """Raise FeedError unless the bytes keep §3.1: UTF-8, CRLF, lines of 75 octets at most, no control character."""
    faults = {
        "含有控制字符": CONTROL_OCTETS.search(body),
        f"有超过 {LINE_OCTETS} 个八位组的行": max(map(len, body.split(b"\r\n"))) > LINE_OCTETS,
        "换行不是 CRLF": BARE_BREAK.search(body),
    }
    found = [fault for fault, hit in faults.items() if hit]
    if not (body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")):
        found.append("不是一个完整的 VCALENDAR")
    try:
        body.decode()
    except UnicodeDecodeError:
        found.append("不是 UTF-8")
    if found:
        raise FeedError(f"日历文件{'；'.join(found)}")
