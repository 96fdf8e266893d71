"""Items that share a line → lines of their own: 『…（市教育局负责）2.拓展…』."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from documents.text.layout import Layout
from documents.text.line import Line
from documents.text.outline import Numbering, numbering_of
from documents.text.passage import Passage, join
from documents.vocabulary import CN

# What ends an item and what the next one in the same line begins with, by the kind of numbering.
GLUED = {
    "arabic": re.compile(r"(?<=[。）])(?=\d{1,3}[.．﹒、](?!\d))"),
    "arabic_paren": re.compile(r"(?<=[。；])(?=（\d{1,3}）)"),
    "cn_paren": re.compile(f"(?<=[。；）])(?=（{CN}）)"),
}

# The beginning of such a number at the end of a line that broke within it.
BROKEN = re.compile(r"(?<=[。；）])(?:（[\d一二三四五六七八九十]{0,3}|\d{1,3})$")


def parted(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """The lines, those parted that hold several items of a series whose numbers run on without a gap."""
    found: list[Line] = []
    series: Numbering | None = None
    for line in _whole_numbers(lines, layout):
        if line.kind == "text":
            series = numbering_of(line.passage) or series
            pieces, series = _pieces(line, series)
            found += pieces
        else:
            found.append(line)
    return found


def _whole_numbers(lines: Sequence[Line], layout: Layout) -> Iterator[Line]:
    """The lines, with what may be a number that broke at the end of one moved to the next: 『…；（4 | ）加强…』."""
    tail: Passage | None = None
    for line, following in pairwise([*lines, None]):
        if line is None:
            return
        whole = replace(line, passage=join([tail, line.passage]), repair="number_rejoined") if tail else line
        tail = None
        goes_on = following is not None and line.kind == following.kind == "text" and layout.fills(line)
        if goes_on and (broken := BROKEN.search(whole.text)):
            tail = whole.passage.cut(broken.start())
            whole = replace(whole, passage=whole.passage.cut(0, broken.start()))
        yield whole


def _pieces(line: Line, series: Numbering | None) -> tuple[list[Line], Numbering | None]:
    """The line parted before each number that follows the last of the series; and the last of the series after it."""
    cuts = [0]
    for at, numbering in _glued(line, series):
        if series and numbering.value == (series.value or 0) + 1:
            cuts.append(at)
            series = numbering
    if len(cuts) == 1:
        return [line], series
    bounds = zip(cuts, [*cuts[1:], len(line.text)], strict=True)
    pieces = [
        replace(line, passage=line.passage.cut(start, end), length=0, width=0, repair="items_parted" if start else "")
        for start, end in bounds
    ]
    return [*pieces[:-1], replace(pieces[-1], length=line.length, width=line.width)], series


def _glued(line: Line, series: Numbering | None) -> Iterator[tuple[int, Numbering]]:
    """The numbers of a series' kind that stand within a line, after the end of an item, each with its place."""
    if series is None or series.kind not in GLUED:
        return
    for m in GLUED[series.kind].finditer(line.text):
        numbering = numbering_of(line.passage.cut(m.start(), m.start() + 40)) if m.start() else None
        if numbering and numbering.kind == series.kind:
            yield m.start(), numbering
