"""A Reading → one measure a line, in the form that the gold annotation uses (documents/read.py makes the Reading)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from documents.model import Deadline, Document, Measure, Reading

ROLES = {"lead": "lead", "resp": "responsible", "coop": "cooperating", "other": "other"}


def to_json_lines(reading: Reading, source: str) -> Iterator[str]:
    """Measures as JSON, in text order; `source` is the file's path as given."""
    numbers = numbers_of(reading.documents)
    for measure in reading.measures:
        yield json.dumps(record_of(measure, numbers[measure.document], source), ensure_ascii=False)


def numbers_of(documents: Sequence[Document]) -> dict[str, str]:
    """The number by which each document's key is shown: its own, else that of the document that forwards it."""
    numbers: dict[str, str] = {}
    for document in documents:
        numbers[document.key] = document.number or numbers.get(document.within, "")
    return numbers


def record_of(measure: Measure, number: str, source: str) -> dict[str, Any]:
    """One measure as a dictionary with the keys doc, ch, no, title, dl, lead, resp, coop, other, groups, open, line, source."""
    units = {
        key: list(dict.fromkeys(m.surface for m in measure.mentions if m.role == role and not m.group))
        for key, role in ROLES.items()
    }
    return {
        "doc": number, "ch": measure.chapter, "no": measure.number, "title": measure.title,
        "dl": [_deadline(d) for d in measure.deadlines], **units,
        "groups": list(dict.fromkeys(m.surface for m in measure.mentions if m.group)),
        "open": measure.open, "line": measure.span.line, "source": source,
    }  # fmt: skip


def _deadline(d: Deadline) -> list[str]:
    days = {
        "by": [str(d.end)], "during": [str(d.start), str(d.end)], "recurring": [d.rule], "ongoing": [],
    }[d.kind]  # fmt: skip
    return [d.surface, d.kind, *days]
