"""Comparison of all documents' wordings: what differs by one character from a wording elsewhere, and is probably a misprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb
import polars as pl

from documents.doubts.slips import is_han
from warehouse.connection import frame, replace_all, retrying, transaction
from warehouse.tables import table
from warehouse.variants.contexts import CONTEXT, conflicts
from warehouse.variants.judging import Rivals, Wording, misprints
from warehouse.variants.streams import characters


@dataclass(frozen=True, slots=True)
class Variant:
    """A probable misprint: the row of characters where its words begin, its words, and the right ones with their row."""

    at: int
    written: str
    other_at: int
    right: str


def compare_wordings(connection: duckdb.DuckDBPyConnection) -> int:
    """Writes table `variants` anew where it differs; returns how many there are."""
    texts = frame(connection, "variant_texts")
    rows = variants_in(texts)
    retrying(lambda: _write(connection, rows))
    return rows.height


def _write(connection: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> None:
    with transaction(connection):
        replace_all(connection, "variants", rows)


def variants_in(texts: pl.DataFrame) -> pl.DataFrame:
    """The probable misprints in `texts` (columns of sql/variant_texts.sql), with the columns of table `variants`."""
    stream = characters(texts)
    places = stream.select("document", "line", "start")
    documents = texts.select("document_id", "source_id").rows()
    rows = []
    for variant in _variants(stream):
        document, line, start = places.row(variant.at)
        other, other_line, other_start = places.row(variant.other_at)
        rows.append({
            "source_id": documents[document][1], "document_id": documents[document][0], "line": line, "start_char": start,
            "surface": variant.written, "wording": variant.right, "other_document_id": documents[other][0],
            "other_line": other_line, "other_start_char": other_start,
        })  # fmt: skip
    return table("variants", rows)


def _variants(stream: pl.DataFrame) -> list[Variant]:
    """The misprints in text order, each once."""
    found = conflicts(stream)
    if found.is_empty():
        return []
    codes = stream["code"]
    placed = found.with_columns(document=stream["document"].gather(found["at"])).sort("before", "behind", "gap", "at")
    pairs = _pairs(codes)
    variants: dict[int, Variant] = {}
    for _, rows in groupby(placed.iter_rows(), key=lambda row: row[:2]):
        rivals = _rivals(codes, list(rows))
        for wrong, right in misprints(rivals, pairs):
            other = right.rows[0]
            for at in wrong.rows:
                written, shown = _around(rivals, wrong.character), _around(rivals, right.character)
                variants.setdefault(at, Variant(at - _before(rivals), written, other - _before(rivals), shown))
    return [variants[at] for at in sorted(variants)]


def _rivals(codes: pl.Series, rows: Sequence[tuple[int, int, int, int, int]]) -> Rivals:
    """The wordings of one context; rows are before, behind, gap, at, document, sorted by the gap."""
    wordings = []
    for gap, same in groupby(rows, key=lambda row: row[2]):
        places = list(same)
        wordings.append(Wording(_text([gap]), [row[3] for row in places], len({row[4] for row in places})))
    at, gap = rows[0][3], rows[0][2]
    after = at + (gap > 0)
    return Rivals(_text(codes[at - CONTEXT : at]), _text(codes[after : after + CONTEXT]), wordings)


def _text(codes: Iterable[int]) -> str:
    return "".join([chr(code) for code in codes if code])


def _around(rivals: Rivals, character: str) -> str:
    """The words to show: the character with the Chinese ones around it, up to a mark on either side."""
    behind = next((i for i, c in enumerate(rivals.behind) if not is_han(c)), CONTEXT)
    return rivals.before[CONTEXT - _before(rivals) :] + character + rivals.behind[:behind]


def _before(rivals: Rivals) -> int:
    """How many characters before the place are shown."""
    return next((i for i, c in enumerate(reversed(rivals.before)) if not is_han(c)), CONTEXT)


def _pairs(codes: pl.Series) -> Counter[str]:
    """How often two neighbouring characters stand in all texts."""
    packed = (codes.cast(pl.UInt64) * (1 << 32) + codes.shift(-1).cast(pl.UInt64)).drop_nulls()
    counted = packed.value_counts(name="times")
    keys = counted[packed.name]
    return Counter(
        {chr(key >> 32) + chr(key & 0xFFFFFFFF): times for key, times in zip(keys, counted["times"], strict=True)}
    )
