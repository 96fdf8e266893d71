"""A scanner finds what its pattern finds, wherever it knows to look."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.scanning import Scanner
from documents.times import starts

FIRST = [
    ("每(?=年|月)|按月", "每按", "what branches begin with"),
    (r"(?<![\d.])20\d{2}年", "2", "what stands behind is no beginning"),
    (r"[一二]?\d+月", r"一二\d", "what may be left out begins a match, and so does what follows it"),
    ("(?P<y>[今明])年|(?:自|从)?即日", "今明自从即", "groups begin as their content does"),
    ("[a-c^-]x", r"a-c\^\-", "members that mean something in a class are escaped"),
]
ANYWHERE = [
    ("[^，]月", "a class of all but some"),
    (".月", "any character"),
    ("月?", "nothing at all"),
    ("(?i:a)b", "letters of either case"),
    ("(?=月)", "no character of its own"),
]


@pytest.mark.parametrize(("pattern", "members", "reason"), FIRST, ids=[case[2] for case in FIRST])
def test_first_characters(pattern: str, members: str, reason: str):
    first = Scanner(pattern).first
    assert first is not None
    assert first.pattern == "[" + "".join(sorted(re.findall(r"\\.|.-.|.", members))) + "]"


@pytest.mark.parametrize(("pattern", "reason"), ANYWHERE, ids=[case[1] for case in ANYWHERE])
def test_what_can_begin_anywhere_is_looked_for_everywhere(pattern: str, reason: str):
    assert Scanner(pattern).first is None


scanner_of = cache(Scanner)
texts = st.lists(
    st.sampled_from("2021年 6月 底 前 12月 每 按 月 季度 “ 十四五 ” 末 自 印发 之日 起 30 日 内 持续 推进 。 a ^ -".split())
).map("".join)  # fmt: skip


@given(texts, st.integers(0, 40), st.integers(0, 40))
@pytest.mark.parametrize("pattern", [starts().pattern, *(p for p, *_ in (*FIRST, *ANYWHERE))])
def test_a_scanner_finds_what_its_pattern_finds(pattern: str, text: str, start: int, end: int):
    scanner = scanner_of(pattern)
    expected = [m.span() for m in scanner.pattern.finditer(text, start, end)]
    assert [m.span() for m in scanner.finditer(text, start, end)] == expected
    found = scanner.search(text, start, end)
    assert (found.span() if found else None) == (expected[0] if expected else None)
