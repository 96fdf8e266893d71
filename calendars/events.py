"""Appointments → calendar events: the facts first, as a frozen noun, then the component that the library writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Event
from icalendar.prop import vCategory, vDDDTypes, vInt, vRecur

from calendars.text import ExactText
from calendars.vocabulary import vocabulary
from calendars.wording import categories, description, summary

if TYPE_CHECKING:
    from calendars.duties import Appointment
    from calendars.identity import Revision

TIME_ZONE = ZoneInfo("Asia/Shanghai")
TRANSPARENT = ExactText("TRANSPARENT")  # a deadline does not block a day


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An all-day event, RFC 5545 §3.6.1, on the one day `day` (with `rule`, its first); times in UTC, text cleaned."""

    uid: str
    sequence: int
    created: datetime
    modified: datetime
    day: date
    rule: str
    summary: str
    description: str
    categories: tuple[str, ...]
    status: str
    priority: int
    color: str

    @property
    def end(self) -> date:
        """DTEND, which is exclusive: the day after."""
        return self.day + timedelta(days=1)


def event_of(appointment: Appointment, revision: Revision) -> CalendarEvent:
    """The event of an appointment. Raises EventError for a status or role that the vocabulary does not know."""
    look = vocabulary().look(appointment.status)
    tentative = appointment.in_conflict and look.vevent != "CANCELLED"
    return CalendarEvent(
        uid=appointment.uid,
        sequence=revision.sequence,
        created=instant(min(entry.recorded_on for entry in appointment.entries)),
        modified=instant(last_change(appointment)),
        day=appointment.day,
        rule=appointment.rule,
        summary=summary(appointment),
        description=description(appointment),
        categories=categories(appointment),
        status="TENTATIVE" if tentative else look.vevent,
        priority=look.priority,
        color=look.color,
    )


def last_change(appointment: Appointment) -> date:
    """The day of the last recorded change, a cancellation included; never the clock's."""
    changes = [max(entry.recorded_on, entry.changed_on) for entry in appointment.entries]
    return max([*changes, appointment.ended_on] if appointment.ended_on else changes)


def instant(day: date) -> datetime:
    """The beginning of a day in Asia/Shanghai, in UTC, as DTSTAMP, CREATED and LAST-MODIFIED must be (§3.8.7)."""
    return datetime.combine(day, time(), TIME_ZONE).astimezone(UTC)


def component(event: CalendarEvent) -> Event:
    """The VEVENT. The values are set as the library's own types, which is twice as fast as to let it infer them."""
    made = Event()
    modified = vDDDTypes(event.modified)
    made["UID"] = ExactText(event.uid)
    made["DTSTAMP"] = modified
    made["CREATED"] = vDDDTypes(event.created)
    made["LAST-MODIFIED"] = modified
    made["SEQUENCE"] = vInt(event.sequence)
    made["DTSTART"] = vDDDTypes(event.day)
    made["DTEND"] = vDDDTypes(event.end)
    if event.rule:
        made["RRULE"] = vRecur.from_ical(event.rule)
    made["SUMMARY"] = ExactText(event.summary)
    made["DESCRIPTION"] = ExactText(event.description)
    if event.categories:
        made["CATEGORIES"] = vCategory(list(event.categories))
    made["STATUS"] = ExactText(event.status)
    made["PRIORITY"] = vInt(event.priority)
    made["COLOR"] = ExactText(event.color)
    made["TRANSP"] = TRANSPARENT
    return made
