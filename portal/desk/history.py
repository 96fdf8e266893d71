"""Who did what when: the history of one finding, and the record of all decisions, from which any can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import polars as pl
from starlette.exceptions import HTTPException
from starlette.routing import Route

from portal.desk.access import Visitor, visitor
from portal.desk.asking import asked as asked_for
from portal.desk.asking import every
from portal.desk.data import Desk, desk
from portal.desk.overview import check_titles
from portal.desk.pages import draw, leave_for, posting
from portal.desk.telling import told_details
from portal.desk.words import words
from warehouse.connection import frame
from warehouse.deciding import undo
from warehouse.decisions import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.connection import Connection

PAGE_BATCHES = 30
MOST_SHOWN = 5
"""Decisions of a batch that the record shows one by one."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a finding: on its own (`by` is ""), or by a decision, with the batch it was taken in."""

    title: str
    at: datetime | None
    on: date | None
    by: str = ""
    told: Sequence[tuple[str, str]] = ()
    reason: str = ""
    until: date | None = None
    batch_id: str = ""
    undone: bool = False
    undoes: bool = False


def routes() -> list[Route]:
    """The record, one batch of it, and taking that back."""
    return [
        Route("/decisions", _record),
        Route("/decisions/{batch_id}", _batch),
        Route("/decisions/{batch_id}/undo", posting(_undo), methods=["POST"]),
    ]


def steps_of(connection: Connection, finding_id: str) -> list[Step]:
    """What happened to a finding, the latest first."""
    life = frame(connection, "finding_life", {"finding_id": finding_id}).iter_rows(named=True)
    decided = frame(connection, "finding_decisions", {"finding_id": finding_id}).iter_rows(named=True)
    steps = [
        Step(words("event").get(row["event"], row["event"]), row["recorded_at"], row["effective_on"]) for row in life
    ]
    steps += [_step(row) for row in decided]
    return sorted(steps, key=lambda step: (step.at is not None, step.at), reverse=True)


def _step(row: Mapping[str, Any]) -> Step:
    title = kinds()[row["kind"]].title if row["kind"] in kinds() else row["kind"]
    taken_back = row["undoes"] is not None
    return Step(
        f"撤销：{title}" if taken_back else title,
        row["decided_at"],
        None,
        row["decided_by"],
        () if taken_back else told_details(row["details"]),
        row["reason"],
        row["until"],
        row["batch_id"],
        row["undone"],
        taken_back,
    )


def decisions(at: Desk, asking: Visitor) -> pl.DataFrame:
    """All decisions that the visitor's grant covers: columns of sql/desk_decisions.sql."""
    rows = at.cached("decisions", lambda connection: frame(connection, "desk_decisions"))
    if asking.everywhere:
        return rows
    codes = [code for code in rows["jurisdiction"].unique() if asking.covers(code)]
    return rows.filter(pl.col("jurisdiction").is_in(codes))


def _record(request: Request) -> Response:
    rows = decisions(desk(request), visitor(request))
    asked = {name: request.query_params.get(name, "")[:100] for name in ("by", "kind", "words")}
    chosen = rows.filter(every(_conditions(asked)))
    batches = chosen["batch_id"].unique(maintain_order=True)
    page = request.query_params.get("page", "1")
    last = max(1, -(-len(batches) // PAGE_BATCHES))
    number = min(int(page) if page.isdecimal() and len(page) < 6 else 1, last) or 1
    shown = batches[(number - 1) * PAGE_BATCHES : number * PAGE_BATCHES].to_list()
    return draw(
        request,
        "record.html",
        batches=[_together(rows.filter(pl.col("batch_id") == batch).to_dicts()) for batch in shown],
        asked=asked,
        people=rows["decided_by"].unique().sort().to_list(),
        kinds={kind.id: kind.title for kind in kinds().values() if kind.id in set(rows["kind"])},
        total=len(batches),
        number=number,
        last=last,
        address=lambda page: f"/desk/decisions?{urlencode({**asked, 'page': page})}",
    )


def _conditions(asked: Mapping[str, str]) -> list[pl.Expr]:
    columns = {"by": "decided_by", "kind": "kind"}
    found = [pl.col(column) == asked[name] for name, column in columns.items() if asked[name]]
    text = pl.concat_str(
        pl.col("reason", "details", "surface", "message", "document_name").fill_null(""), separator="\n"
    ).str.to_lowercase()
    return found + [text.str.contains(word, literal=True) for word in asked["words"].lower().split()]


def _together(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A batch as the record shows it: what its first decision says, how many there are, and which stand."""
    first = rows[0]
    return {
        **first,
        "step": _step(first),
        "size": len(rows),
        "standing": sum(row["undoes"] is None and not row["undone"] for row in rows),
        "rows": [{**row, "check_title": check_titles().get(row["check_id"] or "", "")} for row in rows],
        "most": MOST_SHOWN,
    }


def batch_of(request: Request) -> dict[str, Any]:
    """The batch that the address names. Raises HTTPException 404 unless the grant covers all of it."""
    wanted = pl.col("batch_id") == request.path_params["batch_id"]
    mine = decisions(desk(request), visitor(request)).filter(wanted)
    whole = desk(request).cached("decisions", lambda connection: frame(connection, "desk_decisions")).filter(wanted)
    if mine.is_empty() or mine.height < whole.height:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return _together(mine.to_dicts())


def _batch(request: Request) -> Response:
    after, asked_of_list = request.query_params.get("next", ""), asked_for(request.query_params)
    return draw(
        request,
        "batch.html",
        batch=batch_of(request),
        saved="saved" in request.query_params,
        after=asked_of_list.address(f"/desk/findings/{after}") if after.isalnum() else "",
        back=asked_of_list.address(),
    )


def _undo(request: Request, _: FormData) -> Response:
    batch, at = batch_of(request), desk(request)
    with at.connection() as connection:
        undo(connection, batch["batch_id"], visitor(request).name, at.clock())
    return leave_for(f"/desk/decisions/{batch['batch_id']}")
