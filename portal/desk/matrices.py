"""Two tables of counts, documents by checks and units by checks; each number leads to the list of what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from starlette.routing import Route

from portal.desk.access import visitor
from portal.desk.asking import Asked, asked, narrow
from portal.desk.data import desk
from portal.desk.findings import titles
from portal.desk.overview import NOBODY, findings
from portal.desk.pages import draw
from portal.desk.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

PAGE_ROWS = 50
OF = {"documents": ("document", "文件"), "units": ("unit", "单位")}
"""The two tables: the filter that a row stands for, and what the reader calls it."""


def routes() -> list[Route]:
    """Both tables."""
    return [Route(f"/matrix/{name}", _shown, name=name) for name in OF]


def _shown(request: Request) -> Response:
    at, wanted = desk(request), asked(request.query_params)
    name = request.url.path.rpartition("/")[2]
    by, called = OF[name]
    everything = findings(at, visitor(request))
    rows = narrow(everything, wanted)
    names = titles(at, everything)
    checks = [check for check in names["check"] if check in set(rows["check_id"].unique())]
    counted = _counted(rows, by, checks)
    pages = max(1, -(-counted.height // PAGE_ROWS))
    page = min(wanted.page, pages) or 1
    shown = counted.slice((page - 1) * PAGE_ROWS, PAGE_ROWS).to_dicts()
    return draw(
        request,
        "matrix.html",
        wanted=wanted,
        called=called,
        matrix=name,
        columns=[
            (check, names["check"][check], int(counted[check].sum()), wanted.address(check=check)) for check in checks
        ],
        rows=[_row(row, by, names[by].get(row[by]) or row[by], checks, wanted) for row in shown],
        total=rows.height,
        number=page,
        last=pages,
        things=counted.filter(pl.col(by) != NOBODY).height,
        states=words("state"),
    )


def _counted(rows: pl.DataFrame, by: str, checks: Sequence[str]) -> pl.DataFrame:
    """A row a document or unit, a column a check with the number of findings, and `total`; most findings first."""
    counts = [pl.col("check_id").eq(check).sum().alias(check) for check in checks]
    counted = rows.group_by(by).agg(*counts, pl.len().alias("total"))
    return counted.sort(pl.col(by) == NOBODY, -pl.col("total").cast(pl.Int64), by)


def _row(row: dict[str, Any], by: str, title: str, checks: Sequence[str], wanted: Asked) -> dict[str, Any]:
    here = {by: row[by]}
    cells = [(row[check], wanted.address(check=check, **here) if row[check] else "") for check in checks]
    return {"title": title, "cells": cells, "total": row["total"], "address": wanted.address(**here)}
