"""What holds of the reading of any text: nothing is lost, all that is read stands where it says, and the same is read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fragments import characters, texts
from benchmarks.hostile import DENSE, HEADS, LINES, mixed, repeated
from benchmarks.invariants import broken
from documents.errors import UnreadableSource
from documents.formats.recognize import suffixes
from documents.model import Reading
from documents.read import read_source
from documents.text.characters import unified

# A slow machine is no failure: how long reading takes is measured by benchmarks/reading.py and watched by benchmarks/fuzz.py.
untimed = settings(deadline=None)
SUFFIXES = ("", *suffixes())


def read(text: str, name: str = "来源.txt", encoding: str = "utf-8") -> Reading | None:
    return read_bytes(name, text.encode(encoding))


def read_bytes(name: str, content: bytes) -> Reading | None:
    """The reading, or None where the source is refused; whatever else is raised fails the test."""
    try:
        return read_source(name, content)
    except UnreadableSource:
        return None


@untimed
@given(texts())
def test_all_that_must_hold_holds(text: str):
    if reading := read(text):
        assert list(broken(reading)) == []
        assert reading.text == unified(text.removeprefix("\ufeff"))


@untimed
@given(st.text(characters, max_size=400))
def test_of_any_characters_too(text: str):
    if reading := read(text):
        assert list(broken(reading)) == []


@untimed
@given(texts(most_lines=15), st.sampled_from(SUFFIXES))
def test_every_reader_reads_a_text_or_says_why_not(text: str, suffix: str):
    if reading := read(text, f"来源{suffix}"):
        assert list(broken(reading)) == []


@untimed
@given(
    st.binary(max_size=300),
    st.sampled_from(SUFFIXES),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xfe"]),
)
def test_every_reader_takes_any_bytes_or_says_why_not(content: bytes, suffix: str, mark: bytes):
    if reading := read_bytes(f"来源{suffix}", mark + content):
        assert list(broken(reading)) == []


@untimed
@given(texts())
def test_reading_twice_gives_the_same(text: str):
    assert read(text) == read(text)


@untimed
@given(texts())
def test_an_empty_line_at_the_end_changes_nothing(text: str):
    once, more = read(text), read(text + "\n\n")
    if once and more:
        assert replace(more, text=once.text, segments=once.segments) == once
        marked = [[s for s in reading.segments if s.kind != "blank"] for reading in (once, more)]
        assert marked[0] == marked[1]


@untimed
@given(texts(), st.sampled_from(["utf-8-sig", "utf-16", "gb18030"]))
def test_the_encoding_changes_nothing(text: str, encoding: str):
    text = f"示例市实施方案。{text}"
    plain, encoded = read(text), read(text, encoding=encoding)
    if plain and encoded:
        assert replace(encoded, encoding=plain.encoding) == plain


@untimed
@given(texts())
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_kind_of_line_end_changes_nothing(end: str, text: str):
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    one, other = read(lines), read(lines.replace("\n", end))
    if one and other:
        assert [said(m) for m in one.measures] == [said(m) for m in other.measures]
        assert [d.title for d in one.documents] == [d.title for d in other.documents]


def said(measure):
    """A measure without its places in the text."""
    days = [(d.surface, d.kind, d.start, d.end, d.rule, d.step) for d in measure.deadlines]
    units = [(m.surface, m.role, m.group) for m in measure.mentions]
    return measure.chapter, measure.number, measure.title, measure.text, days, units, measure.open, measure.span.line


@pytest.mark.parametrize("head", HEADS, ids=["in an item", "on a line of its own", "in a paragraph"])
@pytest.mark.parametrize("unit", [*LINES.values(), *DENSE.values()], ids=[*LINES, *DENSE])
def test_one_thing_again_and_again(unit: str, head: str):
    reading = read(repeated(unit, head, 20_000))
    assert reading is not None
    assert list(broken(reading)) == []


def test_marks_in_any_order():
    reading = read(mixed(20_000))
    assert reading is not None
    assert list(broken(reading)) == []


FOUND = [
    ("来源.txt", "|---|---|\n\u200b\n".encode(), "a line that holds nothing but a zero-width blank stands nowhere"),
    ("来源.txt", "即日起至4月底。\n2024年5月8日".encode(), "a period that ends before the day from which it runs"),
    (
        "来源.mht",
        b'Content-Type:multipart/"";boundary=b\n--b\nContent-Type:text/html;charset=a\0',
        "no name of a charset",
    ),
    (
        "来源.mht",
        b'Content-Type:multipart/"";boundary=b\n--b\nContent-Type:text/html;charset=idna\n\n\xff',
        "a charset of names",
    ),
    ("来源.html", b"<html><meta charset=idna><p>\xff", "the same in a page"),
    ("来源.html", b"<html><meta charset=punycode><p>-\xff", "a charset that refuses what is not ASCII"),
    ("来源.html", b"<html><meta charset=unicode_escape><p>\\ud800\\x\xff", "a charset of escapes"),
]


@pytest.mark.parametrize(("name", "content", "reason"), FOUND, ids=[case[2] for case in FOUND])
def test_what_fuzzing_found(name: str, content: bytes, reason: str):
    if reading := read_bytes(name, content):
        assert list(broken(reading)) == []
