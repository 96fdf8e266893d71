"""A document's records: its row of the list with what may be shown of it to whom, and what stands around it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from portal.desk.access import visitor
from portal.desk.data import desk
from warehouse.connection import frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from warehouse.connection import Connection

Row = dict[str, Any]
STANDINGS = {
    "": "全部",
    "normal": "正常",
    "withdrawn": "已撤回",
    "superseded": "被取代",
    "private": "不予公开",
    "gone": "来源已无",
}
"""How a document stands, by the word that an address carries."""


def documents(request: Request) -> list[Row]:
    """The documents that the visitor's grant covers, as rows of warehouse/sql/desk_documents.sql, newest first."""
    rows = desk(request).cached("documents", lambda connection: frame(connection, "desk_documents").to_dicts())
    asking = visitor(request)
    return [row for row in rows if asking.covers(row["jurisdiction"])]


def document(request: Request, document_id: str) -> Row:
    """One of them by its id. Raises HTTPException 404 where there is none that this visitor may see."""
    for row in documents(request):
        if row["document_id"] == document_id:
            return row
    raise HTTPException(HTTPStatus.NOT_FOUND)


def standings(row: Row) -> Iterator[str]:
    """How a document stands: keys of STANDINGS; `normal` where nothing was decided of it and a source still shows it."""
    decided = [name for name in ("withdrawn", "superseded", "private") if row[name]]
    if not row["shown"]:
        decided.append("gone")
    yield from decided or ["normal"]


def name_of(row: Row) -> str:
    """What a document is called in a line: its number, else its title."""
    return str(row["number"] or row["title"] or "题名不详")


def covers_all(request: Request, source_documents: tuple[Row, ...]) -> bool:
    """Whether the visitor's grant covers every document of a source, so that the whole of it may be shown."""
    known = {row["document_id"] for row in documents(request)}
    return all(row["document_id"] in known for row in source_documents)


def rows_of(connection: Connection, query: str, document_id: str) -> list[Row]:
    """The rows of a query of `warehouse/sql` that asks for one document."""
    return frame(connection, query, {"document_id": document_id}).to_dicts()
