"""A pattern → the characters that it can begin with, so that a search looks only where one of them stands.

Python's `re` tries each branch of a long alternative at each character of a text, since lookbehinds hide how the branches
begin. Most characters begin none of them, and a class of characters is looked for ten times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

# The parser of `re` itself (private, and the same in Python 3.11 to 3.13); sre_parse, its public name, is deprecated.
_parser: Any = import_module("re._parser")
ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip

BASIC_PLANE = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))


class AnyCharacter(Exception):  # noqa: N818 - no error: an answer
    """Raised within this module where a pattern may begin with whatever there is."""


class Scanner:
    """A compiled pattern whose matches are looked for where they can begin: the same matches as the pattern's own, sooner."""

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)

    @cached_property
    def first(self) -> re.Pattern[str] | None:
        """The class of the characters that a match can begin with; None where any character can."""
        try:
            found, empty = _first_of(_parser.parse(self.pattern.pattern))
        except AnyCharacter:
            return None
        plain = not empty and not self.pattern.flags & (re.IGNORECASE | re.VERBOSE)
        return re.compile(f"[{''.join(sorted(found))}]") if plain else None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match within a stretch of a text, as `Pattern.search`."""
        return next(self._matches(text, start, len(text) if end is None else end), None)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """All matches within a stretch of a text, none within another, as `Pattern.finditer`."""
        until = len(text) if end is None else end
        return self._matches(text, start, until) if self.first else self.pattern.finditer(text, start, until)

    def beginnings(self, text: str) -> Iterator[re.Match[str]]:
        """What matches at each place of a text, be it within another match."""
        places = self.first.finditer(text) if self.first else re.finditer("", text)
        return filter(None, (self.pattern.match(text, place.start()) for place in places))

    def _matches(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        if self.first is None:
            yield from self.pattern.finditer(text, start, end)
            return
        at = start
        for begins in self.first.finditer(text, start, end):
            if begins.start() >= at and (m := self.pattern.match(text, begins.start(), end)):
                yield m
                at = m.end()


def _first_of(items: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The members of a class that a sequence begins with, and whether the sequence may be empty."""
    found: set[str] = set()
    for operation, argument in items:
        members, empty = _first_of_one(str(operation), argument)
        found |= members
        if not empty:
            return found, False
    return found, True


def _first_of_one(operation: str, argument: Any) -> tuple[set[str], bool]:
    if operation in ZERO_WIDTH:
        return set(), True
    if operation == "LITERAL":
        return {re.escape(chr(argument))}, False
    if operation == "IN":
        return {_member(str(kind), value) for kind, value in argument}, False
    if operation == "BRANCH":
        branches = [_first_of(branch) for branch in argument[1]]
        return set().union(*(members for members, _ in branches)), any(empty for _, empty in branches)
    if operation in REPEATS:
        members, empty = _first_of(argument[2])
        return members, empty or argument[0] == 0
    if operation == "SUBPATTERN" and not argument[1]:
        return _first_of(argument[3])
    raise AnyCharacter  # . and [^…], references to groups, flags within the pattern


def _member(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if kind == "CATEGORY":
        return CATEGORIES[str(value)]
    raise AnyCharacter  # NEGATE


def first_characters(pattern: str) -> set[str]:
    """The characters of the basic plane that a match can begin with, of digits only 0 to 9. Raises AnyCharacter where any can."""
    first = Scanner(pattern).first
    if first is None:
        raise AnyCharacter(pattern)
    return {c for c in first.findall(BASIC_PLANE) if c.isascii() or not c.isdecimal()}
