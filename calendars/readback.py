"""A written feed, read a second time by another parser (`ical`, strict) and compared with what was built."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarError as IcalError

from calendars.errors import FeedError
from calendars.events import CalendarEvent
from calendars.guard import check_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ical.event import Event

FACTS = tuple(field.name for field in fields(CalendarEvent))


def verify(body: bytes, events: Sequence[CalendarEvent]) -> None:
    """Raise FeedError unless `body` is a calendar that holds exactly `events`, each property as it was built."""
    check_body(body)
    try:
        read = [facts_read(event) for event in IcsCalendarStream.calendar_from_ics(body.decode()).events]
    except (IcalError, ValueError) as error:
        raise FeedError(f"日历文件读不回来：{error}") from error
    built = [facts_built(event) for event in events]
    if len(read) != len(built):
        raise FeedError(f"日历文件读回 {len(read)} 条，应为 {len(built)} 条")
    for back, made in zip(read, built, strict=True):
        if back != made:
            names = "、".join(name for name, value in made.items() if back[name] != value)
            raise FeedError(f"事项 {made['uid']} 读回后 {names} 与写入的不同")


def facts_built(event: CalendarEvent) -> dict[str, object]:
    """The facts of an event as it was built, in the terms of facts_read."""
    facts = {name: getattr(event, name) for name in FACTS}
    return facts | {"rule": rule_parts(event.rule), "end": event.end, "transparent": True}


def facts_read(event: Event) -> dict[str, object]:
    """The facts of an event as it was read."""
    return {
        "uid": event.uid,
        "sequence": event.sequence,
        "created": event.created,
        "modified": event.last_modified if utc(event.dtstamp) == event.last_modified else None,
        "day": event.dtstart,
        "rule": rule_parts(event.rrule.as_rrule_str() if event.rrule else ""),
        "summary": event.summary,
        "description": event.description,
        "categories": tuple(event.categories),
        "status": event.status.value if event.status else None,
        "priority": event.priority,
        "color": event.color,
        "end": event.dtend,
        "transparent": event.transparency == "TRANSPARENT",
    }


def utc(moment: object) -> datetime | None:
    """A moment in UTC, None for a mere date."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else None


def rule_parts(rule: str) -> dict[str, str]:
    """An RRULE value by parts, whose order does not count; an interval of 1 is none."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";") if part)
    return {name: value for name, value in parts.items() if (name, value) != ("INTERVAL", "1")}
