"""The weekly summary as a page that prints to A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summaries.dates import period, plain_period
from summaries.drawing import draw
from summaries.wording import figure_sorts

if TYPE_CHECKING:
    from summaries.nouns import WeeklySummary

HOME = "../current/index.html"


def render_summary(summary: WeeklySummary, *, home: str = HOME) -> str:
    """The summary as one HTML page that needs nothing beside it.

    `home` is the address of the start page as seen from the summary's place, `""` where the page travels alone (mail).
    The same summary gives the same bytes.
    """
    told, (first, second) = summary.horizon.told, summary.horizon.ahead
    return draw(
        "summary.html",
        summary=summary,
        headline=[figure for figure, sort in zip(summary.figures, figure_sorts(), strict=True) if sort.headline],
        value={figure.id: figure.value for figure in summary.figures},
        week=period(told.start, told.end),
        week_plain=plain_period(told.start, told.end),
        ahead=[plain_period(first.start, first.end), plain_period(second.start, second.end)],
        home=home,
    )
