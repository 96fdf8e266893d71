"""The tables of checks, `tables/*.toml`, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

FILES = ("sources", "deadlines", "targets", "units", "structure")

Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what must hold of a column of a view, how severely, and what a steward reads where it does not.

    While a finding of one that `holds_publication` is open, nothing is published.
    """

    id: str
    title: str
    severity: Severity
    view: str
    column: str
    expectation: str
    arguments: Mapping[str, Any]
    message: str
    explanation: str
    advice: str
    holds_publication: bool = False


@cache
def checks() -> tuple[Check, ...]:
    """All checks, in the order of the files. Raises TypeError where a row lacks a key or has one too many."""
    folder = resources.files("expectations").joinpath("tables")
    texts = (folder.joinpath(f"{name}.toml").read_text(encoding="utf8") for name in FILES)
    return tuple(Check(**row) for text in texts for row in tomllib.loads(text)["check"])


def views() -> tuple[str, ...]:
    """The names of the check views that the checks look at, each once."""
    return tuple(dict.fromkeys(check.view for check in checks()))
