"""Text → times: every expression of the grammar, where it stands and how it is to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from documents.scanning import Scanner
from documents.vocabulary import table


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the grammar of times."""

    pattern: re.Pattern[str]
    kind: str
    reading: str
    rule: str
    why: str
    bare: bool
    field: bool


@dataclass(frozen=True, slots=True)
class Time:
    """An expression found: its place in the folded text, its form, and the match with the form's parts."""

    start: int
    end: int
    form: Form
    match: re.Match[str]


@cache
def _families() -> tuple[Scanner, dict[str, tuple[Form, ...]]]:
    families = table("times")["family"]
    starts = "|".join(f"(?P<{f['name']}>{_expanded(f['starts'])})" for f in families)
    return Scanner(starts), {f["name"]: tuple(_form(row) for row in f["form"]) for f in families}


def _expanded(pattern: str) -> str:
    for name, short in table("times")["short"].items():
        pattern = pattern.replace("{" + name + "}", short)
    return pattern


def _form(row: dict[str, Any]) -> Form:
    return Form(
        re.compile(_expanded(row["pattern"])),
        row["kind"],
        row.get("reading", ""),
        row.get("rule", ""),
        row.get("why", ""),
        row.get("bare", False),
        row.get("field", False),
    )


def times_in(folded: str) -> Iterator[Time]:
    """All times of a folded text, in order, none within another; the longest form wins, then the earlier row."""
    starts, forms = _families()
    at = 0
    for found in starts.beginnings(folded):
        if found.start() < at:
            continue
        best: Time | None = None
        for form in forms[found.lastgroup or ""]:
            m = form.pattern.match(folded, found.start())
            if m and m.end() > m.start() and (best is None or m.end() > best.end):
                best = Time(m.start(), m.end(), form, m)
        if best:
            yield best
            at = best.end
