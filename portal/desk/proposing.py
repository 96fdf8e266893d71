"""From a form to decisions: what a steward wants to decide about a finding and those alike, checked before it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.desk.fixes import kinds_for
from portal.desk.places import place_of
from warehouse.amending import passage_of
from warehouse.connection import frame
from warehouse.decisions import Decision, DecisionError, kinds
from warehouse.registry.local import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from warehouse.connection import Connection

ROLES = ("lead", "responsible", "cooperating", "other")
ENTRY_KINDS = ("单位", "集合")
LONGEST_NAME = 60
LONGEST_REASON = 500
WORDS_OF_MEASURE = 24
"""Characters of a measure's text that stand for it as a passage: they are found again with what is around them."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form says: whose kind, the reason, the term of a waiver, about which findings, and the fields of its kind."""

    kind: str
    reason: str
    until: date | None
    values: Mapping[str, str]


def fields_of(given: Mapping[str, str]) -> Fields:
    """The fields of a form. Raises DecisionError for a term that is no day."""
    until = given.get("until", "").strip()
    try:
        day = date.fromisoformat(until) if until and given.get("kind") == "waive" else None
    except ValueError:
        raise DecisionError(f"“{until[:20]}”不是日期，请写成 2024-09-30 的样子。") from None
    values = {name: value.strip() for name, value in given.items()}
    return Fields(values.get("kind", ""), values.get("reason", "")[:LONGEST_REASON], day, values)


def targets(one: Row, same: Sequence[Row], kind: str, scope: str, chosen: Sequence[str]) -> list[Row]:
    """The findings that a decision is about: this one, all alike (itself among them), or those chosen of them.

    A name means a unit in its own place only, so that an alias or a new unit concerns those of one jurisdiction. What is
    closed is left alone.
    """
    if scope == "one" or kind in ("link_part", "link_make"):
        return [one]
    wanted = [row for row in same if scope == "all" or row["finding_id"] in chosen]
    if kind.startswith("unit_"):
        wanted = [row for row in wanted if row["jurisdiction"] == one["jurisdiction"]]
    if not wanted:
        raise DecisionError("没有勾选任何一处。请勾选要一并处置的，或者选“只处置这一处”。")
    return wanted


def decisions_of(connection: Connection, fields: Fields, rows: Sequence[Row], today: date) -> list[Decision]:
    """The decisions that a form asks for, one a finding (`rows` of sql/desk_finding.sql). Raises DecisionError."""
    if fields.kind not in kinds_for(rows[0]["check_id"]):
        raise DecisionError("请选择要作的处置。")
    kind = kinds()[fields.kind]
    if kind.reason and not fields.reason:
        raise DecisionError(f"“{kind.title}”必须写明理由。")
    if fields.until and fields.until < today:
        raise DecisionError("期限已经过去了，请写今天或以后的日期；长期不予处理的，期限留空。")
    build = BUILD.get(fields.kind)
    return [build(connection, fields, row) if build else _judged(fields, row) for row in rows]


def _judged(fields: Fields, row: Row) -> Decision:
    return Decision(fields.kind, row["finding_id"], row["document_id"], reason=fields.reason, until=fields.until)


def _alias(connection: Connection, fields: Fields, row: Row) -> Decision:
    unit = _unit(connection, fields, row)
    # The alias belongs to the unit's own place, which may be the level above.
    said = {"alias": row["surface"], "unit": unit["name"], "jurisdiction": unit["jurisdiction"]}
    return Decision("unit_alias", row["finding_id"], row["document_id"], details=said, reason=fields.reason)


def _unit(connection: Connection, fields: Fields, row: Row) -> Row:
    """The unit that was chosen or written, by its full name."""
    name = (fields.values.get("unit_written") or fields.values.get("unit_chosen", ""))[:LONGEST_NAME]
    if not name:
        raise DecisionError("请选择或写出单位的全称。")
    found = _named(connection, name, row)
    if not found:
        raise DecisionError(f"名录里没有“{name}”。请从提示的名称中选，或者先新增单位。")
    return found[0]


def _named(connection: Connection, name: str, row: Row) -> list[Row]:
    return frame(connection, "unit_named", {"name": name, "jurisdiction": row["jurisdiction"] or ""}).to_dicts()


def _entry(connection: Connection, fields: Fields, row: Row) -> Decision:
    """A new unit under its full name; the name as the document writes it becomes its alias."""
    name, above = fields.values.get("entry_name", ""), fields.values.get("entry_above", "")
    kind = fields.values.get("entry_kind", "")
    if not name or len(name) > LONGEST_NAME or kind not in ENTRY_KINDS:
        raise DecisionError("请写出新单位的名称，并选择类型。")
    if _named(connection, name, row):
        raise DecisionError(f"名录里已经有“{name}”。请改用“补充别名”。")
    alias = row["surface"] if row["surface"] != name else ""
    given = {"名称": name, "类型": kind, "上级": above or (row["jurisdiction"] or ""), "别名": alias}
    entry = {column: given.get(column, "") for column in COLUMNS}
    return Decision("unit_entry", row["finding_id"], row["document_id"], details={"entry": entry}, reason=fields.reason)


def _dated(connection: Connection, fields: Fields, row: Row) -> Decision:
    found = frame(connection, "finding_deadline", {"finding_id": row["finding_id"]}).to_dicts()
    if not found:
        raise DecisionError("这一处没有读到时限，不能更正。请在原文中补录。")
    passage = _passage(connection, row, found[0]["start_char"], found[0]["end_char"])
    days = _days(fields) if fields.kind == "deadline_date" else {}
    return _amending(fields, row, {"passage": passage, **days}, deadline_id=row["deadline_id"])


def _deadline_added(connection: Connection, fields: Fields, row: Row) -> Decision:
    """The words at fault become the deadline; where there are none, the first words of the measure."""
    words, line = (row["surface"], row["line"]) if row["surface"] else (_first_words(row), row["measure_line"])
    passage = _passage(connection, row, *place_of(_text(connection, row), words, line))
    return _amending(fields, row, {"passage": passage, **_days(fields)})


def _days(fields: Fields) -> dict[str, str]:
    days = {name: fields.values.get(name, "") for name in ("start_on", "due_on")}
    try:
        start, due = (date.fromisoformat(day) if day else None for day in days.values())
    except ValueError:
        raise DecisionError("日期请写成 2024-09-30 的样子。") from None
    if due is None:
        raise DecisionError("请写明到期日。")
    if start and start > due:
        raise DecisionError("起始日不能晚于到期日。")
    return {**days, "rule": ""}


def _mention_changed(connection: Connection, fields: Fields, row: Row) -> Decision:
    found = frame(connection, "finding_mentions", {"finding_id": row["finding_id"]}).to_dicts()
    wanted = fields.values.get("mention", "")
    one = next(
        (one for one in found if one["mention_id"] == wanted or (fields.kind == "mention_strike" and one["meant"])),
        None,
    )
    if one is None:
        raise DecisionError("请选择要改的责任单位。")
    role = {"role": _role(fields, "mention_role_to")} if fields.kind == "mention_role" else {}
    passage = _passage(connection, row, one["start_char"], one["end_char"])
    return _amending(fields, row, {"passage": passage, "measure": _measure(connection, row), **role})


def _mention_added(connection: Connection, fields: Fields, row: Row) -> Decision:
    said = {
        "passage": _measure(connection, row),
        "surface": _unit(connection, fields, row)["name"],
        "role": _role(fields, "role"),
    }
    return _amending(fields, row, said)


def _role(fields: Fields, name: str) -> str:
    role = fields.values.get(name, "")
    if role not in ROLES:
        raise DecisionError("请选择责任类型。")
    return role


def _parted(_: Connection, fields: Fields, row: Row) -> Decision:
    said = {"other_measure_id": row["other_measure_id"]}
    return _linking(fields, row, row["measure_id"], said)


def _made(_: Connection, fields: Fields, row: Row) -> Decision:
    """The measure chosen, of the plan that should take up the finding's, implements it."""
    chosen = fields.values.get("candidate", "")
    if not chosen:
        raise DecisionError("请选择对应的任务。")
    return _linking(fields, row, chosen, {"other_measure_id": row["measure_id"], "relation": "implements"})


def _linking(fields: Fields, row: Row, measure_id: str, said: Mapping[str, Any]) -> Decision:
    return Decision(fields.kind, row["finding_id"], row["document_id"], measure_id, details=said, reason=fields.reason)


def _amending(fields: Fields, row: Row, said: Mapping[str, Any], deadline_id: str | None = None) -> Decision:
    return Decision(
        fields.kind,
        row["finding_id"],
        row["document_id"],
        row["measure_id"],
        deadline_id,
        details=said,
        reason=fields.reason,
    )


def _measure(connection: Connection, row: Row) -> dict[str, str]:
    return _passage(connection, row, *place_of(_text(connection, row), _first_words(row), row["measure_line"]))


def _first_words(row: Row) -> str:
    return (row["measure_text"] or row["measure_title"] or "")[:WORDS_OF_MEASURE]


def _passage(connection: Connection, row: Row, start: int, end: int) -> dict[str, str]:
    try:
        return passage_of(_text(connection, row), start, end)
    except ValueError:
        raise DecisionError("原文已经变动，找不到这段话。请先运行一次，再处置。") from None


def _text(connection: Connection, row: Row) -> str:
    found = frame(connection, "text_of_source", {"source_id": row["source_id"]})
    if found.is_empty():
        raise DecisionError("还没有保存这份文件的原文。请先运行一次，再处置。")
    return str(found.item())


BUILD: Mapping[str, Callable[[Connection, Fields, Row], Decision]] = {
    "unit_alias": _alias,
    "unit_entry": _entry,
    "deadline_date": _dated,
    "deadline_strike": _dated,
    "deadline_add": _deadline_added,
    "mention_role": _mention_changed,
    "mention_strike": _mention_changed,
    "mention_add": _mention_added,
    "link_part": _parted,
    "link_make": _made,
}
