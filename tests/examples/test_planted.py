"""The program finds in the examples exactly what was planted there, check by check, and links what implements what."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from expectations.checks import checks, views
from expectations.findings import age
from expectations.listing import to_json_line
from flows.sources import find, read, reader_of
from warehouse.checking import check_frames, known_findings, store_findings
from warehouse.connection import frame, open_warehouse
from warehouse.linking import link_measures
from warehouse.loading import Stamp, load
from warehouse.registry import read_local
from warehouse.resolving import resolve_mentions

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANTED = json.loads((EXAMPLES / "planted.json").read_text("utf-8"))
AS_OF = date.fromisoformat(PLANTED["as_of"])
CHANGED = "document_changed"
# Checks that are told by the words at fault; and those for information of which each finding was planted.
WORDY = ("deadline_later", "deadline_past", "unit_", "citation_", "text_suspect")
PLANTED_INFOS = ("unit_", "citation_", "text_suspect", "heading_unnumbered")
KEPT = [
    check.id
    for check in checks()
    if check.id != CHANGED and (check.severity != "info" or check.id.startswith(PLANTED_INFOS))
]

LINKED = """
SELECT d.number, m.chapter, m.number, e.number, o.chapter, o.number
FROM links JOIN measures m USING (measure_id) JOIN documents d USING (document_id)
JOIN measures o ON o.measure_id = other_measure_id JOIN documents e ON e.document_id = o.document_id
WHERE relation = 'implements'
"""

Finding = dict[str, Any]
Place = tuple[str, str, str]


def findings_of(folder: Path, *sources: Path) -> list[Finding]:
    """All findings of a first run over `sources`, as `shixian findings --jsonl` prints them."""
    from expectations.validation import validate  # Great Expectations takes seconds to import.

    local = read_local(EXAMPLES / "local_units.csv")
    readings = [read(source) for source in find(map(str, sources))]
    with open_warehouse(folder, AS_OF) as connection:
        load(connection, readings, [r.path for r in readings], local, Stamp(reader_of(local), AS_OF, "planted"))
        resolve_mentions(connection, local)
        link_measures(connection)
        failures = validate(check_frames(connection, views()))
        store_findings(connection, age(known_findings(connection), failures, AS_OF))
        shown = frame(connection, "findings_shown")
    return [json.loads(to_json_line(row)) for row in shown.iter_rows(named=True)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the warehouse that holds the example documents."""
    return tmp_path_factory.mktemp("planted")


@pytest.fixture(scope="module")
def found(folder: Path) -> list[Finding]:
    """What the program finds in the example documents."""
    return findings_of(folder, EXAMPLES / "documents")


def places(entries: list[Finding], check: str) -> Counter[Place]:
    """Where the findings of a check stand: document, number of the measure, words at fault where the check has such."""
    wordy = check.startswith(WORDY)
    return Counter((e["doc"], e["no"], e["surface"] if wordy else "") for e in entries if e["check"] == check)


@pytest.mark.parametrize("check", KEPT)
def test_a_check_finds_what_was_planted_and_nothing_else(check: str, found: list[Finding]) -> None:
    assert places(found, check) == places(PLANTED["planted"], check)


def test_a_finding_shows_the_counterpart_that_was_planted(found: list[Finding]) -> None:
    def pairs(entries: list[Finding]) -> set[tuple[Place, Place]]:
        later = [e for e in entries if e["check"] == "deadline_later_than_superior"]
        return {tuple((p["doc"], p["ch"], p["no"]) for p in (e, e["other"])) for e in later}  # type: ignore[misc]

    assert pairs(found) == pairs(PLANTED["planted"])


def test_measures_are_linked_to_those_they_implement(folder: Path, found: list[Finding]) -> None:
    assert found
    with (EXAMPLES / "links.csv").open(encoding="utf-8") as lines:
        pairs = {tuple(row.values()) for row in csv.DictReader(lines)}
    with open_warehouse(folder, AS_OF) as connection:
        linked = set(connection.execute(LINKED).fetchall())
    assert len(linked & pairs) / len(linked) >= 0.95
    assert len(linked & pairs) / len(pairs) >= 0.9


def test_one_number_with_two_texts_is_found_and_one_text_twice_is_not(tmp_path: Path) -> None:
    entry = next(e for e in PLANTED["planted"] if e["check"] == CHANGED)
    gazette, changed = EXAMPLES / "documents" / "东湖区人民政府公报2024年第3期.txt", EXAMPLES / entry["source"]
    same = changed.with_name(changed.name.replace("另一文本", "同一文本"))
    twice = findings_of(tmp_path / "same", gazette, same)
    differing = findings_of(tmp_path / "changed", gazette, changed)
    assert [e["doc"] for e in twice if e["check"] == CHANGED] == []
    assert {e["doc"] for e in differing if e["check"] == CHANGED} == {entry["doc"]}


def test_what_contradicts_itself_is_found_in_all_its_kinds(tmp_path: Path) -> None:
    found = [
        e for e in findings_of(tmp_path, EXAMPLES / "conflicts") if e["check"].startswith(("deadline_", "target_"))
    ]

    def told(entries: list[Finding]) -> list[tuple[Any, ...]]:
        sides = ("doc", "ch", "no")
        return sorted(
            (
                e["check"],
                *(e[side] for side in (*sides, "surface")),
                *((e["other"] or {}).get(side) or "" for side in sides),
            )
            for e in entries
        )

    assert told(found) == told(PLANTED["conflicts"])
    (replaced,) = [e for e in found if e["check"] == "deadline_conflict_same_level" and e["severity"] == "info"]
    assert replaced["message"].startswith("（已由示政办发〔2024〕30号取代，以其为准）")
