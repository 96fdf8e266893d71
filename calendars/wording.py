"""What a clerk reads in an event: the title, the description, the tags. Chinese; text of documents comes in cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calendars.text import clean, one_line, tag
from calendars.vocabulary import CANCELLED, MOVED, UNOWNED, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from calendars.duties import Appointment
    from calendars.entry import Entry

ENDED_BY = {
    "withdrawn": "撤销",
    "repeated": "起并入同一事项的另一条",
    "moved": "起不再由本单位承担",
    "private": "起不再公开",
}
# All that is told of an event whose document is not public any more: the duty stands, so it is not said to be called off.
NOT_PUBLIC = "【时限】不再公开的事项"
SEE_DOCUMENT = "该事项不再通过日历公开，是否办理、何时办结，以正式文件为准。"


def summary(appointment: Appointment) -> str:
    """【role】 and the measure's title, with the status's mark (✓ when done) before the title."""
    if appointment.ended_by == "private":
        return NOT_PUBLIC
    held = appointment.held
    mark = vocabulary().look(appointment.status).mark
    title = one_line(held.title) or one_line(held.text) or "（无标题）"
    return f"【{part(appointment)}】{mark}{' ' if mark == '✓' else ''}{title}"


def categories(appointment: Appointment) -> tuple[str, ...]:
    """The role and the chapter."""
    if appointment.ended_by == "private":
        return ()
    return tuple(value for value in (part(appointment), tag(appointment.held.chapter)) if value)


def part(appointment: Appointment) -> str:
    """The unit's part in the duty, in a word."""
    if appointment.ended_by == "moved":
        return MOVED
    return UNOWNED if appointment.held.owner == "unowned" else vocabulary().roles[appointment.role]


def description(appointment: Appointment) -> str:
    """All that the unit needs to know without opening the document, the most pressing first, one fact a line."""
    return "\n".join(lines(appointment))


def lines(appointment: Appointment) -> Iterator[str]:
    """The lines of a description."""
    held = appointment.held
    if appointment.ended_by == "private":
        yield from (f"状态：{light(appointment)}", SEE_DOCUMENT)
        return
    yield f"时限：{term(appointment)}"
    if held.step and held.step != held.text:
        yield f"环节：{clean(held.step)}"
    yield f"状态：{light(appointment)}"
    yield from warnings(appointment)
    yield f"任务：{clean(held.text) or clean(held.title)}"
    if held.units:
        yield f"责任主体：{named_units(held)}"
    for entry in appointment.entries:
        yield f"文件：{document(entry.document_title, entry.document_number)}"
        yield f"出处：{place(entry)}"


def term(appointment: Appointment) -> str:
    """The deadline as the document words it, and the days that it means."""
    held = appointment.held
    surface = one_line(held.surface)
    if held.kind == "recurring":
        return f"{surface}（首次 {chinese(appointment.day)}）"
    if held.kind == "during" and held.start_on and held.due_on:
        return f"{surface}（{chinese(held.start_on)}至{chinese(held.due_on)}）"
    return f"{surface}（{chinese(held.due_on or appointment.day)}）"


def light(appointment: Appointment) -> str:
    """The status, and what was reported; for a cancelled one since when and why."""
    if appointment.ended_on and appointment.ended_by:
        return f"{CANCELLED}（{chinese(appointment.ended_on)}{ENDED_BY[appointment.ended_by]}）"
    return f"{appointment.status}（{appointment.state}）"


def warnings(appointment: Appointment) -> Iterator[str]:
    """What is to be verified: both days of a conflict with their documents, then the open findings, each once."""
    for entry in appointment.entries:
        if entry.conflict_due_on and entry.due_on:
            here = document(entry.document_title, entry.document_number)
            there = one_line(entry.conflict_document) or "另一文件"
            yield (
                f"⚠ 待核实：{here}定为{chinese(entry.due_on)}，{there}定为{chinese(entry.conflict_due_on)}，"
                "核实前以较早的一天提醒"
            )
    notes = (note for entry in appointment.entries for note in entry.notes if note)
    yield from (f"⚠ 待核实：{one_line(note)}" for note in dict.fromkeys(notes))


def named_units(entry: Entry) -> str:
    """The units that the measure names, each with its role."""
    roles = vocabulary().roles
    return "、".join(f"{one_line(unit['name'])}（{roles.get(unit['role'], unit['role'])}）" for unit in entry.units)


def document(title: str, number: str) -> str:
    """A document by title and number, as far as the text shows them."""
    named = f"《{one_line(title)}》" if title.strip() else ""
    numbered = one_line(number)
    return f"{named}（{numbered}）" if named and numbered else named or numbered or "（未见文件名）"


def place(entry: Entry) -> str:
    """Where the measure stands: chapter, number, source and line."""
    number = f"第{one_line(entry.number)}项" if entry.number else ""
    source = f"{one_line(entry.source_name)} 第{entry.line}行" if entry.source_name else ""
    return " ".join(part for part in (one_line(entry.chapter), number, source) if part) or "（未见出处）"


def chinese(day: date) -> str:
    """A day as people write it: 2021年8月31日."""
    return f"{day.year}年{day.month}月{day.day}日"
