"""The example documents are our own words, their gold is well formed, and what was planted stands where it is said."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
LAYOUTS = Path(__file__).parents[1] / "documents" / "layouts"
SOURCES = [*sorted((EXAMPLES / "documents").iterdir()), *sorted(LAYOUTS.glob("*.txt"))]
GOLD = [*sorted((EXAMPLES / "gold").glob("*.jsonl")), *sorted(LAYOUTS.glob("*.jsonl"))]
KEYS = {"doc", "line", "ch", "no", "title", "dl", "lead", "resp", "coop", "other", "groups", "open"}
UNIT_LISTS = ("lead", "resp", "coop", "other", "groups")
WORDLESS = (
    *("numbering_gap", "heading_unnumbered", "count_mismatch", "text_suspect", "citation_unresolved"),
    *("unit_acts_unlisted", "unit_lead_missing"),
)
"""Checks whose surface is neither a deadline nor a unit in a list of units."""

SHARED_RUN = 12
"""Characters in a row, within one clause, from which on two texts are taken to have the same words."""

FORMULAS = re.compile(
    "人民政府|街道办事处|委会办公室|标准文本|印发给你们|区政府同意|行政审批服务局|城乡建设局|按职责分工负责"
)
"""What every official letter says: heads, addressees, the sentence that issues it, the words around lists of units."""


def decoded(path: Path) -> str:
    """Return the text of an example, which is UTF-8 or GB18030."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def clauses(text: str) -> list[str]:
    """Split a text at punctuation, brackets and tabs; line breaks are noise, so they join."""
    joined = unicodedata.normalize("NFKC", text).replace("\n", "").replace(" ", "")
    return [clause for clause in re.split(r"[\W_]", joined) if len(clause) >= SHARED_RUN]


def runs(clause: str) -> set[str]:
    """Return every run of SHARED_RUN characters in a clause."""
    return {clause[i : i + SHARED_RUN] for i in range(len(clause) - SHARED_RUN + 1)}


def bare(text: str) -> str:
    """Drop what the gold drops from what it quotes: blanks, line breaks and Markdown's stars."""
    return re.sub(r"[\s*]", "", text)


def measures(path: Path) -> list[dict[str, Any]]:
    """Return the measures of a gold file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def planted() -> list[dict[str, Any]]:
    """Return what was planted, one entry a finding to be found."""
    entries: list[dict[str, Any]] = json.loads((EXAMPLES / "planted.json").read_text("utf-8"))["planted"]
    return entries


def name_of(entry: dict[str, Any]) -> str:
    """Name a planted entry in the test report."""
    return "-".join(str(entry[key]) for key in ("check", "doc", "ch", "no", "surface"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_documents_share_no_words_with_real_ones(source: Path, corpus: Path) -> None:
    theirs: set[str] = set()
    for real in (corpus / "documents").glob("*.txt"):
        for clause in clauses(real.read_text("utf-8")):
            theirs |= runs(clause)
    shared = [clause for clause in clauses(decoded(source)) if runs(clause) & theirs]
    assert [clause for clause in shared if not FORMULAS.search(clause)] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_has_the_shape_that_the_scorer_reads(path: Path) -> None:
    for m in measures(path):
        assert set(m) == KEYS
        assert m["title"]
        assert all(len(set(m[key])) == len(m[key]) for key in UNIT_LISTS)
        for surface, kind, *rest in m["dl"]:
            assert surface == bare(surface)
            assert len(rest) == {"by": 1, "during": 2, "recurring": 1, "ongoing": 0}[kind]
            if kind in ("by", "during"):
                assert rest == sorted(date.fromisoformat(day).isoformat() for day in rest)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_quotes_the_document(path: Path) -> None:
    source = next(s for s in SOURCES if s.stem == path.stem)
    lines = decoded(source).splitlines()
    whole = bare("".join(lines))
    for m in measures(path):
        assert m["title"] in bare("".join(lines[m["line"] - 1 : m["line"] + 12])), m
        quoted = [m["doc"], m["ch"], *(d[0] for d in m["dl"]), *(unit for key in UNIT_LISTS for unit in m[key])]
        assert [words for words in quoted if bare(words) not in whole] == []


@pytest.mark.parametrize("entry", planted(), ids=name_of)
def test_what_was_planted_refers_to_existing_places(entry: dict[str, Any]) -> None:
    assert (EXAMPLES / entry["source"]).exists()
    everything = [m for path in GOLD for m in measures(path)]
    for place in filter(None, (entry, entry["other"])):
        here = [m for m in everything if all(m[key] == place[key] for key in ("doc", "ch", "no"))]
        assert here or not place["no"], place
        if place["surface"] and entry["check"] not in WORDLESS:
            words = [d[0] for m in here for d in m["dl"]] + [u for m in here for key in UNIT_LISTS for u in m[key]]
            assert place["surface"] in words


def test_planted_later_deadlines_are_later() -> None:
    everything = {(m["doc"], m["ch"], m["no"]): m for path in GOLD for m in measures(path)}
    for entry in planted():
        if entry["check"] == "deadline_later_than_superior":
            ours, theirs = (everything[e["doc"], e["ch"], e["no"]]["dl"] for e in (entry, entry["other"]))
            assert max(d[-1] for d in ours) > max(d[-1] for d in theirs), entry


def test_links_join_existing_measures() -> None:
    everything = {(m["doc"], m["ch"], m["no"]) for path in GOLD for m in measures(path)}
    with (EXAMPLES / "links.csv").open(encoding="utf-8") as lines:
        pairs = [tuple(row.values()) for row in csv.DictReader(lines)]
    assert [pair for pair in pairs if not {pair[:3], pair[3:]} <= everything] == []


def test_local_divisions_cannot_collide_with_the_national_codes() -> None:
    with (EXAMPLES / "local_units.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["类型"] for row in rows} <= {"区划", "乡镇", "街道", "开发区", "单位", "集合", "开放集合"}
    assert all(row["代码"].startswith("99") for row in rows if row["类型"] in ("区划", "乡镇", "街道", "开发区"))
    assert len({row["名称"] for row in rows}) == len(rows)
