"""Units' names → names of files: the full Chinese name, safe on every system, each once."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pathvalidate import sanitize_filename

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 180  # bytes of the name; file systems end at 255, and an id and .ics may follow


def feed_filenames(names: Mapping[str, str]) -> dict[str, str]:
    """unit_id → file name for unit_id → unit name. Units of the same name all carry their id in brackets."""
    plain = {unit_id: safe(name) or safe(unit_id) for unit_id, name in names.items()}
    claimed = Counter(alike(name) for name in plain.values())
    return {
        unit_id: f"{name}.ics" if claimed[alike(name)] == 1 else f"{name}（{safe(unit_id)}）.ics"
        for unit_id, name in plain.items()
    }


def safe(name: str) -> str:
    """`name` without what a path, a reserved name or an invisible letter could be made of; at most LONGEST bytes."""
    visible = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    kept = sanitize_filename(unicodedata.normalize("NFC", visible), replacement_text="_", platform="universal")
    return kept.encode()[:LONGEST].decode(errors="ignore").strip(" .")


def alike(name: str) -> str:
    """What two names share that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()
