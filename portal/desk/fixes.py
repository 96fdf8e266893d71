"""What can be done about a finding, by its check: fixes.toml, and what each form offers to choose from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from warehouse.connection import frame
from warehouse.decisions import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from warehouse.connection import Connection

MOST_CANDIDATES = 30
NATION = "000000"
JUDGING = ("confirm", "waive")
"""What can be decided about any finding; all else mends what it is about."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fix:
    """Something that can be decided about a finding: the kind of decision, its title, what it does, and what is offered to choose."""

    kind: str
    title: str
    told: str
    mentions: Sequence[Row] = ()
    near: Sequence[str] = ()
    names: Sequence[str] = ()
    deadline: Mapping[str, Any] = field(default_factory=dict)
    candidates: Sequence[Row] = ()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("portal.desk").joinpath("fixes.toml").read_text(encoding="utf-8"))


def kinds_for(check_id: str) -> tuple[str, ...]:
    """The kinds of decision that can be taken about what fails a check, the likeliest first."""
    return tuple(dict.fromkeys((*_table()["checks"].get(check_id, ()), *JUDGING)))


def fixes(connection: Connection, row: Row) -> list[Fix]:
    """What can be done about a finding (a row of sql/desk_finding.sql), with what each form offers."""
    mentions = frame(connection, "finding_mentions", {"finding_id": row["finding_id"]}).to_dicts()
    return [
        fix for kind in kinds_for(row["check_id"])
        if (fix := _fix(connection, kind, row, mentions)) is not None
    ]  # fmt: skip


def _fix(connection: Connection, kind: str, row: Row, mentions: Sequence[Row]) -> Fix | None:
    """One form; None where the finding lacks what it is about (a deadline, a measure, a counterpart)."""
    given: dict[str, Any] = {}
    if kind.startswith("unit_") or kind == "mention_add":
        names = frame(connection, "units_to_choose", {"jurisdiction": row["jurisdiction"] or NATION})["name"].to_list()
        near = next((one["nearest"] for one in mentions if one["meant"] and one["nearest"]), None) or []
        given = {"names": names, "near": near}
    elif kind.startswith("mention_"):
        given = {"mentions": [one for one in mentions if one["meant"]] if kind == "mention_strike" else mentions}
    elif kind in ("deadline_date", "deadline_strike"):
        given = {"deadline": next(iter(_deadline(connection, row)), {})}
    elif kind == "link_make":
        given = {"candidates": candidates(connection, row)}
    lacks = any(not value for name, value in given.items() if name in ("mentions", "deadline", "candidates"))
    needs_measure = kind.split("_", maxsplit=1)[0] in ("mention", "link") or kind == "deadline_add"
    if lacks or (needs_measure and not row["measure_id"]) or (kind == "link_part" and not row["other_measure_id"]):
        return None
    return Fix(kind, kinds()[kind].title, _table()["told"][kind], **given)


def _deadline(connection: Connection, row: Row) -> list[Row]:
    return frame(connection, "finding_deadline", {"finding_id": row["finding_id"]}).to_dicts()


def candidates(connection: Connection, row: Row) -> list[Row]:
    """The measures of the other document that are most like the finding's, by their titles."""
    if not row["other_document_id"]:
        return []
    rows = frame(connection, "link_candidates", {"document_id": row["other_document_id"]}).to_dicts()
    titles = [one["title"] or "" for one in rows]
    best = process.extract(row["measure_title"] or "", titles, scorer=fuzz.ratio, limit=MOST_CANDIDATES)
    return [rows[at] for _, _, at in best]
