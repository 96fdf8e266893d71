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
    for i, d in enumerate(deadlines):
        until = deadlines[i + 1].at if i + 1 < len(deadlines) else len(passage.text)
        since = deadlines[i - 1].until if i else 0
        yield replace(d, step=shared.get(i) or _following(passage, d, until) or _preceding(passage, d, since))


def _following(passage: Passage, d: Deadline, until: int) -> str:
    """What stands after a deadline up to the end of its clause; up to the end of the sentence where it heads several."""
    folded = passage.folded
    rest = folded[d.until : until]
    heads = rest[:1] in ("，", "：")
    end = min((m.start() for m in CLAUSE.finditer(rest) if not (heads and m.group() == "；")), default=len(rest))
    if end == len(rest) and until < len(folded):
        end = max(rest.rfind("，"), rest.rfind("；"))  # what stands after these belongs to the next deadline
        end = end if end > 0 else len(rest)
    step = _trimmed(passage.text[d.until : d.until + end])
    return "" if _words()["empty"].fullmatch(step) else step


def _preceding(passage: Passage, d: Deadline, since: int) -> str:
    """What stands before a deadline from the beginning of its clause."""
    before = passage.text[since : d.at].rstrip(ENDS)
    clause = re.split("[。；（(]", before)[-1]
    if since and len(parts := [p for p in re.split("[，,]", clause) if p]) > 1:
        clause = parts[-1]
    step = _trimmed(clause)
    return "" if _words()["label"].search(step) or _words()["empty"].fullmatch(step) else step


def _trimmed(words: str) -> str:
    return _words()["tail"].sub("", words.strip(ENDS)).strip(ENDS)


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
