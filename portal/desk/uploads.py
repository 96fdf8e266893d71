"""The desk's pages that take plans in: chosen, read, shown, and only then taken or thrown away."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from portal.desk.access import require_decider, visitor
from portal.desk.data import desk
from portal.desk.pages import draw, leave_for, posting
from portal.desk.records import documents
from portal.desk.waiting import Sent, Upload, receive, take, throw_away, waiting
from warehouse.connection import frame
from warehouse.uploads import uploads_folder

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_UPLOAD = 200 * MEGABYTE
MOST_FILES = 20
SUFFIXES = ".docx,.wps,.doc,.pdf,.txt,.md,.html,.htm,.mht,.xlsx,.xls,.csv"
"""What the chooser of a browser shows first; what can be read is for the reader to say."""

Row = dict[str, Any]


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    taking = posting(read, files=MOST_FILES * 2)
    return [
        Route("/uploads/", asked),
        Route("/uploads/read", taking, methods=["POST"], max_body_size=LARGEST_UPLOAD),
        Route("/uploads/{token}", shown),
        Route("/uploads/{token}/take", posting(taken), methods=["POST"]),
        Route("/uploads/{token}/throw-away", posting(thrown_away), methods=["POST"]),
    ]


def asked(request: Request) -> Response:
    """The form to choose files with, and what was taken and waits for the next run."""
    require_decider(request)
    return _form(request, "")


def read(request: Request, given: FormData) -> Response:
    """Reads what was sent and leads to the page that shows it."""
    files = [one for one in given.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if wrong := _wrong(files):
        return _form(request, wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
    sent = [Sent(one.filename or "", one.file.read()) for one in files]
    upload = receive(desk(request).home, visitor(request).grant_id, sent, _held(request))
    return leave_for(f"/desk/uploads/{upload.token}")


def shown(request: Request) -> Response:
    """What was read of an upload, before it counts."""
    require_decider(request)
    upload = _upload(request)
    known = {key: row for row in documents(request) for key in (row["number"], row["title"]) if key}
    return draw(request, "upload.html", upload=upload, known=known, replaced=_replaced(request, upload))


def taken(request: Request, given: FormData) -> Response:
    """Takes the files that were chosen for the next run."""
    upload = _upload(request)
    chosen = [i for i, one in enumerate(upload.files) if one.takes and f"{i}" in given.getlist("file")]
    if not chosen:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "没有选中任何文件，没有收下。请返回勾选，或者放弃。")
    allowed = {path for i in chosen for path in _replaced(request, upload).get(i, ())}
    replaced = [Path(path) for path in given.getlist("replaced") if isinstance(path, str) and path in allowed]
    paths = take(desk(request).home, upload, chosen, replaced)
    return leave_for(f"/desk/uploads/?taken={len(paths)}")


def thrown_away(request: Request, _: FormData) -> Response:
    """Forgets an upload."""
    throw_away(desk(request).home, _upload(request))
    return leave_for("/desk/uploads/?taken=0")


def _wrong(files: list[UploadFile]) -> str:
    """Why nothing of what was sent is read, "" where all can be."""
    if not files:
        return "没有选择文件。请先选择要上传的文件。"
    if len(files) > MOST_FILES:
        return f"一次最多上传{MOST_FILES}个文件，这次有{len(files)}个，都没有收下。请分几次上传。"
    large = next((one for one in files if (one.size or 0) > LARGEST_FILE), None)
    if large is not None:
        return f"“{large.filename}”超过{LARGEST_FILE // MEGABYTE} MB，这次的文件都没有收下。请压缩图片或拆分后再上传。"
    return ""


def _form(request: Request, wrong: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    folder, known = uploads_folder(desk(request).home), set(_held(request).values())
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []
    told = request.query_params.get("taken", "")
    return draw(
        request, "uploads.html", status, wrong=wrong, new=[name for name in names if name not in known],
        taken=int(told) if told.isascii() and told.isdigit() and len(told) < 4 else None, suffixes=SUFFIXES,
        most=MOST_FILES, largest=LARGEST_FILE // MEGABYTE,
    )  # fmt: skip


def _held(request: Request) -> dict[str, str]:
    """The names of the sources that the warehouse has, by the SHA-256 of their contents."""
    with desk(request).reading() as connection:
        rows = frame(connection, "known_contents")
    return dict(rows.select("sha256", "name").iter_rows())


def _upload(request: Request) -> Upload:
    upload = waiting(desk(request).home, request.path_params["token"], visitor(request).grant_id)
    if upload is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "这次上传已经收下、放弃，或者超过一天被清理了。")
    return upload


def _replaced(request: Request, upload: Upload) -> dict[int, list[str]]:
    """Earlier uploads all of whose documents a file of this one shows too, by the file's place: paths of the warehouse."""
    with desk(request).reading() as connection:
        sources = frame(connection, "source_numbers").to_dicts()
    folder = uploads_folder(desk(request).home).resolve()
    earlier = [row for row in sources if Path(row["path"]).resolve().parent == folder and Path(row["path"]).is_file()]
    found = {}
    for position, one in enumerate(upload.files):
        names = {document["number"] or document["title"] for document in one.read.get("documents", ())} - {""}
        paths = [row["path"] for row in earlier if one.takes and row["names"] and set(row["names"]) <= names]
        if paths:
            found[position] = paths
    return found
