"""Who acts by the text of a measure, and is in none of its lists of units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from documents.model import Measure, Problem, Span
from documents.text.line import Line
from documents.text.passage import fold
from documents.vocabulary import table

KIND = "unit_acts_unlisted"
# No sentence that says who acts is looked for behind this many characters of a measure.
LONGEST = 20_000


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Single units that act, and collectives that do."""
    t = table("actors")
    single = f"{t['begins']}(?P<who>{t['unit']}){t['acts']}|{t['by']}(?P<by>{t['unit']}){t['behind_by']}"
    many = f"{t['leads_group']}(?P<who>(?:{t['group']}){t['group_acts']}|{t['section']})"
    return re.compile(single), re.compile(many)


def unlisted_actors(key: str, measures: Sequence[Measure], lines: Sequence[Line]) -> Iterator[Problem]:
    """The units that a measure's text says act and its lists leave out, each once a measure.

    Of a measure without lists only one with a deadline counts, and of it collectives too: nobody else would hear of it.
    """
    at = {line.number: line for line in lines}
    for measure in measures:
        if not (measure.mentions or measure.deadlines):
            continue
        listed = [fold(mention.surface) for mention in measure.mentions]
        text = fold(measure.text[:LONGEST])
        for name in dict.fromkeys(_actors(text, single_only=bool(listed))):
            if not any(_same(name, one) for one in listed):
                listed.append(name)
                where = "责任单位名单里没有列出" if measure.mentions else "没有列为责任单位"
                quoted = name if name.startswith("“") else f"“{name}”"
                detail = f"正文写明由{quoted}办理，{where}。"
                span = _span(name, measure, at)
                yield Problem(KIND, key, name, detail, span, measure.chapter, measure.number)


def _actors(text: str, single_only: bool) -> Iterator[str]:
    single, many = _patterns()
    for m in single.finditer(text):
        yield m["who"] or m["by"]
    if not single_only:
        for m in many.finditer(text):
            yield m["who"]


def _same(name: str, listed: str) -> bool:
    """Whether two names may be one unit's: all characters of the shorter stand in the longer (市审批局, 市行政审批服务局)."""
    short, long = sorted((name, listed), key=len)
    return set(short) <= set(long)


def _span(name: str, measure: Measure, at: dict[int, Line]) -> Span:
    """Where the name stands, the beginning of the measure where its line was broken within it."""
    for number in range(measure.span.line, measure.end_line + 1):
        line = at.get(number)
        if line is not None and (found := line.passage.folded.find(name)) >= 0:
            return line.passage.span(found, found + len(name))
    return Span(measure.span.line, measure.span.start, measure.span.start)
