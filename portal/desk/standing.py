"""The desk's pages that withdraw a document, say which one took its place, or keep it out of what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Route

from portal.desk.access import require_decider, visitor
from portal.desk.data import desk
from portal.desk.pages import draw, leave_for, posting
from portal.desk.records import STANDINGS, Row, document, documents, rows_of, standings
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision, DecisionError, kinds

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

CHOICES = {
    "document_withdraw": "文件已废止、撤回，或者误收：它的任务和时限不再统计，日历中的日程标为取消。",
    "document_supersede": "另一份已入库的文件取代了它：效果与撤回相同，并记下由哪一份取代。",
    "document_private": "文件涉密或不宜公开：不进入日历、周报、邮件和日志，仍在处置台中可见。",
}
"""What can be decided of a document as a whole, with what each does."""
HELD_BY = {"document_withdraw": "withdrawn", "document_supersede": "superseded", "document_private": "private"}


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/documents/{document_id}/standing", asked),
        Route("/documents/{document_id}/standing/preview", posting(previewed), methods=["POST"]),
        Route("/documents/{document_id}/standing/decide", posting(decided), methods=["POST"]),
        Route("/documents/{document_id}/undo", posting(undone), methods=["POST"]),
    ]


def asked(request: Request) -> Response:
    """The form: what is to become of the document, and why."""
    require_decider(request)
    return _page(request, {"kind": "", "other": "", "reason": ""}, "")


def previewed(request: Request, given: FormData) -> Response:
    """What the decision would change, before it counts."""
    fields = _fields(given)
    try:
        _decision(request, fields)
    except DecisionError as error:
        return _page(request, fields, str(error))
    return _page(request, fields, "", previewing=True)


def decided(request: Request, given: FormData) -> Response:
    """Keeps the decision, and leads back to the document."""
    fields = _fields(given)
    decision = _decision(request, fields)
    at = desk(request)
    with at.connection() as connection:
        decide(connection, [decision], visitor(request).name, at.clock())
    return leave_for(f"/desk/documents/{decision.document_id}/")


def undone(request: Request, given: FormData) -> Response:
    """Takes a decision about this document back. Raises DecisionError where it is none of this document's, or no more."""
    row, batch = document(request, request.path_params["document_id"]), str(given.get("batch", ""))
    at = desk(request)
    with at.connection() as connection:
        if batch not in {found["batch_id"] for found in rows_of(connection, "document_decisions", row["document_id"])}:
            raise DecisionError("这次处置不属于这份文件，没有撤销。请刷新页面。")
        undo(connection, batch, visitor(request).name, at.clock())
    return leave_for(f"/desk/documents/{row['document_id']}/")


def _fields(given: FormData) -> dict[str, str]:
    return {name: str(given.get(name, "")).strip() for name in ("kind", "other", "reason")}


def _decision(request: Request, fields: dict[str, str]) -> Decision:
    """The decision that the form asks for. Raises DecisionError with what is missing or cannot be."""
    row = document(request, request.path_params["document_id"])
    kind, reason = fields["kind"], fields["reason"]
    if kind not in CHOICES:
        raise DecisionError("请选择要作的处置。")
    if row[HELD_BY[kind]]:
        raise DecisionError(f"这份文件已经是“{STANDINGS[HELD_BY[kind]]}”了。")
    if not reason:
        raise DecisionError(f"“{kinds()[kind].title}”必须写明理由。")
    told = {}
    if kind == "document_supersede":
        other = next((o for o in documents(request) if o["document_id"] == fields["other"]), None)
        if other is None or other is row:
            raise DecisionError("请选择取代它的文件；还没有入库的，请先上传并运行。")
        if other["withdrawn"] or other["superseded"]:
            raise DecisionError("所选的文件自己已被撤回或取代，请选择现行的文件。")
        told = {"other_document_id": other["document_id"]}
    return Decision(kind, document_id=row["document_id"], details=told, reason=reason)


def _page(request: Request, fields: dict[str, str], wrong: str, *, previewing: bool = False) -> Response:
    row = document(request, request.path_params["document_id"])
    with desk(request).connection() as connection:
        effects: Row = rows_of(connection, "document_effects", row["document_id"])[0]
    return draw(
        request,
        "standing.html",
        document=row,
        standings=[(standing, STANDINGS[standing]) for standing in standings(row)],
        choices=[(kind, kinds()[kind].title, told) for kind, told in CHOICES.items() if not row[HELD_BY[kind]]],
        others=[other for other in documents(request) if other is not row],
        fields=fields,
        wrong=wrong,
        previewing=previewing,
        effects=effects,
        title=kinds()[fields["kind"]].title if fields["kind"] in CHOICES else "",
    )
