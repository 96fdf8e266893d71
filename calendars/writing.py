"""Calendar events → the bytes of one iCalendar file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar
from icalendar.prop import vDuration

from calendars.events import CalendarEvent, component
from calendars.text import ExactText, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

PRODUCT = "-//Shixian//Deadlines of units//ZH"
REFRESH = timedelta(hours=12)  # the clients that heed it ask twice a day
LINE_OCTETS = 75  # RFC 5545 §3.1, without the line break


def write_calendar(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """The VCALENDAR of a unit's events (RFC 5545 §3.4, RFC 7986 §5), in the order given; no METHOD, no VTIMEZONE."""
    calendar = Calendar()
    title = ExactText(f"{one_line(name)}·时限")
    calendar["PRODID"] = ExactText(PRODUCT)
    calendar["VERSION"] = ExactText("2.0")
    calendar["CALSCALE"] = ExactText("GREGORIAN")
    calendar["NAME"] = title
    calendar["X-WR-CALNAME"] = title
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(REFRESH)
    for event in events:
        calendar.add_component(component(event))
    return b"\r\n".join(fold(line) for line in calendar.content_lines())


def fold(line: str) -> bytes:
    """A content line, folded (§3.1) between characters, and not between a backslash and what it escapes.

    The library folds letter by letter, which for Chinese text takes longer than all the rest of its work.
    """
    octets = line.encode()
    pieces = []
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == 0b1000_0000:  # the inside of a character in UTF-8
            end -= 1
        backslashes = end - start - len(octets[start:end].rstrip(b"\\"))
        end -= backslashes % 2
        pieces.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1  # the space that begins a continuation counts
    return b"\r\n ".join([*pieces, octets[start:]])
