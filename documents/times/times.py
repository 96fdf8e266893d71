"""Text → times: every expression of the grammar, where it stands and how it is to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from documents.text.scanning import guarded, scan_of
from documents.vocabulary import table

# How far from where a form begins the character must stand that it cannot do without.
WITHIN = 24
# How far before a start the words may begin that belong to it.
BACK = 16


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the grammar of times (the head of grammar/times.toml says what its keys mean)."""

    pattern: re.Pattern[str]
    kind: str
    reading: str = ""
    rule: str = ""
    why: str = ""
    bare: bool = False
    field: bool = False
    point: bool = False
    opens: bool = False
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """An expression found: its place in the folded text, its form, and the match with the form's parts.

    A period that two times span (6月上旬至年底) has these in `spans`, and the first one's match.
    """

    start: int
    end: int
    form: Form
    match: re.Match[str]
    spans: tuple[Time, Time] | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The forms that begin alike, and what may stand before that beginning and belongs to the time."""

    forms: tuple[Form, ...]
    back: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Periods:
    """The readings that are periods, what joins two times to one, and the form of such a period."""

    of: tuple[str, ...]
    to: re.Pattern[str]
    form: Form


@dataclass(frozen=True, slots=True)
class Lists:
    """How one word governs a list of times: 6月、9月底前."""

    joined: re.Pattern[str]
    by: dict[str, str]
    governing: dict[str, list[str]]


@cache
def _expanded(pattern: str) -> str:
    for name, short in table("times")["short"].items():
        pattern = pattern.replace("{" + name + "}", short)
    return pattern


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", _expanded(pattern))


@cache
def _family(name: str) -> Family:
    row = next(row for row in table("times")["family"] if row["name"] == name)
    back = row.get("back")
    return Family(tuple(_form(form) for form in row["form"]), re.compile(_unnamed(back)) if back else None)


def start_patterns() -> list[tuple[str, str]]:
    """The starts of the grammar, each with the name of its family, in their order."""
    return [(f["name"], _unnamed(pattern)) for f in table("times")["family"] for pattern in f["starts"]]


@cache
def starts() -> re.Pattern[str]:
    """Where a time may begin, in a group named as its family (and a number)."""
    return scan_of(start_patterns(), {row["first"]: row["needs"] for row in table("times")["number"]})


def _form(row: dict[str, Any]) -> Form:
    kind = row["kind"]
    computed = kind != "none" or row.get("opens")
    pattern = re.compile(_expanded(row["pattern"]) if computed else _unnamed(row["pattern"]))
    known = {key: row[key] for key in ("reading", "rule", "why", "bare", "field", "point", "holds") if key in row}
    return Form(pattern, kind, opens=row.get("opens", kind in ("by", "during")), **known)


@cache
def _period_words() -> Periods:
    row = table("times")["period"]
    return Periods(tuple(row["of"]), re.compile(_expanded(row["to"])), Form(re.compile(""), "during", "period"))


@cache
def _lists() -> Lists:
    row = table("times")["governed"]
    return Lists(re.compile(row["joined"]), row["by"], row["governing"])


def times_in(folded: str) -> Iterator[Time]:
    """All times of a folded text, in order, none within another; the longest form wins, then the earlier row.

    What looks like a time and fits no form is among them, so that no time of a text is passed over in silence.
    """
    times = list(_each(folded))
    if len(times) > 1:
        _govern(folded, times)
    rest = _timelike().finditer(folded)
    other = next(rest, None)
    at = 0
    for time in times:
        while other and other.start() < time.end:
            if other.start() >= at and other.end() <= time.start:
                yield _other(other)
            other = next(rest, None)
        yield time
        at = time.end
    while other:
        if other.start() >= at:
            yield _other(other)
        other = next(rest, None)


def timelike_in(folded: str) -> Iterator[tuple[int, int]]:
    """Where a folded text has what looks like a time, in order: start and end in characters.

    It is what a reader who knows no grammar would point at: digits or numerals with 年, 月, 日, 季度 …, 年底, 期间, 尽快 …
    """
    for found in _timelike().finditer(folded):
        yield found.span()


@cache
def _timelike() -> re.Pattern[str]:
    """All rows of [[timelike]], each in a group that is named by its place in the table."""
    rows = [_unnamed(row["pattern"]) for row in table("times")["timelike"]]
    return re.compile(guarded("|".join(f"(?P<row_{i}>{pattern})" for i, pattern in enumerate(rows))))


def _other(found: re.Match[str]) -> Time:
    row = table("times")["timelike"][int((found.lastgroup or "").removeprefix("row_"))]
    return Time(found.start(), found.end(), Form(found.re, "none", why=row["why"]), found)


def _each(folded: str) -> Iterator[Time]:
    scan = starts()
    at = 0
    while found := scan.search(folded, at):
        time = _longest(folded, found, at)
        if time:
            time = _period(folded, time)
            yield time
        at = time.end if time else found.start() + 1


def _longest(folded: str, found: re.Match[str], since: int) -> Time | None:
    """The time that begins where a start was found, or before it where words belong to it; not before `since`."""
    at = found.start()
    family = _family((found.lastgroup or "").split("_")[0])
    if family.back and (m := family.back.search(folded, max(since, at - BACK), at)):
        at = m.start()
    near = set(folded[at : at + WITHIN])
    best: Time | None = None
    for form in family.forms:
        if form.holds and near.isdisjoint(form.holds):
            continue
        m = form.pattern.match(folded, at)
        if m and m.end() > at and (best is None or m.end() > best.end):
            best = Time(at, m.end(), form, m)
    return best


def _period(folded: str, time: Time) -> Time:
    """The period that a time is, or begins where 至 and another time follow; the time itself where it does neither."""
    words = _period_words()
    if time.form.reading in words.of:
        return replace(time, start=_since(folded, time.start))
    joint = words.to.match(folded, time.end) if time.form.opens else None
    if not joint or time.match.groupdict().get("before"):
        return time
    found = starts().match(folded, joint.end())
    last = found and _longest(folded, found, found.start())
    if not last or not last.form.opens or last.form.kind == "none":
        return time
    return Time(_since(folded, time.start), last.end, words.form, time.match, (time, last))


def _since(folded: str, start: int) -> int:
    """Where a period begins with the 自 or 从 before it."""
    return start - (folded[start - 1 : start] in ("自", "从"))


def _govern(folded: str, times: list[Time]) -> None:
    """Read the earlier times of a list as the last one is written: 6月、9月底前 is by the end of both months."""
    lists = _lists()
    for i in range(len(times) - 2, -1, -1):
        time, after = times[i], times[i + 1]
        if time.form.kind != "during" or after.form.kind != "by":
            continue
        if time.form.reading in lists.governing.get(after.form.reading, ()) and lists.joined.fullmatch(
            folded, time.end, after.start
        ):
            form = replace(time.form, kind="by", reading=lists.by[time.form.reading], bare=False)
            times[i] = replace(time, form=form)
