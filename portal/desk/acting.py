"""The forms on a finding's page: first what they would change, then the decision, which somebody else may have forestalled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import polars as pl
from starlette.routing import Route

from portal.desk.access import visitor
from portal.desk.asking import asked
from portal.desk.data import desk
from portal.desk.finding import alike, found, page_of, whole
from portal.desk.listing import neighbours
from portal.desk.pages import TOKEN, draw, leave_for, posting
from portal.desk.proposing import decisions_of, fields_of, targets
from portal.desk.telling import told_details
from warehouse.amending import amending_kinds, preview
from warehouse.connection import frame
from warehouse.deciding import decide
from warehouse.decisions import DecisionError, StaleDecisionError, kinds
from warehouse.registering import require_usable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.amending import Preview
    from warehouse.connection import Connection
    from warehouse.decisions import Decision

UNIT_CHECKS = ("unit_undefined", "unit_ambiguous")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form asks for: the decisions, the findings that they are about, and the latest decisions that its page showed."""

    kind: str
    decisions: Sequence[Decision]
    findings: Sequence[Row]
    seen: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What decisions would change: the places where a name is mentioned, the findings that should close, the readings."""

    mentions: Sequence[Row] = ()
    closing: int = 0
    reading: Preview | None = None


def routes() -> list[Route]:
    """Looking at what a form would change, and deciding."""
    return [
        Route("/findings/{finding_id}/preview", posting(_preview), methods=["POST"]),
        Route("/findings/{finding_id}/decide", posting(_decide), methods=["POST"]),
    ]


def _preview(request: Request, given: FormData) -> Response:
    finding_id = request.path_params["finding_id"]
    rows, one = found(request, finding_id)
    try:
        with desk(request).reading() as connection:
            proposal = _proposal(request, connection, rows, one, given)
            effects = _effects(connection, rows, one, proposal)
    except DecisionError as error:
        return page_of(request, finding_id, _flat(given), str(error), HTTPStatus.BAD_REQUEST)
    return draw(
        request,
        "preview.html",
        finding=one,
        kind=kinds()[proposal.kind],
        proposal=proposal,
        effects=effects,
        told=told_details(json.dumps(dict(proposal.decisions[0].details), ensure_ascii=False)),
        until=proposal.decisions[0].until,
        fields=[(name, value) for name, value in given.multi_items() if name != TOKEN and isinstance(value, str)],
        query=request.url.query,
    )


def _decide(request: Request, given: FormData) -> Response:
    finding_id, at = request.path_params["finding_id"], desk(request)
    rows, one = found(request, finding_id)
    wanted = asked(request.query_params)
    try:
        with at.reading() as connection:
            proposal = _proposal(request, connection, rows, one, given)
        with at.connection() as connection:
            batch = decide(connection, proposal.decisions, visitor(request).name, at.clock(), proposal.seen)
    except DecisionError as error:
        code = HTTPStatus.CONFLICT if isinstance(error, StaleDecisionError) else HTTPStatus.BAD_REQUEST
        return page_of(request, finding_id, _flat(given), str(error), code)
    _, after = neighbours(rows, wanted, one["group"])
    return leave_for(_with(wanted.address(f"/desk/decisions/{batch}"), f"saved=1&next={after}"))


def _with(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"


def _flat(given: FormData) -> dict[str, str]:
    """The fields of a form that are texts; of one that comes several times the last."""
    return {name: value for name, value in given.multi_items() if isinstance(value, str)}


def _proposal(request: Request, connection: Connection, rows: pl.DataFrame, one: Row, given: FormData) -> Proposal:
    """What the form asks for. Raises DecisionError where it cannot be done, or says too little."""
    flat = _flat(given)
    fields = fields_of(flat)
    chosen = [value for value in given.getlist("finding") if isinstance(value, str)]
    about = targets(one, alike(rows, one), fields.kind, flat.get("scope", "one"), chosen)
    rows_about = [whole(connection, row["finding_id"]) for row in about]
    decisions = decisions_of(connection, fields, rows_about, desk(request).today())
    require_usable(connection, decisions)
    seen = _seen(flat.get("seen", ""))
    return Proposal(
        fields.kind,
        decisions,
        about,
        {row["finding_id"]: seen.get(row["finding_id"], "") for row in about},
        fields.reason,
    )


def _seen(text: str) -> Mapping[str, str]:
    """The latest decisions that the page showed, by finding. What is no such thing has seen none."""
    try:
        given = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}


def _effects(connection: Connection, rows: pl.DataFrame, one: Row, proposal: Proposal) -> Effects:
    if proposal.kind in amending_kinds():
        return Effects(reading=preview(connection, proposal.decisions))
    if proposal.kind in ("unit_alias", "unit_entry"):
        place = {"surface": one["surface"], "jurisdiction": one["jurisdiction"]}
        closing = rows.filter(
            pl.col("check_id").is_in(UNIT_CHECKS),
            pl.col("state") != "closed",
            *(pl.col(k) == v for k, v in place.items()),
        )
        return Effects(frame(connection, "mentions_named", place).to_dicts(), closing.height)
    return Effects(closing=len(proposal.findings) if proposal.kind == "link_part" else 0)
