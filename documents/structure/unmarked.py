"""Numbers that no mark follows (`1 总则`, `一　总体要求`) → numberings: where they run on, a blank after each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.text.line import Line
from documents.text.numerals import number_of
from documents.text.outline import Numbering, numbering_of
from documents.vocabulary import CN

LONGEST = 40
# So many sentences with such numbers are a series.
FEWEST = 3
ARABIC = re.compile(r"\d{1,2}(?=[\u4e00-\u9fff“《])")
CHINESE = re.compile(f"{CN}(?=[\u4e00-\u9fff“《])")
NAMED = re.compile(rf"(?:任务|措施|行动|工程|专栏|问题)(?:\d{{1,2}}|{CN})(?=[\u4e00-\u9fff“《])")
PROSE = re.compile("[。；，：]")


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines, those with a number that no mark follows knowing it, where their numbers run from one on without a gap.

    `1 总则` counts only where numbers like 1.1 stand under one of them, `1 推进改革。` where several such items end as sentences
    do: anything can begin with a number and a blank.
    """
    found = [(i, n) for i, line in enumerate(lines) if (n := _unmarked(line))]
    kept: dict[int, Numbering] = {}
    for run in _runs(found):
        if len(run) > 1 and (run[0][1].kind in ("cn", "task") or _heads_decimals(lines, run)):
            kept.update(run)
    if not kept:
        sentences = [(i, n) for i, line in enumerate(lines) if (n := _sentence(line))]
        for run in (run for run in _runs(sentences) if len(run) >= FEWEST):
            kept.update(run)
    return [replace(line, numbering=kept[i]) if i in kept else line for i, line in enumerate(lines)]


def _sentence(line: Line) -> Numbering | None:
    """The number that a sentence begins with, a blank after it and no mark."""
    text = line.text
    if line.kind != "text" or len(line.passage.starts) < 2 or not text.endswith(("。", "）", "；")):
        return None
    m = ARABIC.match(text)
    return Numbering("arabic", m.group(), int(m.group()), m.end()) if m and m.end() in line.passage.starts else None


def _heads_decimals(lines: Sequence[Line], run: Sequence[tuple[int, Numbering]]) -> bool:
    """Whether a number like 2.1 stands under the 2 of a run, before its next number."""
    ends = [i for i, _ in run[1:]] + [len(lines)]
    for (first, numbering), end in zip(run, ends, strict=True):
        under = (numbering_of(line.passage) for line in lines[first + 1 : end])
        if any(n.kind == "decimal" and n.printed == f"{numbering.printed}.1" for n in under if n):
            return True
    return False


def _unmarked(line: Line) -> Numbering | None:
    """What may be a number without a mark: a blank stands after it, and what follows is short and no sentence."""
    text = line.text
    if line.kind != "text" or len(line.passage.starts) < 2 or len(text) > LONGEST or PROSE.search(text):
        return None
    for kind, pattern in (("whole", ARABIC), ("cn", CHINESE), ("task", NAMED)):
        if (m := pattern.match(text)) and m.end() in line.passage.starts:
            printed = m.group()[2:] if kind == "task" else m.group()
            return Numbering(kind, printed, number_of(printed), m.end())
    return None


def _runs(numbered: Sequence[tuple[int, Numbering]]) -> Iterator[list[tuple[int, Numbering]]]:
    """The numbers of each kind that follow each other from 1 on, with the places of their lines."""
    open_runs: dict[str, list[tuple[int, Numbering]]] = {}
    for i, numbering in numbered:
        run = open_runs.get(numbering.kind)
        if run and numbering.value == (run[-1][1].value or 0) + 1:
            run.append((i, numbering))
        elif numbering.value == 1:
            if run:
                yield run
            open_runs[numbering.kind] = [(i, numbering)]
    yield from open_runs.values()
