"""Lists of units → mentions: who leads, who is responsible, who cooperates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from documents.model import Mention, Role
from documents.passage import Passage
from documents.unit_lists import Lists, lists_in
from documents.vocabulary import table

LONGEST_VERB = 24
SPLIT = "、，；。/"
OTHERS = re.compile(r"等(?P<after>.*)$")


@dataclass(frozen=True, slots=True)
class Listed:
    """The units of a passage, in text order, and whether one of its lists ends in 等."""

    mentions: tuple[Mention, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    delimiter: str


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((v["role"], re.compile(f"(?:{v['pattern']})$")) for v in table("roles")["verb"])


@cache
def _labels() -> re.Pattern[str]:
    """Labels, each a group named after its role and row."""
    rows = table("roles")["label"]
    return re.compile("|".join(f"(?P<{r['role']}_{i}>(?:{r['pattern']}))：" for i, r in enumerate(rows)))


@cache
def _unit() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("roles")["unit"].items()}


@cache
def _separators() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("roles")["separators"].items()}


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    """What tells a part of a list that is no name: `time`, `remark`; `joint` parts it in two, `continued` goes on with it."""
    roles = table("roles")
    return {
        "time": re.compile(roles["time"]["part"]),
        "remark": re.compile(roles["remark"]["part"]),
        "joint": re.compile(roles["joint"]["pattern"]),
        "last": re.compile(roles["continued"]["last"]),
        "continued": re.compile(roles["continued"]["pattern"]),
    }


@cache
def _groups() -> tuple[re.Pattern[str], re.Pattern[str]]:
    entry = table("roles")["group"]
    return re.compile("|".join(entry["patterns"])), re.compile(entry["unless"])


def mentions_in(passage: Passage, breaks: Iterable[int] = (), first_leads: bool = False) -> Listed:
    """The units of all lists of a passage; `breaks` are the places where its paragraphs begin."""
    lists: Lists = lists_in(passage, tuple(breaks))
    read = [_List(passage.cut(s, e)).read("other") for s, e in lists.spans]
    return _union(read, first_leads)


def mentions_of_cell(passage: Passage, role: Role, first_leads: bool = False) -> Listed:
    """The units of a table's cell, whose column says the role of those that name none."""
    return _union([_List(passage).read(role)], first_leads)


def label_at(folded: str, at: int) -> re.Match[str] | None:
    """The label that begins at a place, or None."""
    return _labels().match(folded, at)


def _blank_cuts(passage: Passage, start: int, end: int) -> list[tuple[int, int]]:
    """Where a blank within a line parted two units and was removed: 省商务厅 省市场监管局. A line's end parts nothing."""
    first, last = bisect_right(passage.starts, start), bisect_left(passage.starts, end)
    blanks = [at for at in passage.starts[first:last] if passage.line_of(at) == passage.line_of(at - 1)]
    return [
        (at - start, at - start)
        for at, before, after in zip(blanks, [start, *blanks], [*blanks[1:], end], strict=False)
        if at - before > 1 and after - at > 1 and _stand_apart(passage.folded[before:at], passage.folded[at:after])
    ]


def _stand_apart(left: str, right: str) -> bool:
    """Whether what stands on either side of a blank is a unit of its own, and no half of a name."""
    p = _separators()
    units = _unit()["plain"].search(left) and (right.startswith("各") or _unit()["plain"].search(right))
    if not units or p["blank_right_not"].search(right):
        return False
    return bool(p["blank_right"].match(right)) or not (p["blank_right"].match(left) or p["blank_left_not"].search(left))


def is_group(name: str) -> bool:
    """Whether a name is collective and names no single unit."""
    pattern, unless = _groups()
    return bool(pattern.search(name)) and not unless.search(name)


def _union(read: Iterable[Listed], first_leads: bool) -> Listed:
    mentions: dict[tuple[str, str], Mention] = {}
    is_open = False
    for listed in read:
        is_open |= listed.open
        shown = list(listed.mentions)
        if first_leads and len(shown) > 1 and not any(m.role == "lead" for m in shown) and not shown[0].group:
            shown[0] = replace(shown[0], role="lead")
        for m in shown:
            mentions.setdefault((m.surface, "" if m.group else m.role), m)
    return Listed(tuple(sorted(mentions.values(), key=lambda m: m.span.start)), is_open)


class _List:
    """One list of units, read part by part: labels set the role of what follows, verbs that of what stands before."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.folded = passage.folded
        self.label = ""
        self.pending: list[tuple[int, int]] = []
        self.mentions: list[Mention] = []
        self.open = False

    def read(self, default: Role) -> Listed:
        for part in self._parts():
            self._part(part)
            if part.delimiter == "；" and (not self.label or self.label in ("time", "person", "note")):
                self._flush(self.label or "other")
                self.label = ""
        self._flush(self.label or default)
        return Listed(tuple(m for m in self.mentions if m.surface), self.open)

    def _parts(self) -> Iterator[_Part]:
        depth = quoted = start = 0
        for i, c in enumerate(self.folded):
            depth = max(0, depth + (c in "（〈《【") - (c in "）〉》】"))
            quoted = max(0, quoted + (c == "“") - (c == "”"))
            if c in SPLIT and not depth and not quoted:
                yield _Part(start, i, c)
                start = i + 1
        yield _Part(start, len(self.folded), "")

    def _part(self, part: _Part) -> None:
        at = part.start
        for label in _labels().finditer(self.folded, part.start, part.end):
            if label.start() > at:
                self._words(at, label.start())
            self._flush(self.label or "other")
            self.label = (label.lastgroup or "").split("_")[0]
            at = label.end()
        self._words(at, part.end)

    def _words(self, start: int, end: int) -> None:
        text = self.folded[start:end]
        if not text or self.label in ("time", "person", "note"):
            return
        if _parts()["remark"].search(text):
            return
        if _parts()["time"].search(text) and not _unit()["suffix"].search(text):
            return
        role, verb_at = _verb(text)
        self._joint(start, start + verb_at, role)
        if role:
            self._flush(self._role(role))

    def _joint(self, start: int, end: int, role: str) -> None:
        """A会同B: what stands before keeps the role of the verb, what follows cooperates."""
        joint = _parts()["joint"].search(self.folded[start:end])
        if not joint:
            self._names(start, end)
            return
        self._names(start, start + joint.start())
        if self.pending:
            self._flush(self._role(role) if role and role != "cooperating" else "responsible")
        self._names(start + joint.end(), end)
        self._flush("cooperating")

    def _names(self, start: int, end: int) -> None:
        others = OTHERS.search(self.folded[start:end])
        if others and others.start() > 1:
            self.open = True
            after = start + others.start("after")
            self._one(start, start + others.start())
            rest = self.folded[after:end]
            joined = re.search("(?:和|及|以及|、)(?=[^（）]*$)", rest)
            if joined and not _separators()["dropped"].match(rest):
                self._one(after + joined.end(), end)
            return
        for first, last in _apart(self.passage, start, end):
            self._one(first, last)

    def _one(self, start: int, end: int) -> None:
        leading = _unit()["leading"].match(self.folded[start:end])
        start += leading.end() if leading else 0
        text = self.folded[start:end]
        if self._continues(start, end):
            self.pending[-1] = (self.pending[-1][0], end)
        elif text.strip("）（：:") and len(text) <= 60 and not (len(text) == 1 and not self.label):
            end -= len(text) - len(text.rstrip("：")) + (text.count("）") > text.count("（") and text.endswith("）"))
            self.pending.append((start, end))

    def _continues(self, start: int, end: int) -> bool:
        """Whether a name without a place of its own goes on with the collective before it: 各镇政府、街道办事处."""
        if not self.pending or self.folded[self.pending[-1][1] : start] != "、":
            return False
        before = self.folded[slice(*self.pending[-1])]
        p = _parts()
        return bool(p["last"].match(before) and p["continued"].match(self.folded[start:end]))

    def _role(self, verb: str) -> str:
        if verb != "by_duty":
            return verb
        return "responsible" if any(m.role == "lead" for m in self.mentions) else "other"

    def _flush(self, role: str) -> None:
        kept = role if role in ("lead", "responsible", "cooperating", "other") else "other"
        for start, end in self.pending:
            name = self.passage.text[start:end]
            group = is_group(self.folded[start:end])
            self.mentions.append(Mention(name, cast(Role, kept), group, self.passage.span(start, end)))
        self.pending.clear()


def _verb(text: str) -> tuple[str, int]:
    """The role verb at the end of a part and where it begins; "" and the length where there is none."""
    best, at = "", len(text)
    for role, pattern in _verbs():
        since = max(0, len(text) - LONGEST_VERB)
        m = pattern.search(text[since:])
        if m and since + m.start() < at:
            best, at = role, since + m.start()
    return best, at


def _apart(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A part that holds two units: joined by 和 before a collective, or with the separator lost between them."""
    text = passage.folded[start:end]
    if len(text) > 80:
        yield start, end
        return
    cuts = [(m.start(), m.end()) for m in _separators()["joined"].finditer(text)] + _blank_cuts(passage, start, end)
    for m in _separators()["missing"].finditer(text) if 8 <= len(text) <= 60 else ():
        right = text[m.start() :]
        if text[0] == m["level"] and not right.endswith(("分局", "分中心", "支行")):
            cuts.append((m.start(), m.start()))
    at = 0
    for first, last in sorted(set(cuts)):
        yield start + at, start + first
        at = last
    yield start + at, end
