"""The desk's pages that mend what was read of a document, by words marked in its source: form, preview, decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.routing import BaseRoute, Route

from portal.desk.access import visitor
from portal.desk.data import desk
from portal.desk.marking import LONGEST_WORDS, Marked, When, find_words, mends, understood
from portal.desk.pages import draw, leave_for, posting
from portal.desk.records import Row, covers_all, document
from portal.desk.source_view import SourceText, source_text
from summaries.wording import known
from warehouse.amending import passage_of, preview
from warehouse.deciding import decide
from warehouse.decisions import Decision, DecisionError

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.amending import Preview
    from warehouse.connection import Connection

FIELDS = ("words", "line", "kind", "when", "surface", "role", "number", "reason")
EMPTY = dict.fromkeys(FIELDS, "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for: the decision, where its words stand, and how a time in it was understood."""

    decision: Decision
    marked: Marked
    when: When | None


def routes() -> list[BaseRoute]:
    """The addresses of these pages, below /desk."""
    return [
        Route("/documents/{document_id}/mend/preview", posting(previewed), methods=["POST"]),
        Route("/documents/{document_id}/mend/decide", posting(decided), methods=["POST"]),
    ]


def previewed(request: Request, given: FormData) -> Response:
    """What the mend would make of the measures, before it counts; or what is wrong with what was asked."""
    row, fields = document(request, request.path_params["document_id"]), _fields(given)
    with desk(request).connection() as connection:
        try:
            asked = _asked(request, connection, row, fields)
        except DecisionError as error:
            return _page(request, row, fields, wrong=str(error))
        change = preview(connection, [asked.decision])
    mended = document(request, str(asked.decision.document_id))
    return _page(request, mended, fields, asked=asked, change=change)


def decided(request: Request, given: FormData) -> Response:
    """Keeps the mend, and leads back to the line."""
    row, fields, at = document(request, request.path_params["document_id"]), _fields(given), desk(request)
    with at.connection() as connection:
        asked = _asked(request, connection, row, fields)
        if problems := preview(connection, [asked.decision]).problems:
            raise DecisionError(problems[0].detail)
        decide(connection, [asked.decision], visitor(request).name, at.clock())
    return leave_for(f"/desk/documents/{asked.decision.document_id}/source?mended=1#L{asked.marked.line}")


def _fields(given: FormData) -> dict[str, str]:
    return {name: str(given.get(name, ""))[: LONGEST_WORDS * 2].strip() for name in FIELDS}


def _asked(request: Request, connection: Connection, row: Row, fields: dict[str, str]) -> Asked:
    """The decision that a form asks for. Raises DecisionError with what is missing or cannot be found."""
    mend = mends().get(fields["kind"])
    if mend is None:
        raise DecisionError("请选择怎样补正。")
    text = source_text(connection, row["source_id"])
    if text is None:
        raise DecisionError("这份文件的文字还没有存档，请先再运行一次主流程。")
    line = int(fields["line"]) if fields["line"].isascii() and fields["line"].isdigit() else None
    marked = find_words(text.reading.text, fields["words"], line)
    mended = document(request, _holder(request, text, row, marked))
    when = _when(mended, fields) if "when" in mend.asks else None
    details: dict[str, Any] = {
        "passage": passage_of(text.reading.text, marked.start, marked.end),
        **{name: fields[name] for name in ("surface", "role", "number") if name in mend.asks},
        **({"start_on": when.start_on, "due_on": when.due_on, "rule": when.rule} if when else {}),
    }
    if "surface" in mend.asks and not fields["surface"]:
        raise DecisionError("请写明单位名称。")
    return Asked(
        Decision(mend.kind, document_id=mended["document_id"], details=details, reason=fields["reason"]), marked, when
    )


def _holder(request: Request, text: SourceText, row: Row, marked: Marked) -> str:
    """The document in which the words stand: of a source with several the last that begins before them."""
    holding = [one for one in text.documents if one["line"] <= marked.line <= one["end_line"]]
    if not holding or (holding[-1]["document_id"] != row["document_id"] and not covers_all(request, text.documents)):
        raise DecisionError("划出的文字不在这份文件里。")
    return str(holding[-1]["document_id"])


def _when(row: Row, fields: dict[str, str]) -> When:
    """The days that are meant: those told, or, where a deadline is added and nothing told, those of the marked words."""
    if not fields["when"] and fields["kind"] != "deadline_add":
        raise DecisionError("请写明应是哪一天。")
    return understood(fields["when"] or fields["words"], row["issued"])


def _page(
    request: Request,
    row: Row,
    fields: dict[str, str],
    wrong: str = "",
    asked: Asked | None = None,
    change: Preview | None = None,
) -> Response:
    mend = mends().get(fields["kind"])
    return draw(
        request,
        "mend.html",
        document=row,
        given=fields,
        mends=mends(),
        roles=known("role"),
        title=mend.title if mend else "",
        wrong=wrong,
        asked=asked,
        change=change,
    )
