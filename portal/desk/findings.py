"""The page with the list of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from starlette.routing import Route

from portal.desk.access import visitor
from portal.desk.asking import EVERYTHING, FACETS, Asked, asked
from portal.desk.data import Desk, desk
from portal.desk.listing import listed
from portal.desk.overview import NOBODY, check_titles, findings
from portal.desk.pages import draw
from portal.desk.words import words
from summaries.wording import known, word
from warehouse.connection import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

FILTERS = {
    "check": "校验项目", "document": "文件", "unit": "单位", "place": "地区", "owner": "处置人", "severity": "级别",
}  # fmt: skip
"""The filters that are chosen from lists, as the reader calls them."""


def routes() -> list[Route]:
    """The list."""
    return [Route("/", _list)]


def _list(request: Request) -> Response:
    at, asking, wanted = desk(request), visitor(request), asked(request.query_params)
    rows = findings(at, asking)
    names = titles(at, rows)
    page = listed(rows, wanted, names)
    return draw(
        request,
        "list.html",
        wanted=wanted,
        listed=page,
        tabs=_tabs(wanted, {choice.value: choice.findings for choice in page.choices["state"]}),
        chosen=[(FILTERS[name], names[name].get(value) or value, wanted.address(**{name: ""}))
                for name in wanted.narrowed for value in (getattr(wanted, name),)],
        filters=FILTERS,
        sorts=words("sort"),
        states=words("state"),
        meaning=words("state_meaning").get(wanted.state, ""),
        run=last_run(at),
        any=not rows.is_empty(),
    )  # fmt: skip


def _tabs(wanted: Asked, counts: Mapping[str, int]) -> list[tuple[str, int, str, bool]]:
    """Title, number, address and whether it is shown, of each state and of all together."""
    states = [*words("state").items(), (EVERYTHING, "全部")]
    total = sum(counts.values())
    return [
        (
            title,
            counts.get(state, total if state == EVERYTHING else 0),
            wanted.address(state=state),
            wanted.state == state,
        )
        for state, title in states
    ]


def titles(at: Desk, rows: pl.DataFrame) -> dict[str, Mapping[str, str]]:
    """What the reader calls the values of each filter, by the filter's name."""
    places = at.cached("places", lambda c: dict(frame(c, "jurisdiction_names").iter_rows()), ("jurisdictions",))
    named = {
        "check": check_titles(),
        "severity": {value: word("severity", value) for value in known("severity")},
        "state": words("state"),
        "place": {**places, "": "地区不详"},
        "owner": {NOBODY: "尚无人处置"},
        "document": _names(rows, "document", "没有对应文件", "document_number", "document_title", "source_name"),
        "unit": _names(rows, "unit", "没有对应单位", "unit_name"),
    }
    return {name: named[name] for name in FACETS}


def _names(rows: pl.DataFrame, column: str, nobody: str, *by: str) -> dict[str, str]:
    """The first name that is not empty, of each value of a column."""
    name = pl.coalesce(pl.when(pl.col(each) != "").then(pl.col(each)) for each in by)
    named = rows.unique(column).select(column, name.alias("name"))
    return {**dict(named.iter_rows()), NOBODY: nobody}


def last_run(at: Desk) -> Mapping[str, object] | None:
    """When the last run began and ended, and for which day it was made; None before the first."""
    rows = at.cached("last run", lambda c: frame(c, "last_run"), ("runs",))
    return rows.row(0, named=True) if rows.height else None
