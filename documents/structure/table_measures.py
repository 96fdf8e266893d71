"""Rows of tables → measures (GUIDELINES: a row that has a deadline, or says who is to do what)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import cast

from documents.model import Deadline, Mention, Role
from documents.structure.making import Heading, Setting, Taken, governs, measure_of
from documents.tables.sheets import Record
from documents.text.passage import Passage, join
from documents.times.deadlines import deadlines_in
from documents.units.mentions import Listed, mentions_in, mentions_of_cell


def measures_of_records(
    records: Iterable[Record], heading: str, above: tuple[Deadline, ...], setting: Setting
) -> Taken:
    """The measures of a table's rows. `heading` is the table's title, `above` the deadline that it or a heading names."""
    taken = Taken()
    sections: dict[int, tuple[Deadline, ...] | None] = {}  # what each section row says, by its place in the source
    for record in records:
        governing = _governing(record, above, setting, sections, taken)
        deadlines = _own_deadlines(record, setting, taken) or governing
        if not record.task.text or not (deadlines or (record.units and not record.inventory)):
            continue
        chapter = record.section.text if record.section else heading
        shown = " | ".join(c.text for c in record.line.cells if c.text)
        named = Heading(record.task.text, record.number, chapter)
        units = _units(record, setting.first_leads)
        taken.measures.append(measure_of(setting, _as_printed(record.line.cells), named, deadlines, units, shown))
    return taken


def _as_printed(cells: Iterable[Passage]) -> Passage:
    """The words of a row's cells in the order of the source: a cell that went on below ends after the next one began."""
    filled = [cell for cell in cells if cell.text]
    if all(a.sources[-1] < b.sources[0] for a, b in pairwise(filled)):
        return join(filled)
    runs = [
        cell.cut(start, end)
        for cell in filled
        for start, end in zip(cell.starts, [*cell.starts[1:], len(cell.text)], strict=False)
    ]
    return join(sorted(runs, key=lambda run: run.sources))


def _governing(
    record: Record,
    above: tuple[Deadline, ...],
    setting: Setting,
    sections: dict[int, tuple[Deadline, ...] | None],
    taken: Taken,
) -> tuple[Deadline, ...]:
    """The deadline that governs a row: its section row's; a section that says another time (2021年以后) has none."""
    if not record.section:
        return above
    at = record.section.source_of(0)
    if at not in sections:
        found = deadlines_in(record.section, setting.basis, "heading")
        taken.dismissed.extend(d for d in found.dismissed if d.asked)
        sections[at] = tuple(d for d in found.deadlines if governs(d)) or (() if found.dismissed else None)
    said = sections[at]
    return above if said is None else said


def _own_deadlines(record: Record, setting: Setting, taken: Taken) -> tuple[Deadline, ...]:
    """The deadlines of a row's own cells, in text order; an inventory's cells hold the time limits of services."""
    if record.inventory:
        return ()
    prose = [deadlines_in(c, setting.basis) for c in (record.task, *record.details)]
    fields = [deadlines_in(c, setting.basis, "field") for c in record.deadlines]
    taken.dismissed.extend(d for found in (*prose, *fields) for d in found.dismissed)
    own = sorted((d for found in (*prose, *fields) for d in found.deadlines), key=lambda d: d.span.start)
    return (*own, *(d for head in record.periods for d in deadlines_in(head, setting.basis, "heading").deadlines))


def _units(record: Record, first_leads: bool) -> Listed:
    listed = [mentions_of_cell(cell, cast(Role, role), first_leads) for role, cell in record.units]
    if not listed:
        listed = [mentions_in(c, (), first_leads) for c in (record.task, *record.details)]
    seen: dict[tuple[str, str], Mention] = {}
    for m in (m for x in listed for m in x.mentions):
        seen.setdefault((m.surface, "" if m.group else m.role), m)
    return Listed(tuple(seen.values()), any(x.open for x in listed))
