"""Where in a passage its lists of units stand: in brackets, after a label, or in a sentence of nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from documents.passage import Passage
from documents.vocabulary import table

SENTENCE = re.compile(r"[^。]{4,300}(?:。|$)")
# A list holds at most so many characters: what is longer is prose in brackets.
LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Lists:
    """The places of the lists (start and end in the passage, brackets not included), in order, none within another."""

    spans: tuple[tuple[int, int], ...]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    roles = table("roles")
    label = "|".join(
        r["pattern"] for r in roles["label"] if r["role"] in ("lead", "responsible", "cooperating", "other")
    )
    verb = "|".join(v["pattern"] for v in roles["verb"])
    return {
        "label": re.compile(f"(?:{label})："),
        "label_begins": re.compile(rf"(?:^|(?<=[。；）！]))(?:{label})："),
        "verb_ends": re.compile(f"(?:{verb})(?=$|[，；。、])"),
        "suffix": re.compile(roles["unit"]["suffix"]),
        "time": re.compile(roles["time"]["part"]),
        "plain": re.compile(roles["unit"]["plain"]),
        "prose": re.compile(roles["unit"]["prose"]),
        "not": re.compile(roles["unit"]["not"]),
    }


def lists_in(passage: Passage, breaks: Sequence[int] = ()) -> Lists:
    """The lists of units of a passage; `breaks` are the places where its paragraphs begin."""
    folded = passage.folded
    if not folded:
        return Lists(())
    paragraphs = frozenset(breaks)
    brackets = [(s, e) for s, e in _brackets(folded) if is_list(folded[s:e], _closes(folded, e + 1, paragraphs))]
    labelled = [x for x in _labelled(folded, breaks) if not _within(brackets, x[0])]
    spans = sorted(brackets + labelled)
    last = _last_sentence(folded)
    if last and not any(e > last[0] for _, e in spans):
        spans.append(last)
    return Lists(tuple(spans))


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place lies in one of the spans, which are in order and do not overlap."""
    i = bisect_right(spans, at, key=lambda span: span[0])
    return i > 0 and at < spans[i - 1][1]


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
    unclosed = _patterns()["label"].match(folded, opened[-1]) if opened else None
    if unclosed:
        until = folded.find("。", unclosed.end())
        end = len(folded) if until < 0 else until
        pairs = [p for p in pairs if p[1] < opened[-1] or p[0] > end] + [(opened[-1], end)]
    return sorted(p for p in pairs if p[1] - p[0] <= LONGEST)


def _closes(folded: str, at: int, breaks: frozenset[int]) -> bool:
    """Whether nothing of the sentence follows at a place."""
    return at >= len(folded) or folded[at] in "。；" or at in breaks


def is_list(text: str, closes: bool) -> bool:
    """Whether the words in a bracket are a list of units: they name a role, or are units and nothing else."""
    p = _patterns()
    if p["label"].match(text):
        return True
    if p["not"].search(text[:12]):
        return False
    first = re.split("[、，；]", text, maxsplit=1)[0]
    verb = p["verb_ends"].search(text)
    if verb:
        first = first[: verb.start()] if verb.start() < len(first) else first
        first = re.sub("^(?:由|请)|等.*$|(?:会同|联合).*$", "", first)
        return 1 < len(first) <= 40 and bool(p["suffix"].search(first)) and not p["prose"].search(first)
    if not closes:
        return bool(p["label"].search(text))
    parts = [x for x in re.split("[、，；]", re.sub("等(?:有关|相关)?(?:部门|单位)*$", "", text)) if x]
    units = [x for x in parts if not p["time"].search(x)]
    return bool(units) and p["plain"].search(units[0]) is not None and all(_named(x) for x in units)


def _named(part: str) -> bool:
    """Whether a part of a bracket is a unit or a collective, and no words of a sentence."""
    p = _patterns()
    if p["not"].search(part) or len(part) > 30:
        return False
    return bool(len(part) > 2 and p["plain"].search(part)) or bool(re.match("各", part) and p["suffix"].search(part))


def _labelled(folded: str, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Lists that a label begins outside brackets, at the head of a paragraph or sentence, to the end of the paragraph."""
    p = _patterns()
    begins = {m.start() for m in p["label_begins"].finditer(folded)}
    begins |= {b for b in breaks if p["label"].match(folded, b)}
    others = deque(sorted(b for b in breaks if b not in begins and not p["label"].match(folded, b)))
    spans: list[tuple[int, int]] = []
    for at in sorted(begins):
        if spans and at < spans[-1][1]:
            continue
        while others and others[0] <= at:
            others.popleft()
        end = others[0] if others else len(folded)
        stop = folded.find("。", at)
        spans.append((at, min(end, stop) if stop >= 0 else end))
    return spans


def _last_sentence(folded: str) -> tuple[int, int] | None:
    """A last sentence that holds units and their roles and nothing else: A牵头，B、C配合。"""
    body = folded.removesuffix("。")
    start = body.rfind("。") + 1
    text = body[start:]
    p = _patterns()
    if not 4 <= len(text) <= 300 or "：" in text or not p["verb_ends"].search(text[-30:] + "。"):
        return None
    parts = [p["verb_ends"].sub("", x) for x in re.split("[、，；]", text)]
    names = [re.sub("^由|等(?:有关|相关)?(?:部门|单位)?$", "", x) for x in parts if x]
    if not names or not all(2 < len(x) <= 24 and p["plain"].search(x) and not p["not"].search(x) for x in names):
        return None
    return (start, start + len(text))
