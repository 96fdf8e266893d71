"""Places of deadlines in a passage → the step of each: the words that say what is to be done by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from documents.text.passage import Passage
from documents.vocabulary import table

CLAUSE = re.compile("[。；）]")
JOINTS = ("、", "和", "及", "与")
TAIL = 8  # characters at the end of a step among which words may be that say nothing
LISTED = 200  # how far before a list of deadlines the list may begin that shares it
ENDS = "，,、：:；;（(。 "


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table("contexts")["step"].items()}


def steps_of(passage: Passage, places: Sequence[tuple[int, int]]) -> list[str]:
    """The step of each deadline, by their places in a passage: what follows it, or what stands before where nothing follows.

    "" where neither says anything: the deadline is then the whole measure's.
    """
    shared = _shared(passage, places)
    steps: list[str] = []
    since = 0
    for i, (at, end) in enumerate(places):
        until = places[i + 1][0] if i + 1 < len(places) else len(passage.text)
        stop = _end_of_following(passage.folded, end, until)
        following = _trimmed(passage.text[end:stop])
        says = not _words()["empty"].fullmatch(following)
        preceding = "" if says else _preceding(passage.text[since:at], first=since == 0)
        steps.append(shared.get(i) or (following if says else preceding or (following if since else "")))
        since = stop if says else end
    for i in reversed(range(len(places) - 1)):
        if i not in shared and passage.folded[places[i][1] : places[i + 1][0]] in JOINTS:
            steps[i] = steps[i + 1]  # 6月、9月底前报送: one step
    return steps


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
    words = words.strip(ENDS)
    if tail := _words()["tail"].search(words, max(0, len(words) - TAIL)):
        words = words[: tail.start()].strip(ENDS)
    return _words()["head"].sub("", words)


def _shared(passage: Passage, places: Sequence[tuple[int, int]]) -> dict[int, str]:
    """The steps of a list that shares a list of deadlines, one each: A、B分别于6月底、9月底前完成."""
    steps: dict[int, str] = {}
    first = 0
    while first < len(places):
        last = first
        while last + 1 < len(places) and passage.folded[places[last][1] : places[last + 1][0]] in JOINTS:
            last += 1
        if last > first:
            at = places[first][0]
            before = re.split("[，。；]", passage.folded[max(0, at - LISTED) : at])[-1]
            listed = _words()["respectively"].search(before)
            names = re.split("[、和与]", before[: listed.start()]) if listed else []
            if len(names) == last - first + 1:
                steps |= {first + n: name for n, name in enumerate(names)}
        first = last + 1
    return steps
