"""Codes of a table's column that have a digit more or less than the others of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from documents.model import Problem
from documents.structure.block import Block
from documents.text.passage import Passage

# What is a code: so many digits and nothing else. Shorter numbers are amounts and counts.
SHORTEST = 9
# So many codes of a column at least, and such a share of them with one length, say how long a code is.
LEAST, SHARE = 5, 0.8


def odd_codes(key: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """The codes in the tables of a document with the key given that lack a digit or have one too many, in text order."""
    columns: dict[int, list[Passage]] = {}
    for block in blocks:
        for line in block.lines if block.kind == "row" else ():
            for at, cell in enumerate(line.cells):
                if len(cell.text) >= SHORTEST and cell.folded.isdecimal():
                    columns.setdefault(at, []).append(cell)
    for codes in columns.values():
        usual, times = Counter(len(code.text) for code in codes).most_common(1)[0]
        for code in codes if len(codes) >= LEAST and times >= SHARE * len(codes) else ():
            if abs(len(code.text) - usual) == 1:
                detail = f"编码“{code.text}”有 {len(code.text)} 位，同一栏其他编码为 {usual} 位。"
                yield Problem("text_suspect", key, code.text, detail, code.span())
