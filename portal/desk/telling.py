"""What a decision says besides its columns, in the reader's words: words.toml names its keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from portal.desk.words import words
from summaries.wording import word


def told_details(details: str | None) -> list[tuple[str, str]]:
    """Label and value of each detail of a decision that says something to a reader; ids say nothing."""
    said: Mapping[str, Any] = json.loads(details or "{}")
    entry = said.get("entry")
    if isinstance(entry, Mapping):
        return [(str(name), str(value)) for name, value in entry.items() if value]
    labels = words("detail")
    return [(labels[name], _value(name, value)) for name, value in said.items() if name in labels and value]


def _value(name: str, value: object) -> str:
    if isinstance(value, Mapping):
        return f"“{' '.join(str(value.get('exact', '')).split())}”"
    if name == "role":
        return word("role", str(value))
    return str(value)
