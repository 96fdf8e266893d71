"""JioNLP beside this reader, in one run on the same texts: make peers, or python -m benchmarks.peers [--repeat N].

JioNLP (https://github.com/dongrixinyu/JioNLP) finds and parses the times of a Chinese text, and nothing else; Shixian reads
documents, measures, deadlines, units and more. The texts are those of the corpus (SHIXIAN_CORPUS, by default `../shared`)
and of examples/.

Speed: characters of the decoded text a second of processor time, the best of N after one that does not count, both in this
process and on one core. Shixian starts from bytes, JioNLP from text that is cut already. Its log of what it cannot parse is
switched off, since writing it takes longer than extracting.

F1: the end dates of each document of the gold as a bag. The gold's are those of `by` and `during`; Shixian's those of its
measures; JioNLP's the last days of its spans, with the document's day of issue as base. What is done so that JioNLP shows
its best:
- it gets each document alone, with the day of issue that Shixian read;
- what stands on lines that the gold leaves out counts for neither reader;
- it reads the document whole, by lines, by sentences that line breaks no longer part, each as printed and in one width,
  and its spans count with and without its points of time: the best F1 of these and the best speed of these are its figures;
- for a third figure it is told which passages are measures, which it cannot know: it reads the measures' text alone.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.score import corpus_folder
from documents.model import Reading
from documents.read import read_source
from documents.text.passage import fold

ROOT = Path(__file__).parents[1]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LINE_END = re.compile(r"\r\n|\r|\n")
SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")


@dataclass(frozen=True)
class Source:
    """A file, the gold of its folder (line and end date, by document number), and its lines that are not scored."""

    name: str
    content: bytes
    gold: dict[str, list[tuple[int, str]]]
    left_out: Sequence[tuple[int, int]]

    def counts(self, line: int) -> bool:
        """Whether what begins on a line is scored."""
        return not any(first <= line <= last for first, last in self.left_out)


@dataclass(frozen=True)
class Scored:
    """A document that the gold knows: its text for JioNLP, the text of its measures, and both bags of end dates."""

    issued: date
    text: str
    measures: tuple[str, ...]
    read: Counter[str]
    gold: Counter[str]


Cut = Callable[[Scored], list[str]]
CUTS: dict[str, Cut] = {
    "whole": lambda d: [d.text],
    "by lines": lambda d: d.text.splitlines(),
    "by sentences": lambda d: SENTENCE.findall(re.sub(r"\s+", "", d.text)),
}
TOLD: dict[str, Cut] = {"the measures alone": lambda d: list(d.measures)}
KINDS = (("time_span",), ("time_span", "time_point"))


def number_of(text: str) -> str:
    """A document's number as the scorer compares it."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def gold_of(paths: Iterable[Path]) -> dict[str, list[tuple[int, str]]]:
    """Lines and end dates by document number."""
    gold: dict[str, list[tuple[int, str]]] = {}
    for path in paths:
        for measure in map(json.loads, path.read_text("utf-8").splitlines()):
            ends = [d[-1] for d in measure["dl"] if d[1] in ("by", "during")]
            gold.setdefault(number_of(measure["doc"]), []).extend((measure["line"], end) for end in ends)
    return gold


def sources_of(folder: Path) -> list[Source]:
    """The sources of a folder that holds documents/ and gold/."""
    gold = gold_of(sorted((folder / "gold").glob("*.jsonl")))
    ignored = folder / "gold" / "ignore.json"
    left_out = json.loads(ignored.read_text("utf-8")) if ignored.is_file() else {}
    paths = sorted((folder / "documents").iterdir())
    return [Source(p.name, p.read_bytes(), gold, left_out.get(p.name, ())) for p in paths]


def scored_of(source: Source, reading: Reading) -> Iterator[Scored]:
    """The documents of a source that the gold knows."""
    for document in reading.documents:
        gold = source.gold.get(number_of(document.number))
        if gold is None or document.issued is None:
            continue
        lines = enumerate(LINE_END.split(document.text), document.span.line)
        measures = [m for m in reading.measures if m.document == document.key and source.counts(m.span.line)]
        yield Scored(
            document.issued,
            "\n".join(text for line, text in lines if source.counts(line)),
            tuple(m.text for m in measures),
            Counter(str(d.end) for m in measures for d in m.deadlines if d.end),
            Counter(end for line, end in gold if source.counts(line)),
        )


class JioNLP:
    """The peer, loaded and silent."""

    def __init__(self) -> None:
        import jionlp  # late: it takes a second, and only this benchmark needs it

        logging.disable(logging.ERROR)
        self.extract: Callable[..., list[dict[str, Any]]] = jionlp.ner.extract_time
        self.extract("2021年6月底前", time_base=datetime(2021, 1, 1), with_parsing=True)  # noqa: DTZ001 - its own form

    def times(self, texts: Sequence[str], issued: date) -> list[dict[str, Any]]:
        """The times of some texts, parsed from a day."""
        base = datetime(issued.year, issued.month, issued.day)  # noqa: DTZ001 - a day has no zone
        return [found for text in texts for found in self.extract(text, time_base=base, with_parsing=True)]

    def all_times(self, texts: Sequence[tuple[Sequence[str], date]]) -> list[list[dict[str, Any]]]:
        """The times of several documents, each with its day."""
        return [self.times(given, issued) for given, issued in texts]


def ends_of(times: Iterable[dict[str, Any]], kinds: Sequence[str]) -> Counter[str]:
    """The last days of times of some of JioNLP's kinds."""
    ends = (str(t["detail"]["time"][-1]) for t in times if t["type"] in kinds)
    return Counter(end[:10] for end in ends if DAY.match(end))


@dataclass(frozen=True)
class F1:
    """Precision, recall and their mean over the documents' bags."""

    precision: float
    recall: float
    f1: float


def f1_of(pairs: Iterable[tuple[Counter[str], Counter[str]]]) -> F1:
    """Compare bags of end dates, each (read, gold), document by document."""
    right = read = gold = 0
    for found, expected in pairs:
        right += sum((found & expected).values())
        read += sum(found.values())
        gold += sum(expected.values())
    precision, recall = right / max(read, 1), right / max(gold, 1)
    return F1(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


@dataclass(frozen=True)
class Way:
    """One way of using JioNLP: its best F1 and its speed on the documents."""

    name: str
    f1: F1
    speed: float


def ways_of(peer: JioNLP, documents: Sequence[Scored], cuts: dict[str, Cut], repeat: int) -> Iterator[Way]:
    """Each way of cutting, as printed and in one width."""
    gold = [d.gold for d in documents]
    for name, cut in cuts.items():
        for width, prepared in (("as printed", str), ("in one width", _narrow)):
            texts = [([prepared(text) for text in cut(d)], d.issued) for d in documents]
            found = peer.all_times(texts)
            bags = ([ends_of(times, kinds) for times in found] for kinds in KINDS)
            best = max((f1_of(zip(read, gold, strict=True)) for read in bags), key=lambda f: f.f1)
            seconds = best_of(repeat, partial(peer.all_times, texts))
            yield Way(f"{name}, {width}", best, sum(len(text) for given, _ in texts for text in given) / seconds)


def _narrow(text: str) -> str:
    """Digits, letters and brackets in the widths that JioNLP's patterns are written in."""
    return fold(text).replace("　", " ")


def best_of(repeat: int, work: Callable[[], object]) -> float:
    """The least processor seconds that some work took, after once that does not count."""
    work()
    times = []
    for _ in range(repeat):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def compare(name: str, sources: Sequence[Source], peer: JioNLP, repeat: int, every: bool) -> None:
    """Print the rows of one folder."""
    readings = [read_source(s.name, s.content) for s in sources]
    documents = [d for s, r in zip(sources, readings, strict=True) for d in scored_of(s, r)]
    characters = sum(len(r.text) for r in readings)
    seconds = best_of(repeat, lambda: [read_source(s.name, s.content) for s in sources])
    ours = Way("Shixian", f1_of((d.read, d.gold) for d in documents), characters / seconds)
    ways = list(ways_of(peer, documents, CUTS, repeat))
    best = max(ways, key=lambda way: way.f1.f1)
    speed = max(way.speed for way in ways)
    told = max(ways_of(peer, documents, TOLD, repeat), key=lambda way: way.f1.f1)
    rows = [ours, Way(f"JioNLP ({best.name})", best.f1, speed), Way("JioNLP, told the measures", told.f1, told.speed)]
    for way in rows + (ways if every else []):
        f = way.f1
        print(
            f"| {name} | {way.name} | {f.precision:.3f} | {f.recall:.3f} | {f.f1:.3f} | {way.speed:,.0f} |", flush=True
        )
    print(f"| {name} | Shixian / JioNLP | | | | {ours.speed / speed:.2f} |", flush=True)


def main(options: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5, help="measure so many times; the best counts")
    parser.add_argument("--every", action="store_true", help="show all ways of using JioNLP")
    arguments = parser.parse_args(options)
    peer = JioNLP()
    print(
        "| texts | reader | precision | recall | F1 of end dates | characters/s |\n| --- | --- | ---: | ---: | ---: | ---: |"
    )
    for name, folder in (("corpus", corpus_folder()), ("examples", ROOT / "examples")):
        compare(name, sources_of(folder), peer, arguments.repeat, arguments.every)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
