"""The page of one finding: the passages on both sides, what stands around them, its history, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import polars as pl
from starlette.exceptions import HTTPException
from starlette.routing import Route

from expectations.checks import checks
from portal.desk.access import Visitor, visitor
from portal.desk.asking import asked
from portal.desk.data import desk
from portal.desk.fixes import fixes
from portal.desk.history import steps_of
from portal.desk.listing import neighbours
from portal.desk.overview import findings
from portal.desk.pages import draw
from portal.desk.words import words
from summaries.passages import passage
from warehouse.connection import frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from summaries.passages import Piece
    from warehouse.connection import Connection

LINES_BEFORE, LINES_AFTER = 2, 3
"""Lines of the source shown around a passage that belongs to no measure."""
MOST_ALIKE = 500
"""Findings alike that can be decided about together."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding.

    `source` is the address of its line in the whole source, "" where there is none to show; `around` are its neighbours in
    the outline, `hidden` says that the grant does not cover its words.
    """

    document_id: str
    name: str
    title: str
    issuer: str
    issued: Any
    place: str
    line: int | None
    measure: str
    pieces: tuple[Piece, ...]
    around: Sequence[Row]
    measure_id: str
    source: str
    hidden: bool = False


def routes() -> list[Route]:
    """One finding."""
    return [Route("/findings/{finding_id}", _shown)]


def found(request: Request, finding_id: str) -> tuple[pl.DataFrame, Row]:
    """All findings that the visitor may see, and the one with this id among them. Raises HTTPException 404."""
    rows = findings(desk(request), visitor(request))
    one = rows.filter(pl.col("finding_id") == finding_id)
    if one.is_empty():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return rows, one.row(0, named=True)


def alike(rows: pl.DataFrame, one: Row) -> list[Row]:
    """The findings that say the same of the same words as one of them, itself first, at most MOST_ALIKE."""
    same = rows.filter(pl.col("group") == one["group"]).sort(pl.col("finding_id") != one["finding_id"], "order")
    return same.head(MOST_ALIKE).to_dicts()


def _shown(request: Request) -> Response:
    return page_of(request, request.path_params["finding_id"])


def page_of(
    request: Request,
    finding_id: str,
    given: Mapping[str, Any] | None = None,
    wrong: str = "",
    code: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The page of a finding; after a form that could not be taken, with what was `given` and what is `wrong` with it."""
    rows, one = found(request, finding_id)
    wanted = asked(request.query_params)
    same = alike(rows, one)
    before, after = neighbours(rows, wanted, one["group"])
    with desk(request).reading() as connection:
        row = whole(connection, finding_id)
        shown: dict[str, object] = {
            "sides": _sides(connection, visitor(request), row),
            "steps": steps_of(connection, finding_id),
            "seen": seen_of(connection, same),
            "fixes": fixes(connection, row) if visitor(request).decides else [],
        }
    return draw(
        request,
        "finding.html",
        code,
        finding={**row, **{name: one[name] for name in ("state", "check_title", "decided_by", "unit_id", "unit_name")}},
        check=next((check for check in checks() if check.id == one["check_id"]), None),
        alike=same,
        states=words("state"),
        meaning=words("state_meaning")[one["state"]],
        back=wanted.address(),
        query=str(request.url.query),
        before=before,
        after=after,
        given=given or {},
        wrong=wrong,
        **shown,
    )


def seen_of(connection: Connection, same: Sequence[Row]) -> dict[str, str]:
    """The latest decision about each of some findings that have one."""
    latest = frame(connection, "latest_decisions", {"findings": [row["finding_id"] for row in same]})
    return dict(latest.select("finding_id", "decision_id").iter_rows())


def whole(connection: Connection, finding_id: str) -> Row:
    """A finding with its own side: columns of sql/desk_finding.sql and sql/desk_side.sql; `other` is the other side or None."""
    row = frame(connection, "desk_finding", {"finding_id": finding_id}).row(0, named=True)
    here = {name: row[name] for name in ("measure_id", "document_id", "source_id", "line")}
    other = None
    if row["other_measure_id"] or row["other_document_id"] or row["other_line"]:
        # A document that two sources hold is compared with the source that it was loaded from.
        document = None if row["other_measure_id"] else row["other_document_id"] or row["document_id"]
        there = {
            "measure_id": row["other_measure_id"],
            "document_id": document,
            "source_id": None,
            "line": row["other_line"],
        }
        other = frame(connection, "desk_side", there).row(0, named=True)
    return {**frame(connection, "desk_side", here).row(0, named=True), **row, "other": other}


def _sides(connection: Connection, asking: Visitor, row: Row) -> list[Side]:
    here, other = _side(connection, row, row["surface"]), row["other"]
    if other is None:
        return [here]
    there = _side(connection, other, other["deadline_surface"] or row["surface"])
    if asking.may_read(other["jurisdiction"]):
        return [here, there]
    return [
        here,
        Side("", there.name, there.title, there.issuer, there.issued, "", None, "", (), (), "", "", hidden=True),
    ]


def _side(connection: Connection, row: Row, surface: str | None) -> Side:
    line, text, document, measure_id = row["line"], row["measure_text"], row["document_id"] or "", row["measure_id"]
    if text is None and row["source_id"] and line:
        lines = {"source_id": row["source_id"], "first": max(1, line - LINES_BEFORE), "last": line + LINES_AFTER}
        text = "\n".join(frame(connection, "source_lines", lines)["line"])
    around = frame(connection, "measure_neighbours", {"measure_id": measure_id}).to_dicts() if measure_id else []
    return Side(
        document_id=document,
        name=row["document_number"] or row["source_name"] or "",
        title=row["document_title"] or "",
        issuer=row["issuer"] or "",
        issued=row["issued"],
        place="　".join(part for part in (row["chapter"], row["number"], row["place"]) if part),
        line=line,
        measure=row["measure_title"] or "",
        pieces=passage(text or "", surface or ""),
        around=around,
        measure_id=measure_id or "",
        source=f"/desk/documents/{document}/source#L{line}" if document and line else "",
    )
