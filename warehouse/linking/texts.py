"""Measures as they are compared: without their times, their lists of units and the words that any heading has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from warehouse.identity import words
from warehouse.linking.wording import chapter_core, chapter_ordinal, core, plain, wording

BRACKET = re.compile(r"[（(][^（）()]{0,400}[)）]")
ROW_NUMBER = re.compile(r"^\s*[0-9一二三四五六七八九十]{1,4}\s*\|")
TIME = re.compile(r"(?:(?:19|20)\d\d年)?(?:[01]?\d月(?:[0-3]?\d日)?[底末]?前?|(?:19|20)\d\d年(?:度|[底末]前?)?)")
CELLS = " | "  # how the reader parts the cells of a table's row in a measure's text
CLAUSE_END = re.compile(r"[，。；：,;:]")
QUANTITY = re.compile(r"\d+(?:\.\d+)?")
# A text that has fewer characters besides its heading says nothing of its own: the heading is then compared.
SHORTEST_BODY = 8
LONGEST_COMPARED = 600  # characters: what comes after them in a measure is detail


def comparable(measures: pl.DataFrame) -> pl.DataFrame:
    """Rows of linking_measures.sql with what is compared, one row each, in the same order.

    Columns added: `heading` (the title's own words), `opening` (those of its first clause), `body` (the text's words without
    the title), `whole` (both), `part` (the chapter without its number), `series` (see series_of), `quantities` and
    `designations` (the units as they are called in any place).
    """
    rows = [
        (*_compared(row), series)
        for row, series in zip(measures.iter_rows(named=True), series_of(measures), strict=True)
    ]
    schema = dict.fromkeys(("heading", "opening", "body", "whole", "part"), pl.String)
    lists = {name: pl.List(pl.String) for name in ("quantities", "designations")}
    return measures.with_columns(pl.DataFrame(rows, schema=schema | lists | {"series": pl.String}, orient="row"))


def series_of(measures: pl.DataFrame) -> list[str]:
    """For each measure the run of tasks in which it stands: a table of its document, or the body, or an annex.

    An annex in running text begins where the chapters are numbered from the start again. `measures` are in text order.
    """
    found: list[str] = []
    document, run, latest = "", 0, 0
    for row in measures.select("document_id", "chapter", "text").iter_rows(named=True):
        if row["document_id"] != document:
            document, run, latest = row["document_id"], 0, 0
        in_table = CELLS in row["text"]
        ordinal = chapter_ordinal(row["chapter"])
        if ordinal and not in_table:
            run, latest = run + (ordinal < latest), ordinal
        found.append(f"{document} {row['chapter'] if in_table else run}")
    return found


def _compared(row: Mapping[str, Any]) -> tuple[str, str, str, str, str, list[str], list[str]]:
    printed = timeless(row["title"], row["times"])
    title = plain(words(printed))
    text = ROW_NUMBER.sub("", row["text"])
    text = BRACKET.sub(lambda found: "" if _lists_units(found[0], row["names"]) else found[0], text)
    text = _without(timeless(text, row["times"]), row["names"])
    whole = plain(words(text)[:LONGEST_COMPARED])
    body = whole.replace(title, "", 1) if title else whole
    return (
        core(title),
        core(CLAUSE_END.split(printed.strip("，。；、 "), maxsplit=1)[0]) or core(title),
        body if len(body) >= SHORTEST_BODY else whole,
        whole,
        chapter_core(row["chapter"]),
        sorted(set(QUANTITY.findall(text))),
        sorted({unit.partition("-")[2] or unit for unit in row["units"]}),
    )


def timeless(text: str, times: Iterable[str]) -> str:
    """A text without the words that name its deadlines, and without other days, months and years."""
    return TIME.sub("", _without(text, times))


def _without(text: str, surfaces: Iterable[str]) -> str:
    for surface in sorted(surfaces, key=len, reverse=True):
        if len(surface) > 1:
            text = text.replace(surface, "")
    return text


def _lists_units(bracket: str, names: Iterable[str]) -> bool:
    return any(role in bracket for role in wording()["roles"]) or any(name in bracket for name in names)
