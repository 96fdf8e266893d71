"""Text → the documents that it cites, and whether it says that it acts on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.model import Citation
from documents.papers.heads import pattern
from documents.text.passage import Passage

# What is looked at before a citation for the word that says it is acted on, and behind it for one that repeals it.
BEFORE, BEHIND = 240, 60
# How many citations one word may govern: 根据《…》《…》和《…》.
LISTED = 12


@dataclass(frozen=True)
class Cited:
    """A title or a number in a text, with all that belongs to it: from `start` to `end` stand title and numbers."""

    start: int
    end: int
    title: tuple[int, int] | None
    numbers: tuple[tuple[int, int], ...]


def citations_of(passage: Passage, own_number: str, own_title: str = "") -> list[Citation]:
    """The documents that a passage cites, each once, in text order.

    One without a number is kept where the text acts on it (为落实《…规划》): a document of that title may be held. A number
    alone is kept where the text acts on it or speaks of a document (…号文件).
    """
    found: dict[tuple[str, str], Citation] = {}
    cited = list(_cited(passage.folded))
    for i, one in enumerate(cited):
        acts = _implements(passage.folded, one, cited[max(0, i - LISTED) : i])
        title = passage.text[slice(*one.title)] if one.title else ""
        kept = acts and pattern("citations", "cited_title").search(title) and not _own(title, own_title)
        if not (one.numbers or kept):
            continue
        told = one.title or acts or pattern("citations", "alone_after").match(passage.folded[one.end : one.end + 4])
        for number in [passage.text[a:b] for a, b in one.numbers] or [""]:
            if not number or (told and not (own_number and number.endswith(own_number))):
                before = found.get((title, number))
                span = before.span if before else passage.span(one.start, one.end)
                found[title, number] = Citation(title, number, acts or bool(before and before.implements), span)
    return list(found.values())


def _own(title: str, own_title: str) -> bool:
    """Whether a title is the document's own, or that of the plan which it carries."""
    return bool(title and own_title) and (title in own_title or own_title in title)


def _cited(folded: str) -> Iterator[Cited]:
    """Titles with the numbers in the brackets behind them or right before them, and numbers that stand alone."""
    numbers = dict(_numbers(folded))
    ends = {end: start for start, end in numbers.items()}
    found: list[Cited] = []
    for m in pattern("citations", "title").finditer(folded):
        bracket = pattern("citations", "bracket").match(folded, m.end())
        behind = list(_inside(bracket, numbers)) if bracket else []
        before = [(ends[m.start()], m.start())] if m.start() in ends else []
        for start, _ in (*before, *behind):
            numbers.pop(start, None)
        end = bracket.end() if bracket and behind else m.end()
        found.append(Cited(before[0][0] if before else m.start(), end, m.span("title"), tuple(before + behind)))
    found += [Cited(start, end, None, ((start, end),)) for start, end in numbers.items()]
    return iter(sorted(found, key=lambda c: c.start))


def _inside(bracket: re.Match[str], numbers: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The numbers in a bracket: those of documents, else one of an order or a public notice (财政部公告2021年第3号)."""
    found = [(at, numbers[at]) for at in range(bracket.start() + 1, bracket.end()) if at in numbers]
    ordered = pattern("citations", "ordered").match(bracket["inside"])
    return iter(found or ([bracket.span("inside")] if ordered else []))


def _numbers(folded: str) -> Iterator[tuple[int, int]]:
    """Where numbers of documents stand in a text: the letters before the year in brackets, without the words before these."""
    for m in pattern("citations", "marked").finditer(folded):
        letters = pattern("citations", "letters_before").search(folded, max(0, m.start() - 20), m.start())
        if letters:
            words = pattern("citations", "not_letters").match(letters.group())
            start = letters.start() + (words.end() if words else 0)
            if start < m.start():
                yield start, m.end()


def _implements(folded: str, one: Cited, before: Sequence[Cited]) -> bool:
    """Whether the word that governs a citation says that this document acts on it, and nothing behind says that it ends."""
    if pattern("citations", "repealed").match(folded, one.end, one.end + BEHIND):
        return False
    clause = folded[max(0, one.start - BEFORE) : one.start]
    offset = one.start - len(clause)
    for other in reversed(before):  # what other citations are made of says nothing of the clause
        if other.start < offset:
            break
        clause = clause[: other.start - offset] + clause[other.end - offset :].lstrip("，、和及与")
    verbs = pattern("citations", "implements").finditer(clause)
    return any(pattern("citations", "between").match(clause[verb.end() :]) for verb in verbs)
