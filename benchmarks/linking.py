"""Linking against pairs that people labelled, and its growth: python -m benchmarks.linking [--growth 1000 10000 100000].

The labels lie in tests/warehouse/linking: `tuning` and `heldout` are of documents written for it, `known` of the corpus
(SHIXIAN_CORPUS, by default `../shared`; left out where it is not there). A label names both measures by document, chapter
(its numbering will do) and number, the relation, whether they are the same task, and why. Of pairs that nobody labelled
nothing is said here.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.linking_seeds import facts_of_seed
from documents.read import read_source
from warehouse.connection import open_warehouse, query
from warehouse.linking import Linking, facts_of, linking_of
from warehouse.linking.wording import numbering
from warehouse.loading import SourceReading, Stamp, load
from warehouse.registry import read_local
from warehouse.registry.units import LocalEntry
from warehouse.resolving import resolve_mentions

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "tests" / "warehouse" / "linking"
RELATIONS = ("implements", "repeats", "sister")
PLACES = """
SELECT m.measure_id, coalesce(nullif(d.number, ''), d.title) AS document, m.chapter, m.number
FROM live_measures m JOIN documents d USING (document_id)
"""
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the labelled pairs of a relation: found and right, found and wrong, right and not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the found ones that are right, 1 where none was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the right ones that were found, 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def linked(sources: Sequence[Path], local: Sequence[LocalEntry], as_of: date) -> tuple[Linking, dict[Place, str]]:
    """The linking of files, read into an empty warehouse, and the measures' ids by document, chapter and number."""
    readings = []
    for path in sources:
        content = path.read_bytes()
        reading = read_source(path.name, content)
        readings.append(SourceReading(str(path), path.name, sha256(content).hexdigest(), len(content), reading))
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder), as_of) as connection:
        load(connection, readings, [reading.path for reading in readings], local, Stamp("reader", as_of, "linking"))
        resolve_mentions(connection, local)
        places = query(connection, PLACES).iter_rows(named=True)
        return linking_of(facts_of(connection)), _by_place(places)


def _by_place(rows: Iterable[Mapping[str, Any]]) -> dict[Place, str]:
    """By the chapter as printed, and by its numbering where that alone names one measure."""
    by_place: dict[Place, list[str]] = {}
    for row in rows:
        for chapter in dict.fromkeys((row["chapter"], numbering(row["chapter"]))):
            by_place.setdefault((row["document"], chapter, row["number"]), []).append(row["measure_id"])
    return {place: ids[0] for place, ids in by_place.items() if len(ids) == 1}


def labels(name: str) -> list[dict[str, Any]]:
    """The labelled pairs of a half: tuning, heldout or known."""
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def measured(
    pairs: Iterable[Mapping[str, Any]], linking: Linking, places: Mapping[Place, str]
) -> tuple[dict[str, Figures], list[str]]:
    """The figures by relation, and a line for each label that linking sees otherwise. Raises KeyError for an unknown place."""
    found = {(a, b, relation) for a, b, relation, *_ in linking.links.iter_rows()}
    found |= {(b, a, relation) for a, b, relation in found if relation != "implements"}
    counts: Counter[tuple[str, str]] = Counter()
    otherwise = []
    for label in pairs:
        one = places[label["document"], label["chapter"], label["number"]]
        two = places[label["other_document"], label["other_chapter"], label["other_number"]]
        is_linked = (one, two, label["relation"]) in found
        if is_linked != label["same"]:
            otherwise.append(f"{'found' if is_linked else 'missed'}: {json.dumps(label, ensure_ascii=False)}")
        if is_linked or label["same"]:
            kind = "right" if is_linked and label["same"] else "wrong" if is_linked else "missed"
            counts[label["relation"], kind] += 1
    return {r: Figures(counts[r, "right"], counts[r, "wrong"], counts[r, "missed"]) for r in RELATIONS}, otherwise


def made_up(half: str) -> tuple[Linking, dict[Place, str]]:
    """The linking of a half of the documents that were written for it."""
    return linked(sorted((LABELS / half).glob("*.txt")), read_local(LABELS / "local_units.csv"), date(2024, 9, 2))


def print_quality(half: str, linking: Linking, places: Mapping[Place, str]) -> None:
    """One line a relation: precision, recall and the counts; then what is seen otherwise."""
    figures, otherwise = measured(labels(half), linking, places)
    for relation, row in figures.items():
        if row.right + row.wrong + row.missed:
            print(
                f"{half:8} {relation:10} precision {row.precision:.3f}  recall {row.recall:.3f}  "
                f"right {row.right}  wrong {row.wrong}  missed {row.missed}"
            )
    print(*otherwise, sep="\n", end="\n" if otherwise else "")


def print_growth(sizes: Sequence[int]) -> None:
    """Seconds, links and memory for so many measures made from a seed."""
    for size in sizes:
        facts = facts_of_seed(size)
        started = time.perf_counter()
        found = linking_of(facts)
        seconds = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{facts.measures.height:7} measures  {len(facts.heads):5} documents  {found.links.height:7} links  {seconds:7.1f} s  "
            f"{1000 * seconds / facts.measures.height:5.2f} ms a measure  {memory} MB at most so far"
        )


def main(options: list[str]) -> None:
    """Print the quality on all labels, then the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--growth", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    chosen = parser.parse_args(options)
    for half in ("tuning", "heldout"):
        print_quality(half, *made_up(half))
    corpus = Path(os.environ.get("SHIXIAN_CORPUS") or ROOT.parent / "shared") / "documents"
    if corpus.is_dir():
        print_quality("known", *linked(sorted(corpus.iterdir()), [], date(2021, 9, 6)))
    print_growth(chosen.growth)


if __name__ == "__main__":
    main(sys.argv[1:])
