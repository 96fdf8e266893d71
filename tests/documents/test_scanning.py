"""A scan finds what its patterns find one by one, wherever it knows to look."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text.scanning import AnyCharacter, first_characters, guarded, last_characters, scan_of
from documents.times.times import start_patterns

FIRST = [
    ("每(?=年|月)|按月", "每按", "what branches begin with"),
    (r"(?<![\d.])20\d{2}年", "2", "what stands behind is no beginning"),
    (r"[一二]?\d+月", "一二0123456789", "what may be left out begins a match, and so does what follows it"),
    ("(?P<y>[今明])年|(?:自|从)?即日", "今明自从即", "groups begin as their content does"),
    ("[a-c^-]x", "abc^-", "members that mean something in a class are taken for themselves"),
]
ANYWHERE = [
    ("[^，]月", "a class of all but some"),
    (".月", "any character"),
    ("月?", "nothing at all"),
    ("(?i:a)b", "letters of either case"),
    ("(?=月)", "no character of its own"),
    (r"\w月", "a category without an end"),
]
SEVERAL = [
    ("year", r"(?<!\d)\d{4}年"),
    ("month", r"\d{1,2}月|[今本]月"),
    ("every", "每(?=年|月)"),
    ("any", r"\d+[年月日]"),
]

texts = st.lists(
    st.sampled_from("2021年 6月 底 前 12月 每 按 月 季度 “ 十四五 ” 末 自 印发 之日 起 30 日 内 持续 推进 。 a ^ - 二 五一".split())
).map("".join)  # fmt: skip


@pytest.mark.parametrize(("pattern", "characters", "reason"), FIRST, ids=[case[2] for case in FIRST])
def test_first_characters(pattern: str, characters: str, reason: str):
    assert first_characters(pattern) == set(characters)


LAST = [
    ("(?:较|比|同比)(?:上年|去年)?$", "较比年", "what may be left out ends a match, and so does what stands before it"),
    (r"共\d{1,3}", "0123456789", "what repeats ends a match"),
]


@pytest.mark.parametrize(("pattern", "characters", "reason"), LAST, ids=[case[2] for case in LAST])
def test_last_characters(pattern: str, characters: str, reason: str):
    assert last_characters(pattern) == set(characters)


@pytest.mark.parametrize(("pattern", "reason"), ANYWHERE, ids=[case[1] for case in ANYWHERE])
def test_what_can_begin_anywhere_is_refused(pattern: str, reason: str):
    with pytest.raises(AnyCharacter):
        first_characters(pattern)


def one_by_one(patterns: list[tuple[str, str]], text: str) -> list[tuple[int, str]]:
    """Where a pattern begins, and the name of the first that does."""
    begun = ((at, next((name for name, p in patterns if re.compile(p).match(text, at)), "")) for at in range(len(text)))
    return [(at, name) for at, name in begun if name]


@given(texts)
@pytest.mark.parametrize("needed", [{}, {"0123456789": r"\d+[年月日]"}], ids=["nothing needed", "a unit needed"])
def test_a_scan_finds_what_its_patterns_find(needed: dict[str, str], text: str):
    found = [(m.start(), (m.lastgroup or "").split("_")[0]) for m in scan_of(SEVERAL, needed).finditer(text)]
    assert found == one_by_one(SEVERAL, text)


@given(texts)
def test_a_guarded_pattern_finds_the_same(text: str):
    pattern = SEVERAL[-1][1]
    assert [m.span() for m in re.finditer(guarded(pattern), text)] == [m.span() for m in re.finditer(pattern, text)]


@pytest.mark.parametrize(("family", "pattern"), start_patterns(), ids=lambda value: value[:24])
def test_each_start_of_the_grammar_says_how_it_begins(family: str, pattern: str):
    assert first_characters(pattern)
