"""Entries → feeds: one iCalendar object a unit, the same bytes for the same input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from calendars.duties import Appointment, Dated, appointments, dated
from calendars.entry import PUBLISHED_COLUMNS, UNIT_COLUMNS, Entry, by_unit, fit, fit_entries, moved_entries
from calendars.errors import EventError
from calendars.events import CalendarEvent, event_of, instant
from calendars.filenames import feed_filenames
from calendars.guard import check_event
from calendars.identity import Earlier, published_before, revise, state_digest, uid_of
from calendars.text import one_line
from calendars.vocabulary import vocabulary
from calendars.writing import write_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """An event of a feed with what is kept about it: a row of the table of publications, and the event itself.

    `deadline_ids` are the deadlines that it speaks for; none for the notice that a feed is empty, or the
    cancellation of what other events now say. `published_on` is the day on which this state was first published.
    """

    uid: str
    deadline_id: str
    unit_id: str
    sequence: int
    state_sha256: str
    published_on: date
    deadline_ids: tuple[str, ...]
    event: CalendarEvent


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that could not become an event, with a Chinese sentence that says why."""

    deadline_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One unit's calendar. `body` is the file; `refused` are the entries that it should hold and cannot."""

    unit_id: str
    name: str
    filename: str
    body: bytes
    events: tuple[PublishedEvent, ...]
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whose feed it is, and the name of its file."""

    unit_id: str
    name: str
    filename: str


def build_feeds(entries: pl.DataFrame, units: pl.DataFrame, published: pl.DataFrame, as_of: date) -> tuple[Feed, ...]:
    """All feeds, in the order of their units' ids: see iter_feeds, which needs less memory."""
    return tuple(iter_feeds(entries, units, published, as_of))


def iter_feeds(entries: pl.DataFrame, units: pl.DataFrame, published: pl.DataFrame, as_of: date) -> Iterator[Feed]:
    """A feed for every unit of `units` and of `entries`, one at a time.

    The columns are entry.ENTRY_COLUMNS, UNIT_COLUMNS and PUBLISHED_COLUMNS; `published` holds the rows of all earlier
    publications. Nothing depends on the order of rows or on the clock. Raises FrameError.
    """
    rows, earlier = fit_entries(entries), fit(published, PUBLISHED_COLUMNS, "published")
    named = pl.concat([rows.select(*UNIT_COLUMNS), fit(units, UNIT_COLUMNS, "units")])
    names = dict(named.select("unit_id", "unit_name").sort("unit_id", maintain_order=True).iter_rows())
    filenames = feed_filenames(names)
    before = published_before(earlier)
    moved = dict(by_unit(moved_entries(rows, earlier)))
    owned = by_unit(rows)
    owner, own = next(owned, ("", []))
    for unit_id, name in names.items():
        mine: list[Entry] = []
        if owner == unit_id:
            mine, (owner, own) = own, next(owned, ("", []))
        whose = Addressee(unit_id, name, filenames[unit_id])
        yield feed_of(whose, mine, moved.get(unit_id, ()), before, as_of)


def feed_of(
    whose: Addressee, entries: Sequence[Entry], moved: Sequence[Entry], before: Mapping[str, Earlier], as_of: date
) -> Feed:
    """One unit's feed; an entry that cannot become a correct event is left out and named in `refused`."""
    refused: list[Refusal] = []
    dates, gone = placed(entries, refused), placed(moved, [])
    events: list[PublishedEvent] = []
    for appointment in appointments(dates, gone, before, as_of):
        try:
            events.append(published_event(appointment, before, as_of))
        except EventError as error:
            refused += [Refusal(entry.deadline_id, str(error)) for entry in appointment.entries]
    events = sorted(events, key=lambda each: (each.event.day, each.uid)) or [notice_of_emptiness(whose, before, as_of)]
    body = write_calendar(whose.name, [each.event for each in events])
    return Feed(whose.unit_id, whose.name, whose.filename, body, tuple(events), tuple(refused))


def placed(entries: Iterable[Entry], refused: list[Refusal]) -> list[Dated]:
    """The entries that have a day, each on it; those that should and cannot are added to `refused`."""
    found: list[Dated] = []
    for entry in entries:
        try:
            check_words(entry)
            item = dated(entry)
        except EventError as error:
            refused.append(Refusal(entry.deadline_id, f"{one_line(entry.title)}：{error}"))
        else:
            found += [item] if item else []
    return found


def check_words(entry: Entry) -> None:
    """Raise EventError where the role, the state or the status is not in the vocabulary."""
    words = vocabulary()
    words.strongest([entry.role])
    words.progress(entry.state)
    words.look(entry.status)


def published_event(appointment: Appointment, before: Mapping[str, Earlier], as_of: date) -> PublishedEvent:
    """The event of an appointment, with its SEQUENCE. Raises EventError where the guard refuses it."""
    revision = revise(before.get(appointment.uid), appointment.digest(), as_of)
    event = event_of(appointment, revision)
    check_event(event)
    return PublishedEvent(
        uid=event.uid,
        deadline_id=appointment.held.deadline_id,
        unit_id=appointment.held.unit_id,
        sequence=event.sequence,
        state_sha256=revision.state_sha256,
        published_on=revision.published_on,
        deadline_ids=appointment.speaks_for,
        event=event,
    )


def notice_of_emptiness(whose: Addressee, before: Mapping[str, Earlier], as_of: date) -> PublishedEvent:
    """The one entry of a feed with no deadline, on the day it was first published.

    Clients take a calendar without entries for a fault.
    """
    uid = uid_of("empty", whose.unit_id)
    revision = revise(before.get(uid), state_digest("empty"), as_of)
    made = instant(revision.published_on)
    look = vocabulary().look("未到期")
    event = CalendarEvent(
        uid=uid,
        sequence=revision.sequence,
        created=made,
        modified=made,
        day=revision.published_on,
        rule="",
        summary="【时限】暂无带时限的事项",
        description=f"{one_line(whose.name)}目前没有带时限的事项。订阅有效，今后有了会自动出现在这里。",
        categories=("说明",),
        status=look.vevent,
        priority=look.priority,
        color=look.color,
    )
    return PublishedEvent(
        uid, "", whose.unit_id, event.sequence, revision.state_sha256, revision.published_on, (), event
    )


def published_rows(feeds: Iterable[Feed]) -> pl.DataFrame:
    """Rows for the table of publications, columns PUBLISHED_COLUMNS: every event of `feeds`, in their order.

    A row whose uid and sequence the table holds already is unchanged; `published_on` is the day of feeds' `as_of` for
    those whose state is new. Rows are never to be deleted, or SEQUENCE could fall when an event comes back.
    """
    rows = [
        (feed.filename, each.uid, each.deadline_id, each.unit_id, each.sequence, each.state_sha256, each.published_on)
        for feed in feeds
        for each in feed.events
    ]
    return pl.DataFrame(rows, schema=PUBLISHED_COLUMNS, orient="row")


def verify_no_orphan(dated_deadline_ids: Iterable[str], feeds: Iterable[Feed]) -> tuple[str, ...]:
    """The dated deadlines that stand in no feed, in order; none may be lost (DESIGN.md, “No orphan”)."""
    present = {deadline for feed in feeds for each in feed.events for deadline in each.deadline_ids}
    return tuple(sorted(set(dated_deadline_ids) - present))
