"""What a list was asked for: everything about it stands in the address, so that it can be kept, sent and gone back to."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl

from portal.desk.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FACETS = {
    "check": "check_id",
    "severity": "severity",
    "state": "state",
    "document": "document",
    "unit": "unit",
    "owner": "owner",
    "place": "jurisdiction",
}
"""The filters by their names in the address, with the columns that they look at."""
EVERYTHING = "all"
"""The state that stands for all states. Without a state the list shows what is open."""
LONGEST_WORDS = 200
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters ("" for none), the words sought, the order and the page of a list."""

    check: str = ""
    severity: str = ""
    state: str = "open"
    document: str = ""
    unit: str = ""
    owner: str = ""
    place: str = ""
    words: str = ""
    sort: str = "weight"
    page: int = 1

    def address(self, path: str = "/desk/", **other: str | int) -> str:
        """The address of this list with some things other; unless it is given, its first page."""
        wanted = replace(self, **{"page": 1, **other})  # type: ignore[arg-type]
        defaults = Asked()
        given = {f.name: getattr(wanted, f.name) for f in fields(wanted)}
        told = {name: value for name, value in given.items() if value != getattr(defaults, name)}
        return f"{path}?{urlencode(told)}" if told else path

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The filters that are set, besides the state."""
        return tuple(name for name in FACETS if name != "state" and getattr(self, name))


def asked(parameters: Mapping[str, str]) -> Asked:
    """What the parameters of an address ask for; what makes no sense there is left out."""
    texts = {name: parameters.get(name, "")[:LONGEST_WORDS] for name in (*FACETS, "words")}
    page = parameters.get("page", "")
    sort = parameters.get("sort", "")
    return Asked(
        **{**texts, "state": texts["state"] or "open", "words": " ".join(texts["words"].split())},
        sort=sort if sort in words("sort") else "weight",
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
    )


def conditions(wanted: Asked) -> dict[str, pl.Expr]:
    """What each filter that is set asks of a finding, by its name; the words as `words`."""
    found = {
        name: pl.col(column) == getattr(wanted, name)
        for name, column in FACETS.items()
        if getattr(wanted, name) and getattr(wanted, name) != EVERYTHING
    }
    sought = wanted.words.lower().split()[:MOST_WORDS]
    if sought:
        found["words"] = pl.all_horizontal(pl.col("haystack").str.contains(word, literal=True) for word in sought)
    return found


def narrow(rows: pl.DataFrame, wanted: Asked, *without: str) -> pl.DataFrame:
    """The findings that pass all filters, but for those named."""
    return rows.filter(every([condition for name, condition in conditions(wanted).items() if name not in without]))


def every(wanted: Sequence[pl.Expr]) -> pl.Expr:
    """What passes all conditions; none are passed by everything (a filter of polars by an empty list keeps nothing)."""
    return pl.all_horizontal(wanted) if wanted else pl.lit(True)
