"""Deadlines of a passage → each with its step: the words that say what is to be done by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from documents.model import Deadline
from documents.passage import Passage
from documents.vocabulary import table

CLAUSE = re.compile("[。；）]")
JOINTS = ("、", "和", "及", "与")
ENDS = "，,、：:；;（(。 "


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("contexts")["step"].items()}


def with_steps(passage: Passage, deadlines: Sequence[Deadline]) -> Iterator[Deadline]:
    """Give each deadline the words that it governs: what follows it, or what stands before where nothing follows.

    "" where neither says anything: the deadline is then the whole measure's.
    """
    shared = _shared(passage, deadlines)
    steps: list[str] = []
    since = 0
    for i, d in enumerate(deadlines):
        until = deadlines[i + 1].at if i + 1 < len(deadlines) else len(passage.text)
        end = _end_of_following(passage.folded, d.until, until)
        following = _trimmed(passage.text[d.until : end])
        says = not _words()["empty"].fullmatch(following)
        preceding = "" if says else _preceding(passage.text[since : d.at], first=since == 0)
        steps.append(shared.get(i) or (following if says else preceding or (following if since else "")))
        since = end if says else d.until
    for i in reversed(range(len(deadlines) - 1)):
        if i not in shared and passage.folded[deadlines[i].until : deadlines[i + 1].at] in JOINTS:
            steps[i] = steps[i + 1]  # 6月、9月底前报送: one step
    yield from (replace(d, step=step) for d, step in zip(deadlines, steps, strict=True))


def _end_of_following(folded: str, start: int, until: int) -> int:
    """Where what stands after a deadline ends: with its clause, or with the sentence where it heads several."""
    rest = folded[start:until]
    heads = rest[:1] in ("，", "：")
    end = next((m.start() for m in CLAUSE.finditer(rest) if not (heads and m.group() == "；")), len(rest))
    if end == len(rest) and until < len(folded):
        end = max(rest.rfind("，"), rest.rfind("；"))  # what stands after these belongs to the next deadline
        end = end if end > 0 else len(rest)
    return start + end


def _preceding(before: str, first: bool) -> str:
    """What stands before a deadline from the beginning of its clause; of its part of the clause where another stands before."""
    clause = re.split("[。；（(]", before.rstrip(ENDS))[-1]
    if not first:
        clause = next((part for part in reversed(re.split("[，,]", clause)) if part), "")
    step = _trimmed(clause)
    return "" if _words()["label"].search(step) or _words()["empty"].fullmatch(step) else step


def _trimmed(words: str) -> str:
    return _words()["head"].sub("", _words()["tail"].sub("", words.strip(ENDS)).strip(ENDS))


def _shared(passage: Passage, deadlines: Sequence[Deadline]) -> dict[int, str]:
    """The steps of a list that shares a list of deadlines, one each: A、B分别于6月底、9月底前完成."""
    steps: dict[int, str] = {}
    for i, d in enumerate(deadlines):
        last = i
        while last + 1 < len(deadlines) and passage.folded[deadlines[last].until : deadlines[last + 1].at] in JOINTS:
            last += 1
        before = re.split("[，。；]", passage.folded[: d.at])[-1]
        listed = _words()["respectively"].search(before)
        if last > i and listed and i not in steps:
            names = re.split("[、和与]", before[: listed.start()])
            if len(names) == last - i + 1:
                steps |= {i + n: name for n, name in enumerate(names)}
    return steps
