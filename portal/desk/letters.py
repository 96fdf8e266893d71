"""The desk's pages on letters: for each document with confirmed findings a 问题清单 for the body that issued it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from http import HTTPStatus
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from expectations.checks import checks
from portal.desk.data import desk
from portal.desk.downloads import download
from portal.desk.letter import Letter, Problem, letter_of
from portal.desk.pages import draw
from portal.desk.records import document, documents
from summaries.drawing import shorten
from warehouse.connection import frame

if TYPE_CHECKING:
    from starlette.requests import Request

    from warehouse.connection import Connection

Row = dict[str, Any]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_WORDS = 160
LONGEST_SIGNER = 60


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/letters/", listed),
        Route("/letters/all.zip", together),
        Route("/letters/{document_id}", shown),
        Route("/letters/{document_id}/letter.docx", written),
    ]


def listed(request: Request) -> Response:
    """The documents with confirmed findings, each with its letter."""
    found = _confirmed(request)
    rows = [row | {"problems": found[row["document_id"]]} for row in documents(request) if row["document_id"] in found]
    return draw(request, "letters.html", rows=rows, signer=_signer(request))


def shown(request: Request) -> Response:
    """A letter as it will read, with room for the name of the office that signs."""
    row = document(request, request.path_params["document_id"])
    return draw(request, "letter.html", document=row, letter=_letter(request, row), today=desk(request).today())


def written(request: Request) -> Response:
    """The letter about a document as a Word file."""
    row = document(request, request.path_params["document_id"])
    return download(letter_of(_letter(request, row)), _file_name(row), WORD)


def together(request: Request) -> Response:
    """All letters in one archive, numbered so that no two have one name."""
    found = _confirmed(request)
    rows = [row for row in documents(request) if row["document_id"] in found]
    if not rows:
        raise HTTPException(HTTPStatus.NOT_FOUND, "没有已确认的问题，没有可以导出的清单。")
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for position, row in enumerate(rows, 1):
            archive.writestr(f"{position:03} {_safe(_file_name(row))}", letter_of(_letter(request, row)))
    return download(target.getvalue(), "问题清单.zip", "application/zip")


def _safe(name: str) -> str:
    return "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|').lstrip(".")


def _file_name(row: Row) -> str:
    return f"问题清单 {shorten(row['number'] or row['title'] or '题名不详', 60)}.docx"


def _signer(request: Request) -> str:
    return request.query_params.get("signer", "").strip()[:LONGEST_SIGNER]


def _confirmed(request: Request) -> dict[str, list[Row]]:
    """The confirmed findings by document, as rows of warehouse/sql/letter_findings.sql."""

    def work(connection: Connection) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in frame(connection, "letter_findings").iter_rows(named=True):
            found[row["document_id"]].append(row)
        return dict(found)

    return desk(request).cached("letters", work)


def _letter(request: Request, row: Row) -> Letter:
    """The letter about a document. Raises HTTPException 404 where nothing is confirmed."""
    found = _confirmed(request).get(row["document_id"])
    if not found:
        raise HTTPException(HTTPStatus.NOT_FOUND, "这份文件没有已确认的问题。")
    problems = tuple(problem_of(finding) for finding in found)
    today = desk(request).today()
    return Letter(row["title"], row["number"], row["issuer"], row["issued"], problems, _signer(request), today)


def problem_of(row: Row) -> Problem:
    """A confirmed finding as the letter tells it."""
    titles = {check.id: check.title for check in checks()}
    number = f"第{row['number']}项" if row["number"] else ""
    page = row["place"] or (f"第{row['line']}行" if row["line"] else "")
    place = "　".join(filter(None, (row["chapter"], number, f"（{page}）" if page else "")))
    return Problem(
        place, _words(row), f"{titles.get(row['check_id'], '')}：{row['message']}".lstrip("："), suggestion_of(row)
    )


def _words(row: Row) -> str:
    """The words at fault with what stands around them."""
    text, surface = " ".join((row["measure_text"] or "").split()), row["surface"] or ""
    at = text.find(surface) if surface else -1
    if at < 0 or len(text) <= LONGEST_WORDS:
        return shorten(text, LONGEST_WORDS) if text and (at >= 0 or not surface) else shorten(surface, LONGEST_WORDS)
    first = max(0, at - LONGEST_WORDS // 2)
    return f"{'……' if first else ''}{shorten(text[first:], LONGEST_WORDS)}"


def suggestion_of(row: Row) -> str:
    """What to write instead: the first row of letters.toml for this check whose names all have values."""
    for check_ids, text, names in _suggestions():
        if (row["check_id"] in check_ids or not check_ids) and all(row.get(name) for name in names):
            return text.format_map({name: shorten(str(row[name]), 60) for name in names})
    raise LookupError(row["check_id"])  # the last row fits every check


@cache
def _suggestions() -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    from string import Formatter

    rows = tomllib.loads(resources.files("portal.desk").joinpath("letters.toml").read_text(encoding="utf8"))[
        "suggestion"
    ]
    return tuple(
        (tuple(row["checks"]), row["text"], tuple(name for _, name, _, _ in Formatter().parse(row["text"]) if name))
        for row in rows
    )
