"""Lists of units → mentions: who leads, who is responsible, who cooperates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import cast

from documents.model import Mention, Role
from documents.text.passage import Passage
from documents.units.role_words import (
    UNIT_ROLES,
    Label,
    bare_label_at,
    colons,
    label_at,
    label_before,
    unknown_label_at,
    verb_of,
)
from documents.units.unit_lists import LONGEST, OWN_BRACKET, lists_in
from documents.units.unit_names import (
    LONGEST_NAME,
    continues,
    is_clause,
    is_group,
    is_person,
    is_remark,
    is_remark_on,
    is_time,
    led,
    may_be_unit,
    names_apart,
    others_in,
    says_nobody_more,
    trimmed,
)
from documents.units.unit_parts import parts_of
from documents.vocabulary import table

__all__ = ["Listed", "is_group", "label_at", "mentions_in", "mentions_of_cell"]


@dataclass(frozen=True, slots=True)
class Listed:
    """The units of a passage, in text order, and whether one of its lists ends in 等."""

    mentions: tuple[Mention, ...]
    open: bool


@dataclass(slots=True)
class _Name:
    """A name whose role is not known yet; `clause` counts the commas before it, `role` is its own where it says one."""

    start: int
    end: int
    clause: int
    role: str


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(table("roles")["joint"]["pattern"])


@lru_cache(maxsize=8192)
def _joint_in(text: str) -> tuple[int, int] | None:
    """Where 会同 or its like stands between two units."""
    joint = _joint().search(text)
    return joint.span() if joint else None


def mentions_in(passage: Passage, breaks: Iterable[int] = (), first_leads: bool = False) -> Listed:
    """The units of all lists of a passage; `breaks` are the places where its paragraphs begin."""
    begins = tuple(sorted(breaks))
    read: list[Listed] = []
    for start, end in lists_in(passage, begins).spans:
        within = begins[bisect_right(begins, start) : bisect_left(begins, end)]
        read.append(_List(passage.cut(start, end), "other", [b - start for b in within]).read())
    return _union(read, first_leads)


def mentions_of_cell(passage: Passage, role: Role, first_leads: bool = False) -> Listed:
    """The units of a table's cell, whose column says the role of those that name none."""
    return _union([_List(passage, role).read()], first_leads)


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

    def __init__(self, passage: Passage, default: Role, breaks: Sequence[int] = ()) -> None:
        self.passage = passage
        self.breaks = breaks
        self.folded = passage.folded
        self.default: Role = default
        self.label = ""
        self.spoken = False  # whether a verb has spoken since the label
        self.joint = False  # whether 会同 has, since the verb before
        self.clause = 0
        self.pending: list[_Name] = []
        self.mentions: list[Mention] = []
        self.open = False

    def read(self) -> Listed:
        remark = False
        for start, end in self._parts():
            remark = remark or is_remark_on(self.folded[start:end])
            if not remark:
                self._part(start, end)
            delimiter = self.folded[end : end + 1]
            remark = remark and delimiter != "。"
            self.clause += delimiter in ("，", "；", "。")
            if delimiter == "；" and self.label not in UNIT_ROLES:
                if not any(m.role == "lead" for m in self.mentions):
                    self._flush(self.default)
                self.label = ""
        self._flush(self.label or self.default)
        return Listed(tuple(m for m in self.mentions if m.surface), self.open)

    def _parts(self) -> Iterator[tuple[int, int]]:
        """The parts of the list; a paragraph's end parts it too, behind a unit that another follows."""
        later = deque(self.breaks)
        for start, end in parts_of(self.folded):
            at = start
            while later and later[0] < end:
                cut = later.popleft()
                until = min(later[0] if later else end, end, cut + LONGEST_NAME)
                line = self.folded[max(at, cut - LONGEST_NAME) : cut]
                if may_be_unit(line) and may_be_unit(self.folded[cut:until]):
                    yield at, cut
                    at = cut
            yield at, end

    def _part(self, start: int, end: int) -> None:
        at = start
        for label in self._labels(start, end):
            if label.start > at:
                self._words(at, label.start)
            self._flush(self.label or self.default)
            self.label, self.spoken = label.role, False
            at = label.end
        self._words(at, end)

    def _labels(self, start: int, end: int) -> Iterator[Label]:
        """The labels of a part: with their colons, in brackets of their own, or at its head without a colon."""
        at, places = start, colons(self.folded, start, end)
        if (
            (places or self.folded[start : start + 1] == "（")
            and (head := label_at(self.folded, at))
            and head.end <= end
        ):
            yield head
            at = head.end
        elif (bare := bare_label_at(self.folded, at, end)) and may_be_unit(self.folded[bare.end : end]):
            yield bare
            at = bare.end
        elif (
            places
            and not label_before(self.folded, at, places[0])
            and (unknown := unknown_label_at(self.folded, at, end))
        ):
            yield unknown
            at = unknown.end
        for place in places:
            if place >= at and (label := label_before(self.folded, at, place)):
                yield label
                at = label.end
        yield from self._own_brackets(at, end)

    def _own_brackets(self, start: int, end: int) -> Iterator[Label]:
        """【责任单位】 in the midst of a line; with round brackets it would be a mark of the name before it."""
        for m in OWN_BRACKET.finditer(self.passage.text, start, end):
            if label := label_at(self.folded, m.start()):
                yield label

    def _words(self, start: int, end: int) -> None:
        start += led(self.folded[start:end])
        text = self.folded[start:end]
        if not text or len(text) > LONGEST or self.label in ("time", "person", "note") or is_remark(text):
            return
        before, colon, after = text.partition("：")
        if colon and may_be_unit(before) and not may_be_unit(after):
            text, end = before, start + len(before)
        role, verb_at = verb_of(text)
        if is_time(text) and not may_be_unit(text[:verb_at]):
            return
        if not role and self.label in UNIT_ROLES:
            role, verb_at = _inner_verb(text)
        elif role and (cut := _lost_comma(text[:verb_at])):
            self._words(start, start + cut)
            self._words(start + cut, end)
            return
        self._joined(start, start + verb_at)
        if role:
            self._said(role)

    def _joined(self, start: int, end: int) -> None:
        """A会同B: what stands before keeps the role of the verb, what follows cooperates."""
        joint = _joint_in(self.folded[start:end])
        if not joint:
            self._names(start, end)
            return
        role, verb_at = verb_of(self.folded[start : start + joint[0]])
        self._names(start, start + verb_at)
        if role:
            self._said(role)
        self.joint = True
        self._names(start + joint[1], end)

    def _said(self, role: str) -> None:
        """A verb speaks for all names that wait; behind a label for those since the last comma, the others are the label's."""
        if role == "cooperating" and self.label in UNIT_ROLES and not self.spoken:
            for name in self.pending:
                name.role = name.role or (self.label if name.clause < self.clause else "")
        self.spoken = True
        self._flush(self._role(role))

    def _names(self, start: int, end: int) -> None:
        others = others_in(self.folded[start:end])
        if others and (others[0] > 1 or self.pending or self.mentions):
            self.open = True
            for first, last in names_apart(self.passage, start, start + others[0]):
                self._one(first, last)
            if others[2] >= 0:
                self._one(start + others[2], end)
        elif not (self.open and says_nobody_more(self.folded[start:end])):
            for first, last in names_apart(self.passage, start, end):
                self._one(first, last)

    def _one(self, start: int, end: int) -> None:
        first, last, role = trimmed(self.folded[start:end])
        start, end = start + first, start + last
        text = self.folded[start:end]
        before = self.folded[self.pending[-1].start : self.pending[-1].end] if self.pending else ""
        if before and self.folded[self.pending[-1].end : start] == "、" and continues(before, text):
            self.pending[-1].end = end
        elif text.strip("）（：:") and not (len(text) > LONGEST_NAME or _is_no_name(text)):
            if role == "cooperating":
                self._reach_back()
            self.pending.append(_Name(start, end, self.clause, role or ("cooperating" if self.joint else "")))

    def _reach_back(self) -> None:
        """（配合） behind the last of a clause speaks for those before it, as 配合 does, up to one that says its own role."""
        for name in reversed(self.pending):
            if name.role or name.clause != self.clause:
                return
            name.role = "cooperating"

    def _role(self, verb: str) -> str:
        """The role that a verb gives; 按职责分工 gives that of the label or column, or makes those beside a lead responsible."""
        if verb != "by_duty":
            return verb
        if self.label in UNIT_ROLES or self.default != "other":
            return self.label if self.label in UNIT_ROLES else self.default
        return "responsible" if any(m.role == "lead" for m in self.mentions) else "other"

    def _flush(self, role: str) -> None:
        for pending in self.pending:
            kept = pending.role or (role if role in UNIT_ROLES else self.default)
            name = self.passage.text[pending.start : pending.end]
            group = is_group(self.folded[pending.start : pending.end])
            span = self.passage.span(pending.start, pending.end)
            self.mentions.append(Mention(name, cast(Role, kept), group, span))
        self.pending.clear()
        self.joint = False


def _is_no_name(text: str) -> bool:
    return is_remark(text) or is_person(text) or is_clause(text)


def _inner_verb(text: str) -> tuple[str, int]:
    """The verb within a part behind a label, whose name alone is the unit's: 市教育局负责制定方案."""
    for m in re.finditer("牵头|负责|配合|协助|指导", text):
        role, at = verb_of(text[: m.end()])
        if role and at > 1 and may_be_unit(text[:at]):
            return role, at
    return "", len(text)


def _lost_comma(text: str) -> int:
    """Where a verb ends that stands between two units, its comma lost: A牵头B配合; 0 where there is none."""
    m = re.search("牵头|负责", text)
    apart = m and may_be_unit(text[: m.start()]) and may_be_unit(text[m.end() :])
    return m.end() if m and apart else 0
