"""Decisions: what people decided, appended and never overwritten; the next one may take an earlier one back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import duckdb

from warehouse.connection import append, frame, read_sql, retrying, transaction
from warehouse.decisions import Decision, DecisionError, StaleDecisionError, kinds
from warehouse.registering import require_usable
from warehouse.tables import table


def decide(
    connection: duckdb.DuckDBPyConnection,
    decisions: Sequence[Decision],
    by: str,
    at: datetime,
    seen: Mapping[str, str] | None = None,
) -> str:
    """Appends `decisions`, taken together by the person named at a moment, and returns their batch_id.

    `seen` holds, by finding_id, the latest decision_id that the person saw ("" for none): where another one came since,
    StaleDecisionError is raised and nothing is kept. Raises DecisionError for a decision that lacks what its kind asks for,
    or about a unit that the registry cannot be made with.
    """
    for decision in decisions:
        _require_whole(decision)
    batch = uuid.uuid4().hex
    # The ids of a batch are in its order, in which mends are applied: all its rows have the same moment.
    rows = [_row(decision, f"{batch}-{place:04}", batch, by, at) for place, decision in enumerate(decisions)]
    documents = [d.document_id for d in decisions if kinds()[d.kind].rereads]

    require_usable(connection, decisions)

    def attempt() -> None:
        with transaction(connection):
            _refuse_stale(connection, seen or {})
            append(connection, "decisions", table("decisions", rows))
            _read_again(connection, documents)

    retrying(attempt)
    return batch


def undo(connection: duckdb.DuckDBPyConnection, batch_id: str, by: str, at: datetime) -> int:
    """Takes back what of a batch still holds, by rows of its own; returns how many decisions. Raises DecisionError for none."""

    def attempt() -> int:
        with transaction(connection):
            standing = frame(connection, "batch_decisions", {"batch_id": batch_id})
            if standing.is_empty():
                raise DecisionError("这次处置已经撤销过了，或者不存在。请刷新页面。")
            batch = uuid.uuid4().hex
            rows = [_undoing(row, batch, by, at) for row in standing.iter_rows(named=True)]
            append(connection, "decisions", table("decisions", rows))
            _read_again(connection, [r["document_id"] for r in rows if kinds()[r["kind"]].rereads])
            return len(rows)

    return retrying(attempt)


def _require_whole(decision: Decision) -> None:
    kind = kinds().get(decision.kind)
    if kind is None:
        raise DecisionError(f"没有“{decision.kind}”这种处置。")
    if kind.reason and not decision.reason.strip():
        raise DecisionError(f"“{kind.title}”必须写明理由。")
    lacking = [name for name in kind.details if name not in decision.details]
    lacking += [name for name in kind.needs if not getattr(decision, name)]
    if lacking:
        raise DecisionError(f"“{kind.title}”缺少 {'、'.join(lacking)}。")


def _row(decision: Decision, identity: str, batch: str, by: str, at: datetime) -> dict[str, Any]:
    return {
        "decision_id": identity,
        "batch_id": batch,
        "kind": decision.kind,
        "finding_id": decision.finding_id,
        "document_id": decision.document_id,
        "measure_id": decision.measure_id,
        "deadline_id": decision.deadline_id,
        "unit_id": decision.unit_id,
        "details": json.dumps(dict(decision.details), ensure_ascii=False),
        "reason": decision.reason.strip(),
        "until": decision.until,
        "decided_by": by,
        "decided_at": _utc(at),
    }


def _undoing(row: Mapping[str, Any], batch: str, by: str, at: datetime) -> dict[str, Any]:
    taken = {"decision_id": uuid.uuid4().hex, "batch_id": batch, "undoes": row["decision_id"], "reason": ""}
    return {**row, **taken, "decided_by": by, "decided_at": _utc(at), "until": None}


def _refuse_stale(connection: duckdb.DuckDBPyConnection, seen: Mapping[str, str]) -> None:
    latest = frame(connection, "latest_decisions", {"findings": list(seen)})
    for row in latest.iter_rows(named=True):
        if row["decision_id"] != seen[row["finding_id"]]:
            raise StaleDecisionError(
                f"{row['decided_by']}刚刚已对这个问题作了“{kinds()[row['kind']].title}”，您的处置没有保存。请刷新后再看。"
            )


def _read_again(connection: duckdb.DuckDBPyConnection, documents: Sequence[str | None]) -> None:
    """Has the sources of documents read again by the next run, which then reads them as decided."""
    if documents:
        connection.execute(read_sql("read_documents_again"), {"documents": list(documents)})


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
