"""The reader's words for the warehouse's, from wording.toml and figures.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class UndatedSort:
    """A row of `[[undated]]`: which deadlines without a day it takes, and what is said of them."""

    id: str
    label: str
    kind: str
    rule: str
    definition: str

    def fits(self, kind: str, rule: str) -> bool:
        """Whether a deadline of `kind` with the RFC 5545 `rule` is of this sort."""
        return self.kind in ("", kind) and re.search(self.rule, rule) is not None


@dataclass(frozen=True, slots=True)
class FigureSort:
    """A row of figures.toml: a key figure before it has a value; `definition` holds the places to be filled."""

    id: str
    label: str
    measure: str
    tone: str
    headline: bool
    definition: str


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("summaries").joinpath(name).read_text(encoding="utf-8"))


def word(kind: str, value: str, unknown: str = "其他") -> str:
    """The Chinese for `value` in the table `[kind]` of wording.toml, `unknown` where the table does not know it."""
    return str(_table("wording.toml")[kind].get(value, unknown))


def known(kind: str) -> tuple[str, ...]:
    """The words that the table `[kind]` knows, in its order."""
    return tuple(_table("wording.toml")[kind])


def undated_sorts() -> tuple[UndatedSort, ...]:
    """The sorts of deadlines without a day, in the order in which they are tried and shown."""
    return tuple(UndatedSort(**row) for row in _table("wording.toml")["undated"])


def figure_sorts() -> tuple[FigureSort, ...]:
    """The key figures, in the order in which they are shown."""
    return tuple(FigureSort(**row) for row in _table("figures.toml")["figure"])
