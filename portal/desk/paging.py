"""A long list, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

Thing = TypeVar("Thing")
ROWS = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Thing]):
    """The rows of one page; `number` and `last` count from 1, `total` are all rows, the addresses are "" where none is."""

    rows: Sequence[Thing]
    number: int
    last: int
    total: int
    before: str
    after: str


def page_of(request: Request, rows: Sequence[Thing], size: int = ROWS) -> Page[Thing]:
    """The page of `rows` that the request's `page` asks for; one that is not there is the nearest that is."""
    last = max(1, -(-len(rows) // size))
    asked = request.query_params.get("page", "1")
    number = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1

    def address(of: int) -> str:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
        return f"?{urlencode([*kept, ('page', str(of))])}" if 1 <= of <= last else ""

    return Page(
        rows[(number - 1) * size : number * size], number, last, len(rows), address(number - 1), address(number + 1)
    )
