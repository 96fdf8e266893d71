"""Brackets and quotation marks that lack their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.text.passage import Passage

OPENS = {"（": "）", "(": "）", "“": "”", "《": "》"}
CLOSES = {"）": "）", ")": "）", "”": "”", "》": "》"}
MARKS = re.compile("[（(）)“”《》]")
# A number with a closing mark alone behind it: 1）, （略）二), a).
ENUMERATED = re.compile(r"(?:^|[^0-9A-Za-z一二三四五六七八九十①-⑳])[0-9A-Za-z一二三四五六七八九十]{1,3}[.．]?[）)]$")
# How much of the text is shown with a mark, in characters.
AROUND = 16
# A paragraph that goes on after a page's foot closes what it opened no further on than this, in paragraphs.
NEAR = 3
# Where so many quotation marks of a text lack their half, the program that wrote it turned them, not its author.
MOST_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A mark without its other half: from `start` to `end` of the passage `at` stand the words to show."""

    at: int
    start: int
    end: int
    mark: str


def unpaired(passages: Sequence[Passage]) -> list[Unpaired]:
    """The first mark of each passage that has no other half, in text order; a half that a near passage holds is found."""
    opened: list[tuple[int, int, str]] = []
    closed: list[tuple[int, int, str]] = []
    for i, passage in enumerate(passages):
        opened, closed = _matched(i, passage.text, opened, closed)
    found = [Unpaired(i, at, min(at + AROUND, len(passages[i].text)), mark) for i, at, mark in opened]
    found += [Unpaired(i, max(0, at + 1 - AROUND), at + 1, mark) for i, at, mark in closed]
    if sum(one.mark == "”" for one in found) > MOST_QUOTES:
        found = [one for one in found if one.mark != "”"]
    first = {one.at: one for one in sorted(found, key=lambda one: (one.at, one.start), reverse=True)}
    return [first[i] for i in sorted(first)]


def _matched(
    i: int, text: str, opened: list[tuple[int, int, str]], closed: list[tuple[int, int, str]]
) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """What stays open and what closes nothing after one more passage."""
    own: dict[str, list[int]] = {}
    spare: list[tuple[int, str]] = []
    for m in MARKS.finditer(text):
        if family := OPENS.get(m.group()):
            own.setdefault(family, []).append(m.start())
        elif stack := own.get(CLOSES[m.group()]):
            stack.pop()
        elif not (m.group() in "）)" and ENUMERATED.search(text[max(0, m.start() - 5) : m.end()])):
            spare.append((m.start(), CLOSES[m.group()]))
    for at, mark in spare:
        before = next((k for k in range(len(opened) - 1, -1, -1) if _near(opened[k], i, mark)), None)
        if before is None:
            closed.append((i, at, mark))
        else:
            del opened[before]
    opened += [(i, at, mark) for mark, places in own.items() for at in places]
    return opened, closed


def _near(place: tuple[int, int, str], i: int, mark: str) -> bool:
    return place[2] == mark and i - place[0] <= NEAR


def named_twice(text: str) -> Iterator[tuple[int, int]]:
    """Where a list in brackets, or a whole cell, names a unit a second time."""
    for m in LISTS.finditer(text):
        seen: set[str] = set()
        for name in NAMES.finditer(text, m.start(), m.end()):
            if name.group() in seen:
                yield name.span()
            seen.add(name.group())


# A list of units is in brackets, or is a whole text of them; a name in it begins with its level and ends as a bureau's does.
LISTS = re.compile("(?<=[（(])[^（()）。]{8,1200}(?=[）)])|^[^（()）。：]{8,1200}。?$")
NAMES = re.compile(
    "(?<![\u4e00-\u9fff])(?:自治区|[省市州县区旗])[\u4e00-\u9fff]{1,16}(?:局|委|办|院|厅|部|中心|公司|大队)(?=[、；;，,。等牵配）)]|$)"
)
