"""The desk's pages on documents: the list, one document with all that was read of it, and the text of its source."""

from __future__ import annotations

from collections import defaultdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from expectations.checks import checks
from portal.desk.access import visitor
from portal.desk.data import desk
from portal.desk.downloads import download
from portal.desk.marking import mends
from portal.desk.mending import EMPTY
from portal.desk.pages import draw
from portal.desk.paging import page_of
from portal.desk.records import STANDINGS, Row, covers_all, document, documents, name_of, rows_of, standings
from portal.desk.source_view import shown_lines, source_text
from portal.desk.telling import told_details
from summaries.wording import known
from warehouse.connection import frame
from warehouse.decisions import details, kinds
from warehouse.originals import original as kept_bytes

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.connection import Connection


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/documents/", listed),
        Route("/documents/{document_id}/", shown),
        Route("/documents/{document_id}/source", source),
        Route("/documents/{document_id}/original", original),
    ]


def listed(request: Request) -> Response:
    """The documents that the visitor may see, searched by `q` and by how they stand."""
    words = "".join(request.query_params.get("q", "").split()).casefold()
    standing = request.query_params.get("standing", "")
    everything = documents(request)
    rows = [row for row in everything if _fits(row, words, standing)]
    with desk(request).reading() as connection:
        unread = frame(connection, "desk_sources_unread").to_dicts() if visitor(request).covers("") else []
    return draw(
        request,
        "documents.html",
        page=page_of(request, rows),
        q=request.query_params.get("q", ""),
        standing=standing if standing in STANDINGS else "",
        standings=STANDINGS,
        standings_of=standings,
        total=len(everything),
        unread=unread,
    )


def _fits(row: Row, words: str, standing: str) -> bool:
    text = "".join(str(row[key] or "") for key in ("number", "title", "issuer", "jurisdiction_name", "source_name"))
    return words in "".join(text.split()).casefold() and (
        standing not in STANDINGS or not standing or standing in standings(row)
    )


def shown(request: Request) -> Response:
    """One document: its head, what it cites, what it says of itself, its measures, findings and decisions."""
    row = document(request, request.path_params["document_id"])
    with desk(request).reading() as connection:
        given: dict[str, Any] = {name: rows_of(connection, f"document_{name}", row["document_id"]) for name in PARTS}
        measures = _measures(connection, row["document_id"])
    seen = {other["document_id"] for other in documents(request)}
    return draw(
        request,
        "document.html",
        document=row,
        standings=[(standing, STANDINGS[standing]) for standing in standings(row)],
        measures=measures,
        seen=seen,
        titles={check.id: check.title for check in checks()},
        kind_titles={name: kind.title for name, kind in kinds().items()},
        told=told_details,
        superseding=_superseding(request, given["decisions"]),
        **given,
    )


PARTS = ("citations", "cited_by", "statements", "attachments", "findings", "decisions")


def _measures(connection: Connection, document_id: str) -> list[Row]:
    """The measures of a document, each with its deadlines and mentions."""
    inside: dict[str, dict[str, list[Row]]] = {"deadlines": defaultdict(list), "mentions": defaultdict(list)}
    for name, by_measure in inside.items():
        for row in rows_of(connection, f"document_{name}", document_id):
            by_measure[row["measure_id"]].append(row)
    rows = rows_of(connection, "document_measures", document_id)
    return [row | {name: found[row["measure_id"]] for name, found in inside.items()} for row in rows]


def _superseding(request: Request, decisions: list[Row]) -> dict[str, str]:
    """The names of the documents that took this one's place, by decision."""
    names = {row["document_id"]: name_of(row) for row in documents(request)}
    others = {row["decision_id"]: details(row).get("other_document_id", "") for row in decisions}
    return {decision: names.get(other, other) for decision, other in others.items() if other}


def source(request: Request) -> Response:
    """The text of a document's source: the whole of it where the visitor may see all of its documents, else this one's."""
    row = document(request, request.path_params["document_id"])
    with desk(request).reading() as connection:
        text = source_text(connection, row["source_id"])
    whole = text is not None and covers_all(request, text.documents)
    return draw(
        request,
        "source.html",
        document=row,
        text=text,
        whole=whole,
        lines=list(shown_lines(text, None if whole else row)) if text else [],
        titles={check.id: check.title for check in checks()},
        given={**EMPTY, "line": request.query_params.get("line", "")},
        mends=mends(),
        roles=known("role"),
        mended="mended" in request.query_params,
    )


def original(request: Request) -> Response:
    """The source as it was received, to be kept as a file: it is never shown by the browser."""
    row = document(request, request.path_params["document_id"])
    with desk(request).reading() as connection:
        around = frame(connection, "source_documents", {"source_id": row["source_id"]}).to_dicts()
        held = frame(connection, "source_text", {"source_id": row["source_id"]}).to_dicts()
    whole = covers_all(request, tuple(around))
    content = kept_bytes(desk(request).home, held[0]["sha256"]) if held and whole else None
    if content is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "原件没有存档，或者其中还有您无权查看的文件。")
    return download(content, row["source_name"])
