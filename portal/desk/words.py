"""What the desk calls things: words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(kind: str) -> dict[str, str]:
    """The table `[kind]` of words.toml, in its order."""
    table: dict[str, dict[str, str]] = tomllib.loads(files("portal.desk").joinpath("words.toml").read_text("utf-8"))
    return table[kind]
