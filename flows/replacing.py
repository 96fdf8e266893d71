"""Putting a text in place of a file in one step, so that nobody ever reads half of it."""

from __future__ import annotations

from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Makes `text` the content of the file `path`, in UTF-8, in its folder, which is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.writing")
    try:
        aside.write_text(text, encoding="utf8")
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
