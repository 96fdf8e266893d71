"""When a time is no deadline: the rows of grammar/contexts.toml, and the words that put a time in the place of a deadline."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from documents.text.scanning import AnyCharacter, first_characters, last_characters
from documents.times.times import Time
from documents.vocabulary import table

# How many characters around a time its context is looked for in.
AROUND = 40
# How far back the bracket in which a time stands may open.
BRACKET = 600
# Reasons that leave a duty without a day, so that a steward should ask.
ASKED = {"unfixed", "no_year", "impossible"}
# A row of the table of contexts that names no kinds speaks of times with days.
DATED = ("by", "during", "recurring")
# Rows that say nothing in some places: in a field only history and a mere start are no deadlines.
WHYS = set(table("contexts")["why"])
PASSED_OVER: dict[str, set[str]] = {
    "prose": set(),
    "heading": {"eligibility"},
    "field": WHYS - {"history", "start_only"},
}
CLAUSE = re.compile("[。；]")
NAME = 200  # characters of the longest name
NAMES = re.compile(rf"《[^《》]{{0,{NAME}}}》")


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern of words, and the characters of which one must stand where it begins or ends; no set where any can."""

    pattern: re.Pattern[str]
    edge: frozenset[str]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One row of the table of contexts."""

    why: str
    before: Words | None
    after: Words | None
    surface: re.Pattern[str] | None
    past: str

    def fits(self, surface: str, before: str, after: str) -> bool:
        """Whether a time, and the words before and after it, are those of this row; `past` is left to the caller."""
        row = self.after
        if row and ((row.edge and after[:1] not in row.edge) or not row.pattern.match(after)):
            return False
        if self.surface and not self.surface.search(surface):
            return False
        row = self.before
        return not row or ((not row.edge or before[-1:] in row.edge) and bool(row.pattern.search(before)))


@cache
def exclusions_of(kind: str, reading: str, place: str) -> tuple[Exclusion, ...]:
    """The rows that speak of times of a kind and reading in a place (prose, heading, field), in their order."""
    return tuple(
        _exclusion(i)
        for i, row in enumerate(table("contexts")["exclusion"])
        if kind in row.get("kinds", DATED)
        and reading in (row.get("readings") or (reading,))
        and row["why"] not in PASSED_OVER[place]
    )


@cache
def _exclusion(i: int) -> Exclusion:
    row = table("contexts")["exclusion"][i]
    before, after = row.get("before"), row.get("after")
    return Exclusion(
        row["why"],
        Words(re.compile(before), _edge(last_characters, before)) if before else None,
        Words(re.compile(after), _edge(first_characters, after)) if after else None,
        re.compile(row["surface"]) if "surface" in row else None,
        row.get("past", ""),
    )


def _edge(characters: Callable[[str], set[str]], pattern: str) -> frozenset[str]:
    try:
        return frozenset(characters(pattern))
    except AnyCharacter:
        return frozenset()


@cache
def bare_words() -> dict[str, re.Pattern[str]]:
    """The patterns of [bare], by name."""
    return {name: re.compile(pattern) for name, pattern in table("contexts")["bare"].items()}


def excluded(time: Time, folded: str, place: str, past: Callable[[str], bool]) -> str:
    """Why a time is no deadline by the words around it; "" where no row says so.

    `past("issue")` and `past("year")` say whether it ended before the day of issue, and before its year.
    """
    rows = exclusions_of(time.form.kind, time.form.reading, place)
    if not rows:
        return ""
    surface, after = folded[time.start : time.end], folded[time.end : time.end + AROUND]
    before = CLAUSE.split(folded[max(0, time.start - AROUND) : time.start])[-1]
    return next((row.why for row in rows if row.fits(surface, before, after) and (not row.past or past(row.past))), "")


def in_name(folded: str, time: Time) -> bool:
    """Whether a time stands within 《》."""
    since = max(0, time.start - NAME)
    if folded.find("《", since, time.start) < 0:
        return False
    around = NAMES.finditer(folded, since, time.end + NAME)
    return any(m.start() < time.start < m.end() for m in around)


def in_field(folded: str, time: Time) -> bool:
    """Whether the words right before a time, or those that head its clause, are the label of a deadline: 完成时限：."""
    before = folded[max(0, time.start - AROUND) : time.start]
    return ("：" in before or "为" in before) and bool(bare_words()["field"].search(before))


def in_place(folded: str, time: Time, field: bool) -> bool:
    """Whether a time stands alone in the place of a deadline: a clause of its own in a bracket or a field."""
    before, after = folded[max(0, time.start - 1) : time.start], folded[time.end : time.end + 1]
    if before not in ("", "；", "，", "（", "：", "、", "并") or after not in ("", "；", "，", "）", "。"):
        return False
    return field or _in_bracket(folded, time.start)


def _in_bracket(folded: str, at: int) -> bool:
    """Whether a bracket is open at a place of a text: the last one before it, or one that its sentence opened."""
    since = max(0, at - BRACKET)
    if folded.rfind("（", since, at) > folded.rfind("）", since, at):
        return True
    depth = 0
    for c in reversed(folded[max(0, at - BRACKET) : at]):
        depth += (c == "）") - (c == "（")
        if depth < 0:
            return True
        if c == "。":
            return False
    return False


def too_bare(time: Time, folded: str) -> bool:
    """Whether nothing around a bare month, day or year says that something is to be done then."""
    words, after = bare_words(), folded[time.end : time.end + AROUND]
    before = CLAUSE.split(folded[max(0, time.start - AROUND) : time.start])[-1]
    year = time.form.reading == "year"
    if year and (more := words["listed"].match(after)):
        after = after[more.end() :]
    to_reach = year and (words["reaching"].search(before + time.match.group()) or words["target"].match(after))
    if words["not_after"].match(after) or not (to_reach or words["before"].search(before)):
        return True
    return bool(year and not to_reach and not words["after_year"].match(after))


def asked(folded: str, time: Time, why: str, field: bool) -> bool:
    """Whether a time that is no deadline leaves a duty without its day."""
    if why == "no_start":
        return field or bool(bare_words()["goal"].match(folded[time.end : time.end + AROUND]))
    if why in ("vague", "season"):
        return in_place(folded, time, field)
    return why in ASKED


def wanting(folded: str, start: int, end: int, why: str) -> bool:
    """Whether a time without a day stands where a day should, by the rows of [[asked]]; a day beside it is for the caller to see."""
    surface, after = folded[start:end], folded[end : end + AROUND]
    before = CLAUSE.split(folded[max(0, start - AROUND) : start])[-1]
    return any(
        row_why == why and patterns[0].search(surface) and patterns[1].match(after) and not patterns[2].search(before)
        for row_why, *patterns in _wanting()
    )


@cache
def _wanting() -> tuple[tuple[Any, ...], ...]:
    keys = ("surface", "after", "not_before")
    return tuple((row["why"], *(re.compile(row[key]) for key in keys)) for row in table("contexts")["asked"])
