"""On which days of interest recurring duties fall due: what a summary shows of each.

A duty that has come round many times is shown as it stands now, not once for each time: the day that fell due last (until
the next one does, nobody can tell it was met but by a report), those near the day of the summary, and the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from calendars.errors import RuleError
from calendars.occurrences import days, recurrence

if TYPE_CHECKING:
    from datetime import date

RECURRING: dict[str, pl.DataType] = {
    "deadline_id": pl.String(),
    "rule": pl.String(),
    "issued": pl.Date(),
    "start_on": pl.Date(),
    "programme_end": pl.Date(),
}
DUE_DAYS: dict[str, pl.DataType] = {"deadline_id": pl.String(), "due_on": pl.Date()}


def due_days(recurring: pl.DataFrame, as_of: date, first: date, last: date) -> pl.DataFrame:
    """The due days of `recurring` (columns of RECURRING): the last before `as_of`, all from `first` to `last`, the next.

    `issued` is not null. What is due every single day, or by a rule that says no day, has none. Columns of DUE_DAYS.
    """
    rows = [
        (deadline_id, day)
        for deadline_id, *duty in recurring.select(*RECURRING).iter_rows()
        for day in _shown(_all_days(*duty), as_of, first, last)
    ]
    return pl.DataFrame(rows, schema=DUE_DAYS, orient="row")


def _all_days(rule: str, issued: date, start: date | None, programme_end: date | None) -> tuple[date, ...]:
    try:
        found = recurrence(rule, issued, start, programme_end)
    except RuleError:
        return ()
    return days(found) if found else ()


def _shown(every: tuple[date, ...], as_of: date, first: date, last: date) -> list[date]:
    before = [day for day in every if day < as_of][-1:]
    after = [day for day in every if day >= as_of][:1]
    return sorted({*before, *after, *(day for day in every if first <= day <= last)})
