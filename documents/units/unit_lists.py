"""Where in a passage its lists of units stand: in brackets, after a label, or in a sentence of nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from documents.text.passage import Passage
from documents.units.role_words import UNIT_ROLES, Label, bare_label_at, colons, label_at, label_before, verb_of
from documents.units.unit_names import certainty, is_person, may_be_unit
from documents.units.unit_parts import all_named, is_list, only_units, parts_in
from documents.vocabulary import table

# Brackets that a label has for itself: 【责任单位】A. Folding makes round ones of them.
OWN_BRACKET = re.compile("[【［]")
# A list holds at most so many characters: what is longer is prose in brackets.
LONGEST = 1500
# A sentence of nothing but units and roles is no longer.
LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Lists:
    """The places of the lists (start and end in the passage, brackets not included), in order, none within another."""

    spans: tuple[tuple[int, int], ...]


@cache
def _running() -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in table("roles")["running"].items()}


def lists_in(passage: Passage, breaks: Sequence[int] = ()) -> Lists:
    """The lists of units of a passage; `breaks` are the places where its paragraphs begin."""
    if not passage.text:
        return Lists(())
    find = _remembered if len(passage.text) <= LONGEST else _lists_in
    return find(passage.text, passage.folded, tuple(sorted(breaks)))


def end_without_list(title: Passage) -> int:
    """Where a heading ends without the lists of units, and the fields in brackets beside them, that stand at its end."""
    spans = lists_in(title).spans
    return _end_without(title.folded, spans) if spans else len(title.text)


@lru_cache(maxsize=256)
def _end_without(folded: str, spans: tuple[tuple[int, int], ...]) -> int:
    end = len(folded.rstrip("。；：: "))
    within = {last + 1: first - 1 for first, last in (*spans, *_fields(folded))}
    without = {last: first for first, last in spans}
    while end in within or end in without:
        end = within.get(end, without.get(end, end))
        end = len(folded[:end].rstrip("。；，—－-　 （"))
    return end


def _fields(folded: str) -> list[tuple[int, int]]:
    """The brackets that hold a labelled field: （完成时限：6月底）."""
    return [(s, e) for s, e in _brackets(folded) if label_at(folded, s)]


def _lists_in(text: str, folded: str, breaks: tuple[int, ...]) -> Lists:
    stops = frozenset(breaks)
    brackets = [(s, e) for s, e in _brackets(folded) if is_list(folded[s:e], _closes(folded, e + 1, stops))]
    labelled = _outside(_labelled(text, folded, breaks), brackets)
    spans = sorted(_outside(brackets, labelled) + labelled)
    spans = sorted(spans + _outside(list(_clauses(folded, breaks)), spans, whole=True))
    return Lists(tuple(sorted(spans + _outside(list(_sentences(folded, breaks)), spans, whole=True))))


# A heading is asked for its list again by each item under it.
_remembered = lru_cache(maxsize=256)(_lists_in)


def _outside(spans: list[tuple[int, int]], others: list[tuple[int, int]], whole: bool = False) -> list[tuple[int, int]]:
    """The spans that begin within none of the others; `whole`: that share no character with one."""
    begins = [start for start, _ in others]
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        before = bisect_right(begins, start)
        free = before == 0 or others[before - 1][1] <= start
        if free and not (whole and before < len(begins) and begins[before] < end):
            kept.append((start, end))
    return kept


def _brackets(folded: str) -> list[tuple[int, int]]:
    """Outermost brackets and, at the end, one that never closes; by one pass with a stack."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for m in re.finditer(r"[（）〔〕\[\]]", folded):
        if m.group() in "（〔[":
            opened.append(m.end())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, m.start()))
    if opened and label_at(folded, opened[-1]):
        until = folded.find("。", opened[-1])
        end = len(folded) if until < 0 else until
        pairs = [p for p in pairs if p[1] < opened[-1] or p[0] > end] + [(opened[-1], end)]
    return sorted(p for p in pairs if p[1] - p[0] <= LONGEST)


def _closes(folded: str, at: int, breaks: frozenset[int]) -> bool:
    """Whether nothing of the sentence follows at a place."""
    return at >= len(folded) or folded[at] in "。；" or at in breaks


def _labelled(text: str, folded: str, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Lists that a label begins outside brackets, to the end of the sentence; a paragraph that begins with one goes on."""
    begins = sorted({label.start for label in _labels_outside(text, folded, breaks)})
    if not begins:
        return []
    begun = frozenset(begins)
    others = deque(b for b in breaks if b not in begun and not label_at(folded, b) and not _goes_on(folded, b, breaks))
    spans: list[tuple[int, int]] = []
    for at in begins:
        if spans and at < spans[-1][1]:
            continue
        while others and others[0] <= at:
            others.popleft()
        end = others[0] if others else len(folded)
        stop = folded.find("。", at)
        spans.append((at, min(end, stop) if stop >= 0 else end))
    return spans


def _goes_on(folded: str, at: int, breaks: Sequence[int]) -> bool:
    """Whether a paragraph goes on with the list above it: behind 、, or as units and nothing else."""
    return folded[at - 1 : at] in ("、", "，") or _only_units_to_stop(folded, at, breaks)


def _labels_outside(text: str, folded: str, breaks: Sequence[int]) -> Iterator[Label]:
    at = 0
    starts = {*breaks, 0}
    for place in colons(folded, 0, len(folded)):
        label = label_before(folded, at, place)
        at = place + 1
        if not label or label.role not in UNIT_ROLES:
            continue
        begins = label.start in starts or folded[label.start - 1] in "。；）！〕"
        if begins or (label.named and _follows_unit(folded, label.end)):
            yield label
    for begin in starts:
        label = label_at(folded, begin)
        if label and label.role in UNIT_ROLES and label.end < len(folded):
            yield label
        bare = None if label else bare_label_at(folded, begin, len(folded))
        if bare and _only_units_to_stop(folded, bare.end, breaks):
            yield bare
    for m in OWN_BRACKET.finditer(text):
        if (label := label_at(folded, m.start())) and _follows_unit(folded, label.end):
            yield label


def _follows_unit(folded: str, at: int) -> bool:
    """Whether a unit's name stands at a place."""
    end = re.compile("[、，；。/]|$").search(folded, at, at + 40)
    name = folded[at : end.start()] if end else ""
    return may_be_unit(name) or certainty(name) > 0


def _only_units_to_stop(folded: str, at: int, breaks: Sequence[int]) -> bool:
    """Whether from a place to the end of the sentence or paragraph there are units and nothing else."""
    stop = re.compile("。|$").search(folded, at, at + LONGEST_SENTENCE + 1)
    later = bisect_right(breaks, at)
    ends = ([stop.start()] if stop else []) + list(breaks[later : later + 1])
    text = folded[at : min(ends)] if ends else ""
    return 0 < len(text) <= LONGEST_SENTENCE and only_units(parts_in(text))


def _clauses(folded: str, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Clauses of a sentence, two or more, that say one after another who does what: 由A负责，B牵头，C配合，…"""
    until = 0
    for m in _running()["verb"].finditer(folded):
        if m.start() < until:
            continue
        paragraph = bisect_right(breaks, m.start())
        first = max(breaks[paragraph - 1] if paragraph else 0, until, m.start() - LONGEST_SENTENCE)
        start = max(first, *(folded.rfind(mark, first, m.start()) + 1 for mark in "，；。：）"))
        last = min(breaks[paragraph] if paragraph < len(breaks) else len(folded), start + LONGEST_SENTENCE)
        stop = re.compile("[。：（]").search(folded, start, last)
        end = _end_of_clauses(folded, start, stop.start() if stop else last)
        until = max(end, m.end())
        if end > start:
            yield start, end


def _end_of_clauses(folded: str, start: int, stop: int) -> int:
    """Where clauses end that name units or a person and their roles; `start` where these are not two, or no unit is there."""
    at, said, named = start, 0, False
    for clause in re.finditer("[^，；]+", folded[start:stop]):
        text = clause.group()
        role_at = verb_of(text)[1]
        if role_at == len(text) or not (said or _running()["begins"].search(text)):
            break
        person = is_person(text[:role_at])
        if not person and not all_named(text):
            break
        said, named, at = said + 1, named or not person, start + clause.end()
    return at if said > 1 and named else start


def _sentences(folded: str, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sentences at the end of a paragraph that hold units and their roles and nothing else: A牵头，B、C配合。"""
    for first, end in pairwise(sorted({0, *breaks, len(folded)})):
        until = end - 1 if folded[end - 1] == "。" else end
        start = max(folded.rfind("。", max(first, until - LONGEST_SENTENCE - 1), until) + 1, first)
        text = folded[start:until]
        if 4 <= len(text) <= LONGEST_SENTENCE and "：" not in text and verb_of(text[-30:])[0] and all_named(text):
            yield (start, until)
