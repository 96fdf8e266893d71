"""The start page of a publication: what it is, what it was made of, and a feed for every unit."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summaries import frames
from summaries.drawing import draw, feed_address

if TYPE_CHECKING:
    from datetime import date

    import polars as pl


def render_index(
    documents: pl.DataFrame,
    units: pl.DataFrame,
    as_of: date,
    *,
    summary: str = "",
    findings: str = "",
    open_findings: int = 0,
    address: str = "",
) -> str:
    """The start page as one HTML page.

    `documents` and `units` have the columns of `summaries.frames`; a column `jurisdiction_name` of `units` is shown in
    place of the code. `summary` and `findings` are the addresses of those pages as seen from here, "" where there is
    none. `address` is the public address of the portal (`https://…`), with which each feed's whole address is shown;
    without it feeds are linked beside the page. Raises `summaries.frames.FrameError` where a column is missing, and
    ValueError where `address` is not an http or https address.
    """
    base = _checked(address)
    known_documents = frames.conform(documents, frames.DOCUMENTS, "documents")
    return draw(
        "index.html",
        as_of=as_of,
        documents=known_documents.sort("issued", "number", "document_id", nulls_last=True).to_dicts(),
        places=_places(units, base),
        units=units.height,
        events=int(units["events"].sum() or 0) if units.width else 0,
        summary=summary,
        findings=findings,
        open_findings=open_findings,
        whole_addresses=bool(base),
    )


def _checked(address: str) -> str:
    """`address` without its last slash, seen to be one that a calendar program can fetch."""
    if address and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc):
        raise ValueError(f"the portal's address must start with http:// or https://, not {address!r}")
    return address.rstrip("/")


def _places(units: pl.DataFrame, base: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The units by jurisdiction, each with the address of its feed; by id, which is the order of the pinyin."""
    known = frames.conform(units, frames.UNITS, "units")
    named = units["jurisdiction_name"].fill_null("") if "jurisdiction_name" in units.columns else known["jurisdiction"]
    rows = known.with_columns(named.alias("place")).sort("jurisdiction", "place", "unit_id").to_dicts()
    for row in rows:
        path = feed_address(row["feed"])
        row["address"] = f"{base}/{path}" if base and path else path
        row["subscribe"] = f"webcal://{row['address'].split('://', 1)[1]}" if base and path else ""
    return [(place, list(group)) for place, group in groupby(rows, key=lambda row: str(row["place"]))]
