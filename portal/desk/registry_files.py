"""The local list of units as a file that goes out and comes back, with what it would change before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.routing import BaseRoute, Route

from documents.errors import UnreadableSource
from portal.desk.access import visitor
from portal.desk.data import desk
from portal.desk.downloads import download
from portal.desk.pages import LARGEST_FORM, draw, leave_for, posting
from portal.desk.registry import MOST_SHOWN, Effect, effects, require_covered
from warehouse.deciding import decide
from warehouse.decisions import Decision, DecisionError
from warehouse.registering import current_entries, decisions_for, require_usable
from warehouse.registry import LocalFileError
from warehouse.registry.exchange import (
    Difference,
    RegistryFile,
    difference,
    read_registry_file,
    registry_csv,
    registry_workbook,
)

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

NAME = "本地单位名录"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_FILE = 4 * 1024 * 1024
LONGEST_LIST = LARGEST_FORM // 2


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/registry/export.csv", exported_csv),
        Route("/registry/export.xlsx", exported_workbook),
        Route("/registry/import/preview", posting(previewed, files=1), methods=["POST"], max_body_size=LARGEST_FILE),
        Route("/registry/import/decide", posting(decided), methods=["POST"]),
    ]


def exported_csv(request: Request) -> Response:
    """The list as a CSV."""
    with desk(request).reading() as connection:
        return download(registry_csv(current_entries(connection).entries), f"{NAME}.csv", "text/csv; charset=utf-8")


def exported_workbook(request: Request) -> Response:
    """The list as an Excel workbook."""
    with desk(request).reading() as connection:
        return download(registry_workbook(current_entries(connection).entries), f"{NAME}.xlsx", EXCEL)


def previewed(request: Request, given: FormData) -> Response:
    """What a file would change of the list, and of the mentions; its bad rows, each with its reason."""
    file = given.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return _page(request, "没有选择文件。请选择一个 CSV 或 Excel 文件。")
    try:
        read = read_registry_file(file.filename, file.file.read())
    except UnreadableSource as error:
        return _page(request, error.reason)
    except LocalFileError as error:
        return _page(request, str(error))
    text = registry_csv(read.entries).decode("utf-8-sig")
    if len(text.encode()) > LONGEST_LIST:
        return _page(request, f"名录太大（超过{LONGEST_LIST // 1024} KB），请分几次导入。")
    removes, reason = "removes" in given, str(given.get("reason", "")).strip()
    if removes and not reason:
        return _page(request, "要删去文件里没有的单位，必须写明理由。", read, text)
    return _shown(request, read, text, removes=removes, reason=reason)


def decided(request: Request, given: FormData) -> Response:
    """Keeps what a list that was shown changes. Raises DecisionError where meanwhile it changes nothing any more."""
    read = read_registry_file(f"{NAME}.csv", str(given.get("list", "")).encode())
    decisions, _ = _changes(request, read, removes="removes" in given, reason=str(given.get("reason", "")).strip())
    if not decisions:
        raise DecisionError("名录已经是这样，没有需要导入的。")
    require_covered(request, decisions)
    at = desk(request)
    with at.connection() as connection:
        require_usable(connection, decisions)
        decide(connection, decisions, visitor(request).name, at.clock())
    return leave_for("/desk/registry/?kept=1")


def _shown(request: Request, read: RegistryFile, text: str, *, removes: bool, reason: str) -> Response:
    decisions, change = _changes(request, read, removes=removes, reason=reason)
    require_covered(request, decisions)
    try:
        with desk(request).reading() as connection:
            found = effects(connection, decisions)
    except DecisionError as error:
        return _page(request, str(error), read, text)
    return _page(request, "", read, text, change, found, reason)


def _changes(request: Request, read: RegistryFile, *, removes: bool, reason: str) -> tuple[list[Decision], Difference]:
    """The decisions that make the list what a file says, and the difference that they make."""
    with desk(request).reading() as connection:
        change = difference(current_entries(connection).entries, read.entries)
    if not removes:
        change = Difference(change.added, change.changed, ())
    return decisions_for(change, reason), change


def _page(
    request: Request,
    wrong: str,
    read: RegistryFile | None = None,
    text: str = "",
    change: Difference | None = None,
    found: list[Effect] | None = None,
    reason: str = "",
) -> Response:
    return draw(
        request, "registry_import.html", wrong=wrong, read=read, text=text, change=change, effects=found, reason=reason,
        most=MOST_SHOWN,
    )  # fmt: skip
