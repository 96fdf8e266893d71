"""What a subscriber's client knows an event by: UID, SEQUENCE, and the state that SEQUENCE counts."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

DOMAIN = "shixian"  # RFC 7986 §5.3: no host's name or address in a UID


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was published last under a UID; `published_on` is the day on which this state was first published."""

    sequence: int
    state_sha256: str
    published_on: date

    @property
    def live(self) -> bool:
        """Whether subscribers see the event, and not its cancellation."""
        return self.state_sha256 != CANCELLED_STATE


@dataclass(frozen=True, slots=True)
class Revision:
    """The SEQUENCE of a state, and the day on which it was, or now is, first published."""

    sequence: int
    state_sha256: str
    published_on: date


def uid_of(deadline_id: str, unit_id: str) -> str:
    """The UID of a deadline in a unit's feed. The role, the day and the title are not in it, so they may change."""
    return f"{deadline_id}.{unit_id}@{DOMAIN}"


def state_digest(*facts: str) -> str:
    """SHA-256 (hex) of the facts whose change makes a new SEQUENCE: day and rule, title, state, owner."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()


CANCELLED_STATE = state_digest("CANCELLED")  # of every cancelled event: while it is, nothing else about it counts


def published_before(published: pl.DataFrame) -> dict[str, Earlier]:
    """The last published state of every UID, from the rows of all publications, in any order.

    The row with the highest SEQUENCE counts; of its rows the first day.
    """
    rows = published.select("uid", "sequence", "state_sha256", "published_on")
    latest = rows.sort("uid", "sequence", "published_on", descending=[False, True, False]).unique(
        "uid", keep="first", maintain_order=True
    )
    return {uid: Earlier(*facts) for uid, *facts in latest.iter_rows()}


def revise(earlier: Earlier | None, state_sha256: str, as_of: date) -> Revision:
    """The revision of a state: 0 when it is new, the same while nothing that counts changed, else one more."""
    if earlier is None:
        return Revision(0, state_sha256, as_of)
    if earlier.state_sha256 == state_sha256:
        return Revision(earlier.sequence, state_sha256, earlier.published_on)
    return Revision(earlier.sequence + 1, state_sha256, as_of)
