"""Text → the figures of its targets: what is to be reached, how two texts differ in them, and which of them cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, Literal

from documents.text.passage import fold
from documents.vocabulary import table

Verdict = Literal["equal", "stricter", "laxer", "different"]
# How far from its number the words of a figure may stand, and by how many characters of its noun it is known.
AROUND, KNOWN_BY = 36, 10
# A noun this long is known even where another text says more before it (满意率, 群众满意率).
SURE = 3
CLAUSE = re.compile("[，。；：、！？]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a text sets as a target.

    `kind` is a row of grammar/figures.toml, `noun` what is to reach it, `value` the number in `unit`, the base of its units
    (`%`, `天`, else as printed), `better` whether the greater (more) or the smaller (less) asks for more, `divided` whether
    places share it out among them. `at` is the place of the number in the folded text without blanks (`plain`), `day` the
    last day on which it is to be reached, where the reader of the deadlines says so.
    """

    kind: str
    noun: str
    value: float
    unit: str
    better: Literal["more", "less"]
    divided: bool
    surface: str
    at: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """A figure that cannot be: `surface` its words, `why` the reason in Chinese, `at` its place in the `plain` text."""

    surface: str
    why: str
    at: int


def plain(text: str) -> str:
    """`text` as the grammar compares it: width folded, blanks and line breaks dropped."""
    return re.sub(r"\s", "", fold(text))


def figures_in(text: str) -> Iterator[Figure]:
    """The figures of targets in a `plain` text, in text order."""
    for number in _numbers().finditer(text):
        before, after = (
            text[max(0, number.start() - AROUND) : number.start()],
            text[number.end() : number.end() + AROUND],
        )
        bound = table("figures")["bound"]
        if re.search(bound["not_before"], before) or re.match(bound["not_after"], after):
            continue
        if re.search("[由从][^，。；]{0,6}$", before):
            continue  # what it was, not what it is to be
        clause = CLAUSE.split(re.sub(bound["from"], "", before))[-1]
        yield from _figure(number, clause, after)


def _figure(number: re.Match[str], before: str, after: str) -> Iterator[Figure]:
    """The figure that a number is by the first row that fits; none where no row does."""
    for row, words, behind in _rows():
        if number["unit"] not in row["units"] if "units" in row else not number["counted"]:
            continue
        found, follows = words.search(before), behind.match(after) if behind else None
        if found is None or (behind and follows is None):
            continue
        groups = {**found.groupdict(), **(follows.groupdict() if follows else {})}
        end = follows.end("noun") if follows and "noun" in follows.groupdict() else _bound_end(after)
        surface = before[found.start("verb") if groups.get("verb") else len(before) :] + number.group() + after[:end]
        noun = re.sub(table("figures")["bound"]["scope"], "", re.sub("[“”（）]", "", groups["noun"] or ""))[-KNOWN_BY:]
        if not noun:
            return
        value, unit = _measured(number)
        flipped = bool(row.get("flip") and re.search(row["flip"], before[-12:] + noun + after[:2]))
        better: Literal["more", "less"] = "less" if flipped is (row["better"] == "more") else "more"
        yield Figure(row["id"], noun, value, unit, better, row.get("place", False), surface, number.start())
        return


def _bound_end(after: str) -> int:
    found = re.match(table("figures")["bound"]["after"], after)
    return found.end() if found else 0


def _measured(number: re.Match[str]) -> tuple[float, str]:
    """The value of a number in the base of its unit, and that base."""
    value = float(number["value"]) * table("figures")["counted"]["scale"].get(number["scale"], 1)
    known = table("figures")["units"].get(number["unit"])
    return (round(value * known["factor"], 6), known["base"]) if known else (value, number["counted"])


@cache
def _numbers() -> re.Pattern[str]:
    """A number with its unit."""
    units = sorted(table("figures")["units"], key=len, reverse=True)
    counted = table("figures")["counted"]
    scale = "".join(counted["scale"])
    return re.compile(
        rf"(?<![\d.])(?P<value>\d{{1,8}}(?:\.\d{{1,4}})?)(?P<scale>[{scale}])?(?:[余多])?"
        rf"(?:(?P<unit>{'|'.join(units)})|(?P<counted>{counted['units']}))"
    )


@cache
def _rows() -> tuple[tuple[dict[str, Any], re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row, re.compile(row["before"]), re.compile(row["after"]) if "after" in row else None)
        for row in table("figures")["figure"]
    )


def compared(own: Sequence[Figure], other: Sequence[Figure]) -> list[tuple[Figure, Figure, Verdict]]:
    """The figures of one text that another sets otherwise, each pair with how the first compares with the second.

    What stands on both sides alike is settled. Of what is left, figures of one kind and noun are paired in text order where
    both sides have as many of them: else nobody can say which is which.
    """
    found: list[tuple[Figure, Figure, Verdict]] = []
    left = [f for f in other if not any(_alike(o, f) and o.value == f.value for o in own)]
    mine = [f for f in own if not any(_alike(f, o) and o.value == f.value for o in other)]
    things = [list(group) for _, group in groupby(sorted(left, key=_key), key=_key)]
    sure = [f for f in mine if sum(_alike(f, theirs[0]) for theirs in things) == 1]
    for theirs in things:
        ours = [f for f in sure if _alike(f, theirs[0])]
        if len(ours) == len(theirs):
            found += [(a, b, verdict(a, b)) for a, b in zip(ours, theirs, strict=True)]
    return found


def _key(figure: Figure) -> tuple[str, str, str]:
    return figure.kind, figure.unit, figure.noun


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are of the same thing: one noun ends as the other does."""
    if (one.kind, one.unit) != (other.kind, other.unit):
        return False
    short, long = sorted((one.noun, other.noun), key=len)
    return short == long or (len(short) >= SURE and long.endswith(short))


def verdict(own: Figure, other: Figure) -> Verdict:
    """How a figure compares with another's of the same thing: it asks for more (stricter) or less (laxer), or merely differs."""
    if own.value == other.value:
        return "equal"
    if own.better != other.better:
        return "different"
    return "stricter" if (own.value > other.value) is (own.better == "more") else "laxer"


def impossible_in(text: str) -> Iterator[Impossible]:
    """The figures of a `plain` text that cannot be, in the order of the table's rows."""
    for row, pattern in _impossible():
        for m in pattern.finditer(text):
            start = m.start("surface")
            clause = CLAUSE.split(text[max(0, start - AROUND) : m.end()])[-1] + text[m.end() : m.end() + 2]
            if row.get("unless") and re.search(row["unless"], clause):
                continue
            if ("rises" in row and float(m["value"]) <= float(m["base"])) or (
                "falls" in row and float(m["value"]) > float(m["base"])
            ):
                continue
            yield Impossible(m["surface"], row["why"], start)


@cache
def _impossible() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["pattern"])) for row in table("figures")["impossible"])
