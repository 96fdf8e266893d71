"""Texts for hypothesis that look like plans, and the noise that extractors, typists and strangers leave in them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import strategies as st

WORDS = {
    name: text.split() for name, text in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
SPACES = ["", " ", "　", "　　", "\t", "\xa0", "\u200b", "\ufeff", "\v", "\f", "\u2028", "\x85", "\u202e"]
ENDS = ["\n", "\r\n", "\r", "\n\n", "", "\n\r"]

characters = st.characters(exclude_categories=["Cs"])  # all planes; surrogates alone are no text
of = {name: st.sampled_from(words) for name, words in WORDS.items()}
words = st.one_of(*(of[name] for name in ("numbers", "tasks", "times", "units", "heads", "cells")))
noise = st.one_of(of["marks"], st.sampled_from(SPACES), st.text(characters, max_size=6))
fragments = st.one_of(words, words, words, noise)
sentences = st.lists(fragments, min_size=1, max_size=10).map("".join)
items = st.builds("{}{}{}{}{}".format, st.sampled_from(SPACES), of["numbers"], of["tasks"], of["times"], of["units"])
cells = st.one_of(of["cells"], of["cells"], sentences.map(lambda text: text.replace("\n", "\v")))
rows = st.one_of(
    st.lists(cells, min_size=2, max_size=7).map("\t".join),
    st.lists(cells, min_size=2, max_size=7).map(lambda row: f"| {' | '.join(row)} |"),
    st.integers(2, 6).map(lambda n: "|" + "---|" * n),
)
lines = st.one_of(items, items, of["heads"], sentences, rows, st.sampled_from(SPACES))


@st.composite
def texts(draw: st.DrawFn, most_lines: int = 40) -> str:
    """A text of such lines: with one kind of line end or with several, whole or broken at a width."""
    ends = st.sampled_from(ENDS[:3]) if draw(st.booleans()) else st.sampled_from(ENDS)
    end = draw(st.one_of(st.none(), ends))
    written = draw(st.lists(lines, max_size=most_lines))
    text = "".join(line + (draw(ends) if end is None else end) for line in written)
    width = draw(st.one_of(st.none(), st.integers(5, 50)))
    if width is None:
        return text
    pieces = (line[at : at + width] for line in text.splitlines() for at in range(0, len(line), width))
    return (end or "\n").join(pieces)
