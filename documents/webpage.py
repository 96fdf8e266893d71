"""What a government's web page prints above a document: labels with its number, issuer and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from documents.lines import Line
from documents.vocabulary import table

# The labels stand in the first lines of a page; what is longer than this is prose.
FIRST_LINES, LONGEST = 30, 400


@dataclass(frozen=True)
class Metadata:
    """The labels' values by kind (number, issuer, signed, published), and the numbers of the lines they stand on."""

    values: dict[str, str]
    lines: frozenset[int]


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = table("documents")["metadata"]
    groups = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in names.items())
    anyone = "|".join(names.values())
    return re.compile(f"(?:{groups})："), re.compile(f"^(?:{anyone})：")


def metadata_of(shown: Sequence[Line]) -> Metadata:
    """The labels above a document, and the lines that hold nothing else; empty for a text from paper."""
    values: dict[str, str] = {}
    furniture = re.compile(table("documents")["webpage"]["furniture"])
    lines: set[int] = {x.number for x in shown if x.kind == "text" and len(x.text) < 60 and furniture.match(x.text)}
    label, begins = _labels()
    for line in shown[:FIRST_LINES]:
        text = line.text
        if len(text) > LONGEST or not begins.match(text):
            continue
        lines.add(line.number)
        found = list(label.finditer(text))
        for m, following in zip(found, [*found[1:], None], strict=True):
            value = text[m.end() : following.start() if following else len(text)].strip()
            values.setdefault(m.lastgroup or "", value)
    return Metadata(values, frozenset(lines))
