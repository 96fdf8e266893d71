"""Many patterns → one search that looks only where one of them can begin.

Python's `re` tries each branch of a long alternative at each character of a text, since lookbehinds hide how the branches
begin. Most characters begin none of them, and a class of characters is looked for ten times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

# The parser of `re` itself (private, and the same in Python 3.11 to 3.13); sre_parse, its public name, is deprecated.
_parser: Any = import_module("re._parser")
ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
DIGITS = "0123456789"
# How many sets of first characters are asked in turn.
FEW = 4


class AnyCharacter(Exception):  # noqa: N818 - it says what the pattern is, not what failed
    """Raised for a pattern that may begin with whatever there is: nothing tells where to look for it."""


def scan_of(patterns: Sequence[tuple[str, str]], needed: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern that matches a single character, where one of the named patterns begins; the earlier one where several do.

    `lastgroup` of a match is that one's name, with `_` and a number. A search takes a character that begins any and looks
    back at it, in smaller and smaller sets, so that only those patterns are tried which can begin with it. `needed` has, for
    some characters, what must stand there or none is tried. Raises AnyCharacter for a pattern that can begin with any.
    """
    begun: dict[str, set[int]] = {}
    for i, (_, pattern) in enumerate(patterns):
        for character in first_characters(pattern):
            begun.setdefault(character, set()).add(i)
    for characters in needed:
        together = set().union(*(begun.get(c, set()) for c in characters))
        begun |= dict.fromkeys(characters, together)
    alike: dict[tuple[int, ...], str] = {}
    for character, which in begun.items():
        alike[tuple(sorted(which))] = alike.get(tuple(sorted(which)), "") + character
    tried = [
        (characters, _tried(characters, [patterns[i] for i in which], n, needed))
        for n, (which, characters) in enumerate(alike.items())
    ]
    return re.compile(_halved(tried), re.DOTALL | re.ASCII)


def _tried(characters: str, patterns: Iterable[tuple[str, str]], n: int, needed: Mapping[str, str]) -> str:
    groups = "|".join(f"(?P<{name}_{n}_{i}>(?={pattern}).)" for i, (name, pattern) in enumerate(patterns))
    must = next((f"(?={needs})" for together, needs in needed.items() if set(characters) <= set(together)), "")
    return f"{_class(characters)}(?<={must}(?:{groups}))"


def _halved(tried: Sequence[tuple[str, str]]) -> str:
    """Patterns of one character each, by the characters that they take; halved until few must be asked in turn."""
    characters = "".join(taken for taken, _ in tried)
    if len(tried) <= FEW:
        return f"{_class(characters)}(?<=(?:{'|'.join(pattern for _, pattern in tried)}))"
    half = len(tried) // 2
    return f"{_class(characters)}(?<=(?:{_halved(tried[:half])}|{_halved(tried[half:])}))"


def _class(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, characters))}]"


def guarded(pattern: str) -> str:
    """A pattern that is tried only where it can begin."""
    return f"(?={_class(sorted(first_characters(pattern)))})(?:{pattern})"


def first_characters(pattern: str) -> set[str]:
    """The characters that a match can begin with, of digits only 0 to 9. Raises AnyCharacter where any can, or none at all."""
    return _edge(pattern, 1)


def last_characters(pattern: str) -> set[str]:
    """The characters that a match can end with, as first_characters."""
    return _edge(pattern, -1)


def _edge(pattern: str, step: int) -> set[str]:
    found, empty = _edge_of(_parser.parse(pattern), step)
    if empty:
        raise AnyCharacter(pattern)
    return found


def _edge_of(items: Sequence[tuple[Any, Any]], step: int) -> tuple[set[str], bool]:
    """The characters that a sequence begins with (ends with, for step -1), and whether the sequence may be empty."""
    found: set[str] = set()
    for operation, argument in items[::step]:
        characters, empty = _edge_of_one(str(operation), argument, step)
        found |= characters
        if not empty:
            return found, False
    return found, True


def _edge_of_one(operation: str, argument: Any, step: int) -> tuple[set[str], bool]:
    if operation in ZERO_WIDTH:
        return set(), True
    if operation == "LITERAL":
        return {chr(argument)}, False
    if operation == "IN":
        return {c for kind, value in argument for c in _member(str(kind), value)}, False
    if operation == "BRANCH":
        branches = [_edge_of(branch, step) for branch in argument[1]]
        return set().union(*(characters for characters, _ in branches)), any(empty for _, empty in branches)
    if operation in REPEATS:
        characters, empty = _edge_of(argument[2], step)
        return characters, empty or argument[0] == 0
    if operation == "SUBPATTERN" and not argument[1]:
        return _edge_of(argument[3], step)
    raise AnyCharacter(operation)  # . and [^…], references to groups, flags within the pattern


def _member(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "RANGE":
        return "".join(map(chr, range(value[0], value[1] + 1)))
    if kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
        return DIGITS
    raise AnyCharacter(kind)  # NEGATE, and categories without an end
