"""A unit's entries → its appointments: one for each duty and day, however many documents repeat the duty.

Which deadline's id an appointment carries stays as it was published, so that a second document that repeats a duty does
not give subscribers the same thing under a new UID; a deadline that was published by itself and has since been found to
repeat another is cancelled.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from calendars.errors import EventError
from calendars.identity import CANCELLED_STATE, Earlier, state_digest, uid_of
from calendars.occurrences import recurrence
from calendars.vocabulary import CANCELLED, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from calendars.entry import Entry

CANCELLED_FOR = timedelta(days=60)  # how long a withdrawn event stays in sight, as cancelled


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry with the day on which it stands in a calendar: for a recurring one the first, with its RRULE value."""

    entry: Entry
    day: date
    rule: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """One thing to be done by a unit on a day. `held` is the entry whose id the UID carries, `entries` all that say it.

    `role` is the strongest of theirs, `state` and `status` the furthest; `ended_on` is the day from which it is
    cancelled, or None, and `ended_by` says why: `withdrawn`, `repeated` (another entry now speaks for it), `moved`
    (to other units) or `private` (its document is not public any more), or "".
    """

    held: Entry
    entries: tuple[Entry, ...]
    day: date
    rule: str
    role: str
    state: str
    status: str
    ended_on: date | None = None
    ended_by: str = ""

    @property
    def uid(self) -> str:
        """The UID of its event."""
        return uid_of(self.held.deadline_id, self.held.unit_id)

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The deadlines that stand in the feed with it: none where it only takes back what others now say."""
        return (
            ()
            if self.ended_by in ("repeated", "moved", "private")
            else tuple(entry.deadline_id for entry in self.entries)
        )

    @property
    def in_conflict(self) -> bool:
        """Whether a linked document names another day, and nobody has decided yet."""
        return any(entry.conflict_due_on for entry in self.entries)

    def digest(self) -> str:
        """SHA-256 of what raises SEQUENCE (DESIGN.md: the day, the title, the state or the owner)."""
        if self.ended_on:
            return CANCELLED_STATE
        leads = sorted({unit["name"] for entry in self.entries for unit in entry.units if unit["role"] == "lead"})
        state = f"{self.state}{'，待核实' if self.in_conflict else ''}"
        return state_digest(str(self.day), self.rule, self.held.title, state, self.held.owner, self.role, *leads)


def dated(entry: Entry) -> Dated | None:
    """The entry on its day: the due day (of two in conflict the earlier), or the first occurrence.

    None for what has no day in a calendar: ongoing and daily duties. Raises EventError where a day is missing.
    """
    if entry.kind == "ongoing":
        return None
    if entry.kind == "recurring":
        found = recurrence(entry.rule, entry.issued or entry.recorded_on, entry.start_on, entry.programme_end)
        return Dated(entry, found.first, found.rule) if found else None
    if entry.due_on is None:
        raise EventError(f"时限“{entry.surface}”没有截止日")
    return Dated(entry, min(entry.due_on, entry.conflict_due_on or entry.due_on), "")


def ended_on(entry: Entry, as_of: date) -> date | None:
    """The day from which an entry is cancelled: withdrawn by then, or 中止 reported."""
    if entry.cancelled_on is not None and entry.cancelled_on <= as_of:
        return entry.cancelled_on
    return entry.changed_on if entry.status == CANCELLED else None


def appointments(
    dates: Iterable[Dated], moved: Iterable[Dated], published: Mapping[str, Earlier], as_of: date
) -> list[Appointment]:
    """What stands in one unit's feed on `as_of`, in no particular order; `published` as identity.published_before.

    `moved` are deadlines that the unit was shown and that other units now have.
    """
    alive: list[Dated] = []
    ended: list[tuple[Dated, date]] = []
    for item in dates:
        end = ended_on(item.entry, as_of)
        if end is None:
            alive.append(item)
        elif as_of <= end + CANCELLED_FOR:
            ended.append((item, end))
    found = []
    gone = [superseded(item, "moved", published, as_of) for item in moved]
    for group in grouped(alive):
        holder = choose_holder(group, published)
        found.append(joined(holder, group))
        gone += [superseded(other, "repeated", published, as_of) for other in group if other is not holder]
    said = {(each.held.duty_id, each.day, each.rule) for each in found}
    for item, end in ended:
        known = uid_of(item.entry.deadline_id, item.entry.unit_id) in published
        if not item.entry.public:
            found += [cancelled(item, end, "private")] if known else []
        elif known or (item.entry.duty_id, item.day, item.rule) not in said:
            found.append(cancelled(item, end, "withdrawn"))
    return [*found, *(each for each in gone if each)]


def grouped(dates: Iterable[Dated]) -> list[list[Dated]]:
    """Entries that say the same thing: of one duty, on one day, and each measure's first with the others' first.

    Two steps of one measure that fall due on one day are two things; the measure that repeats it has two as well.
    """
    order = sorted(dates, key=lambda item: (item.entry.line, item.entry.deadline_id))
    met: defaultdict[tuple[str, date, str], int] = defaultdict(int)
    groups: defaultdict[tuple[str, date, str, int], list[Dated]] = defaultdict(list)
    for item in order:
        duty = item.entry.duty_id or item.entry.measure_id or item.entry.deadline_id
        place = (item.entry.measure_id or item.entry.deadline_id, item.day, item.rule)
        groups[(duty, item.day, item.rule, met[place])].append(item)
        met[place] += 1
    return list(groups.values())


def choose_holder(group: Sequence[Dated], published: Mapping[str, Earlier]) -> Dated:
    """The entry whose id the event carries: the one published before (the earliest), else the first recorded."""

    def rank(item: Dated) -> tuple[bool, date, date, date, str]:
        entry = item.entry
        earlier = published.get(uid_of(entry.deadline_id, entry.unit_id))
        live = earlier is not None and earlier.live
        since = earlier.published_on if earlier is not None and earlier.live else date.max
        return (not live, since, entry.recorded_on, entry.issued or date.max, entry.deadline_id)

    return group[0] if len(group) == 1 else min(group, key=rank)


def joined(holder: Dated, group: Sequence[Dated]) -> Appointment:
    """The appointment of a group, under the holder's id."""
    words = vocabulary()
    others = sorted((item.entry for item in group if item is not holder), key=lambda entry: entry.deadline_id)
    entries = (holder.entry, *others)
    furthest = min(entries, key=lambda entry: words.progress(entry.state))
    return Appointment(
        held=holder.entry,
        entries=entries,
        day=holder.day,
        rule=holder.rule,
        role=words.strongest([entry.role for entry in entries]),
        state=furthest.state,
        status=furthest.status,
    )


def cancelled(item: Dated, on: date, by: str) -> Appointment:
    """The cancelled appointment of one entry."""
    entry = item.entry
    return Appointment(entry, (entry,), item.day, item.rule, entry.role, entry.state, CANCELLED, on, by)


def superseded(item: Dated, by: str, published: Mapping[str, Earlier], as_of: date) -> Appointment | None:
    """The cancellation of what the unit was shown under this entry's id and is to be shown no longer.

    It holds from the day on which it was first published; None where nobody was shown it, or it was cancelled long ago.
    """
    earlier = published.get(uid_of(item.entry.deadline_id, item.entry.unit_id))
    if earlier is None:
        return None
    since = as_of if earlier.live else earlier.published_on
    return cancelled(item, since, by) if as_of <= since + CANCELLED_FOR else None
