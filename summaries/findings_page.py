"""What failed validation, as the stewards' list: by check, with both passages side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import polars as pl

from summaries import frames
from summaries.deadlines import place
from summaries.drawing import draw
from summaries.faults import seen_by
from summaries.passages import Piece, passage
from summaries.wording import known

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

OUTSTANDING = ("open", "confirmed")
HOME = "index.html"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding: where it stands and what it says there, the words at fault marked.

    `place` is its chapter and number, `page` the page or sheet of a source that has such (第3页).
    """

    document_number: str
    document_title: str
    place: str
    source_name: str
    page: str
    line: int | None
    title: str
    pieces: tuple[Piece, ...]

    @property
    def document_name(self) -> str:
        """The document as a reader cites it: by number, else by title."""
        return self.document_number or self.document_title or "文号不详"


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding as the list shows it. `alike` are findings that say the same of the same words elsewhere."""

    finding_id: str
    state: str
    surface: str
    unit_name: str
    message: str
    first_seen: date | None
    last_seen: date | None
    closed_on: date | None
    here: Side
    other: Side | None
    alike: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class CheckSection:
    """The outstanding findings of one check; `findings` is how many there are, likes counted singly."""

    check_id: str
    title: str
    severity: str
    advice: str
    findings: int
    faults: tuple[Fault, ...]


def render_findings(findings: pl.DataFrame, as_of: date, *, home: str = HOME) -> str:
    """The stewards' list as one HTML page: what is open or confirmed in full, what is settled in a table.

    `findings` has the columns of `summaries.frames.FINDINGS`; raises `FrameError` of that module where one is missing.
    `home` is the address of the start page as seen from here. The same findings give the same bytes.
    """
    seen = seen_by(frames.conform(findings, frames.FINDINGS, "findings"), as_of)
    outstanding = seen.filter(pl.col("state").is_in(OUTSTANDING))
    settled = seen.filter(~pl.col("state").is_in(OUTSTANDING))
    severities = {severity: outstanding.filter(pl.col("severity") == severity).height for severity in known("severity")}
    return draw(
        "findings.html",
        as_of=as_of,
        sections=_sections(outstanding),
        settled=[(row["check_title"], _fault([row])) for row in settled.iter_rows(named=True)],
        severities=severities,
        documents=outstanding.select("document_number", "document_title").n_unique(),
        confirmed=outstanding.filter(pl.col("state") == "confirmed").height,
        home=home,
    )


def _sections(outstanding: pl.DataFrame) -> tuple[CheckSection, ...]:
    """One section a check, in the order of the rows."""
    sections = []
    for check_id, rows in groupby(outstanding.iter_rows(named=True), key=lambda row: str(row["check_id"])):
        of_check = list(rows)
        sections.append(
            CheckSection(
                check_id=check_id,
                title=of_check[0]["check_title"],
                severity=of_check[0]["severity"],
                advice=next((row["advice"] for row in of_check if row["advice"]), ""),
                findings=len(of_check),
                faults=tuple(_fault(alike) for alike in _alike(of_check)),
            )
        )
    return tuple(sections)


def _alike(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows, those together that say the same of the same words; a finding with a counterpart stands alone."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        alone = row["finding_id"] if _has_other(row) else ""
        key = (alone, row["state"], row["surface"], row["unit_name"], row["message"])
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _fault(rows: list[dict[str, Any]]) -> Fault:
    row = rows[0]
    return Fault(
        finding_id=row["finding_id"],
        state=row["state"],
        surface=row["surface"],
        unit_name=row["unit_name"],
        message=row["message"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        closed_on=row["closed_on"],
        here=_here(row),
        other=_other(row) if _has_other(row) else None,
        alike=tuple(_here(other) for other in rows[1:]),
    )


def _has_other(row: Mapping[str, Any]) -> bool:
    return bool(row["other_text"] or row["other_source_name"])


def _here(row: Mapping[str, Any]) -> Side:
    return Side(
        document_number=row["document_number"],
        document_title=row["document_title"],
        place=place(row["chapter"], row["number"]),
        source_name=row["source_name"],
        page=row["place"],
        line=row["line"],
        title=row["measure_title"],
        pieces=passage(row["measure_text"], row["surface"]),
    )


def _other(row: Mapping[str, Any]) -> Side:
    return Side(
        document_number=row["other_document_number"],
        document_title=row["other_document_title"],
        place=place(row["other_chapter"], row["other_number"]),
        source_name=row["other_source_name"],
        page=row["other_place"],
        line=row["other_line"],
        title="",
        pieces=passage(row["other_text"], row["other_surface"]),
    )
