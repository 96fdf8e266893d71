"""How the number of open findings changed from run to run, as a drawing and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
from starlette.exceptions import HTTPException
from starlette.routing import Route

from portal.desk.access import visitor
from portal.desk.data import desk
from portal.desk.pages import draw
from warehouse.keeping import finding_durations, finding_trend

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from warehouse.connection import Connection

MOST_RUNS = 60
"""Runs that the drawing shows, the last ones."""
HEIGHT = 160
BAR, GAP = 14, 6
"""Height of the drawing and width of a bar and of the gap after it, in pixels."""
PARTS = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of the drawing: how many findings of a severity were open after a run."""

    severity: str
    x: int
    y: float
    height: float


def routes() -> list[Route]:
    """The trend."""
    return [Route("/trend", _shown)]


def _shown(request: Request) -> Response:
    if not visitor(request).everywhere:
        raise HTTPException(403, "变化趋势是全部地区的合计，只对授权全部地区的人开放。")
    runs, days = desk(request).cached("trend", _runs)
    shown = runs[-MOST_RUNS:]
    most = max((sum(run[part] for part in PARTS) for run in shown), default=0)
    return draw(
        request,
        "trend.html",
        runs=list(reversed(runs)),
        parts=[part for place, run in enumerate(shown) for part in _bar(run, place, most)],
        most=most,
        width=max(1, len(shown)) * (BAR + GAP),
        height=HEIGHT,
        bar=BAR,
        days=days,
    )


def _runs(connection: Connection) -> tuple[list[dict[str, Any]], Mapping[str, float]]:
    """The runs with what stood open after each, and for how many days, at the median, findings stayed open, by severity."""
    spells = finding_durations(connection)
    closed = spells.filter(pl.col("closed_on").is_not_null()).group_by("severity").agg(pl.col("days").median())
    medians: dict[str, float] = dict(closed.iter_rows()) if closed.height else {}
    return finding_trend(connection).to_dicts(), medians


def _bar(run: Mapping[str, Any], place: int, most: int) -> Sequence[Part]:
    """The rectangles of one run, the gravest lowest."""
    parts, y = [], float(HEIGHT)
    for severity in PARTS:
        height = round(run[severity] / most * HEIGHT, 1) if most else 0.0
        y -= height
        if height:
            parts.append(Part(severity, place * (BAR + GAP), round(y, 1), height))
    return parts
