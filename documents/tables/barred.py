"""A table copied with a cell a line and a bar after each (`序号 |`, or the bar on a line of its own) → the cells without bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.text.line import Line
from documents.text.passage import EMPTY

BAR = "|"
# Fewer cells in a row are no table: a bar may stand at the end of a line of a menu.
FEWEST = 8


def unbarred(lines: Sequence[Line]) -> list[Line]:
    """The lines; of a run in which each is a cell that a bar ends, the bars are taken away and lines of bars alone are blank."""
    found = list(lines)
    shown = [i for i, line in enumerate(lines) if line.kind != "blank"]
    for run in _runs(lines, shown):
        if sum(lines[i].text != BAR for i in run) >= FEWEST:
            for i in run:
                found[i] = _without_bar(lines[i])
    return found


def _runs(lines: Sequence[Line], shown: Sequence[int]) -> Iterator[list[int]]:
    """The places of lines that follow each other, blank ones apart, each a cell that a bar ends or such a bar."""
    run: list[int] = []
    for place, i in enumerate(shown):
        below = lines[shown[place + 1]].text if place + 1 < len(shown) else ""
        if _is_cell(lines[i]) and (lines[i].text.endswith(BAR) or below == BAR):
            run.append(i)
        else:
            yield run
            run = []
    yield run


def _is_cell(line: Line) -> bool:
    return line.kind == "text" and line.text.count(BAR) == line.text.endswith(BAR)


def _without_bar(line: Line) -> Line:
    if not line.text.endswith(BAR):
        return line
    bare = line.passage.cut(0, len(line.passage.text) - 1)
    return replace(line, passage=bare) if bare.text else replace(line, passage=EMPTY, kind="blank")
