"""The words that say a unit's role: labels before a list, verbs behind it, marks behind a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from documents.vocabulary import table

UNIT_ROLES = ("lead", "responsible", "cooperating", "other")
LONGEST_VERB = 24
LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its role (one of UNIT_ROLES, or person, time, note), where it begins, and where its list does."""

    role: str
    start: int
    end: int
    named: bool  # whether it says 单位 or its like, which no other sentence begins with


@cache
def _wordings(before: str) -> dict[str, str]:
    """The labels without their colon: all of them, and those of units that say 单位 or its like."""
    frame = table("roles")["frame"]
    after = f"(?:{frame['after']})?"
    every: list[str] = []
    units: list[str] = []
    for i, row in enumerate(table("roles")["label"]):
        if "pattern" in row:
            every.append(f"(?P<{row['role']}_{i}>{before}(?:{row['pattern']}){after})")
            continue
        said = f"{before}(?:{row['word']})(?:{frame['also']})?(?:{frame['noun']}){after}"
        units.append(f"(?P<{row['role']}_{i}>{said})")
        every.append(f"(?P<{row['role']}_{i}>{said})")
        if "alone" in row:
            every.append(f"(?P<{row['role']}_{i}_alone>{before}(?:{row['alone']}){after})")
    return {"every": "|".join(every), "units": "|".join(units)}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    frame = table("roles")["frame"]
    wordings = _wordings(f"(?:{frame['before']}|{frame['topic']}){{0,3}}")
    inner = _wordings(f"(?:{frame['before']}){{0,3}}")
    return {
        "ending": re.compile(f"(?:{wordings['every']})$"),
        "inner": re.compile(f"(?:{inner['every']})$"),
        "beginning": re.compile(f"(?:{wordings['every']}){frame['colon']}"),
        "bracketed": re.compile(f"（(?:{wordings['every']})）"),
        "bare": re.compile(f"(?:{wordings['units']})"),
        "instead": re.compile(frame["instead"]),
        "unknown": re.compile(f"(?:(?P<other_>{frame['unknown']})|(?P<note_>{frame['field']})){frame['colon']}"),
        "colon": re.compile(frame["colon"]),
        "mark": re.compile(table("roles")["mark"]["pattern"]),
    }


def colons(text: str, start: int, end: int) -> list[int]:
    """The places of the colons of a stretch of text."""
    return [m.start() for m in _patterns()["colon"].finditer(text, start, end)]


def label_before(text: str, start: int, colon: int) -> Label | None:
    """The label that ends at a colon and begins at `start` or later, or None."""
    if colon <= start or not (text[colon - 1].isalpha() or text[colon - 1] == "）"):
        return None
    since = max(start, colon - LONGEST_LABEL)
    since = max(
        since,
        text.rfind("；", since, colon) + 1,
        text.rfind("。", since, colon) + 1,
        text.rfind("，", since, colon) + 1,
    )
    m = _patterns()["ending"].search(text, since, colon)
    if m and text[m.start() - 1 : m.start()].isalpha():
        m = _patterns()["inner"].search(text, since, colon)
    return _label(m, colon + 1) if m else None


def label_at(text: str, at: int) -> Label | None:
    """The label, with its colon or in brackets of its own, that begins at a place, or None."""
    if text[at : at + 1] == "（":
        m = _patterns()["bracketed"].match(text, at)
        return replace(_label(m, m.end()), start=at) if m else None
    if not _patterns()["colon"].search(text, at, at + LONGEST_LABEL):
        return None
    m = _patterns()["beginning"].match(text, at)
    return _label(m, m.end()) if m else None


def unknown_label_at(text: str, at: int, end: int) -> Label | None:
    """A field that no row knows: its units are `other` where it says that it has any (包抓单位：); else it is a note."""
    m = _patterns()["unknown"].match(text, at, end)
    return _label(m, m.end()) if m else None


def bare_label_at(text: str, at: int, end: int) -> Label | None:
    """A label of units that lost its colon (责任单位A, 责任单位为A) and begins at a place, or None."""
    role, wide = _bare_label(text[at : min(end, at + LONGEST_LABEL)])
    return Label(role, at, at + wide, True) if role else None


@lru_cache(maxsize=8192)
def _bare_label(head: str) -> tuple[str, int]:
    m = _patterns()["bare"].match(head)
    if not m:
        return "", 0
    instead = _patterns()["instead"].match(head, m.end())
    return _label(m, 0).role, instead.end() if instead else m.end()


def _label(m: re.Match[str], end: int) -> Label:
    role, _, row = (m.lastgroup or "other_").partition("_")
    return Label(role, m.start(m.lastgroup or 0), end, "alone" not in row)


@cache
def _verbs() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """What any verb ends in, and by role what ends a part in it; the noun forms (为牵头单位) come from the labels."""
    roles = table("roles")
    words, duty, frame = roles["adverb"]["words"], roles["adverb"]["duty"], roles["frame"]
    ends: list[str] = []
    verbs: list[tuple[str, str]] = []
    for row in roles["verb"]:
        adverbs = f"(?:{words}|{duty}){{0,3}}" if row.get("duty") else f"(?:{words}){{0,3}}"
        core = f"(?:{row['core']})$"
        if row.get("needs_duty"):
            adverbs, core = f"(?:{words}){{0,2}}", f"(?:{duty})(?:{words}){{0,2}}{core}"
        ends.append(core)
        verbs.append((row["role"], adverbs + core))
    for row in (row for row in roles["label"] if "word" in row):
        matter = f"(?:{frame['before']}|{frame['topic']}){{0,2}}"
        ends.append(f"(?:{row['word']})(?:{frame['also']})?(?:单位|部{{1,2}}门)$")
        verbs.append((row["role"], f"(?:作为|为|是|系|任){matter}{ends[-1]}"))
    return re.compile("|".join(ends)), tuple((role, re.compile(pattern)) for role, pattern in verbs)


@lru_cache(maxsize=8192)
def verb_of(text: str) -> tuple[str, int]:
    """The role verb at the end of a part and where it begins; "" and the length where there is none."""
    since = max(0, len(text) - LONGEST_VERB)
    window = text[since:]
    best, at = "", len(text)
    ends, verbs = _verbs()
    for role, pattern in verbs if ends.search(window) else ():
        m = pattern.search(window)
        if m and m.end() > m.start() and since + m.start() < at:
            best, at = role, since + m.start()
    return best, at


def mark_of(name: str) -> tuple[str, int]:
    """The role in a bracket behind a name (市教育局（牵头）) and where the bracket begins; "" and the length if none."""
    m = _patterns()["mark"].search(name)
    if not m:
        return "", len(name)
    role, at = verb_of(m["word"])
    if not role and (label := _patterns()["bare"].fullmatch(m["word"])):
        role, at = (label.lastgroup or "").partition("_")[0], 0
    if at or not role:
        return "", len(name)
    return role if role in UNIT_ROLES else "", m.start()
