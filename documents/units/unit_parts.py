"""Whether words are a list of units: its parts, and what they say of a role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from documents.units.role_words import UNIT_ROLES, bare_label_at, colons, label_at, label_before, verb_of
from documents.units.unit_names import (
    certainty,
    continues,
    is_remark,
    is_time,
    led,
    may_be_unit,
    others_in,
    says_whose,
    stands_alone,
    trimmed,
)
from documents.vocabulary import table

# What parts the names of a list, outside brackets and quotes.
SEPARATORS = "、，；。/､|｜丨"
OPENING, CLOSING = "（〈《【〔[", "）〉》】〕]"
PUNCTUATION = re.compile(f"[{re.escape(SEPARATORS + OPENING + CLOSING)}“”]")


@cache
def _not() -> re.Pattern[str]:
    return re.compile(table("roles")["unit"]["not"])


def is_list(text: str, closes: bool) -> bool:
    """Whether the words in a bracket are a list of units: they name a role, or are units and nothing else."""
    label = label_at(text, 0)
    if label and label.end < len(text):
        return label.role in UNIT_ROLES or _holds_label(text, label.end)
    if not label and (bare := bare_label_at(text, 0, len(text))) and may_be_unit(parts_in(text[bare.end :])[0]):
        return True
    parts = parts_in(text)
    first = next((p for p in parts if p and not is_remark(p)), text)
    if _not().search(first[:12]):
        return False
    return _holds_label(text, 0) or _speaks(parts) or (closes and only_units(parts))


def _holds_label(text: str, start: int) -> bool:
    """Whether a label of units stands at the head of one of the parts, or behind a blank that was removed."""
    labels = (label_before(text, start, at) for at in colons(text, start, len(text)))
    return any(x is not None and x.role in UNIT_ROLES and x.named for x in labels)


def parts_in(text: str) -> list[str]:
    """The parts of a list, as text."""
    return [text[start:end] for start, end in parts_of(text)]


def parts_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a list begin and end; brackets and quotes within are left whole."""
    depth = quoted = start = 0
    for m in PUNCTUATION.finditer(text):
        mark = m.group()
        if mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(0, depth - 1)
        elif mark in "“”":
            quoted = quoted + 1 if mark == "“" else max(0, quoted - 1)
        elif not depth and not quoted:
            yield start, m.start()
            start = m.end()
    yield start, len(text)


def _speaks(parts: list[str]) -> bool:
    """Whether parts are units with a verb that says their role: the first that is no time names one."""
    said = [p for p in (p[led(p) :] for p in parts) if p and not _says_when(p) and not is_remark(p)]
    verbs = [verb_of(p) for p in said]
    if not any(role for role, _ in verbs):
        return False
    if len(said) > 1 and continues(said[0], said[1]):
        return True
    name = said[0][: verbs[0][1]]
    joint = re.search("(?:牵头)?(?:会同|商请|联合(?!会|社))", name)
    name = name[: joint.start()] if joint else name
    others = others_in(name)
    name = name[: others[0]] if others else name
    name = name[slice(*trimmed(name)[:2])]
    if may_be_unit(name):
        return says_whose(name)
    # 发改、财政、人社等部门按职责分工负责: short names, which 部门 says to be units
    return 1 < len(said[0]) <= 6 and any("等部门" in p or "等有关部门" in p for p in said)


def _says_when(part: str) -> bool:
    return is_time(part) and not may_be_unit(part[: verb_of(part)[1]])


def only_units(parts: list[str]) -> bool:
    """Whether parts are units or collectives and nothing else, one of them surely."""
    said = [p for p in parts if p and not _says_when(p) and not is_remark(p)]
    if said and (others := others_in(said[-1])) and others[2] < 0:
        said[-1] = said[-1][: others[0]]
    named = [p[slice(*trimmed(p)[:2])] for p in said if p]
    sure = [certainty(x) for x in named]
    return bool(sure) and min(sure) > 0 and max(sure) > 1 and (len(named) > 1 or stands_alone(named[0]))


def all_named(text: str) -> bool:
    """Whether a sentence names units and their roles and nothing else, one of them surely."""
    parts = [p[led(p) :] for p in parts_in(text)]
    said = [p for p in parts if p and not _says_when(p)]
    names: list[str] = []
    for part in said:
        name = part[: verb_of(part)[1]]
        others = others_in(name)
        names.append(name[: others[0]] if others else name)
    return (
        bool(names)
        and all(2 < len(x) <= 24 and certainty(x) > 0 for x in names if x)
        and any(certainty(x) > 1 for x in names)
    )
