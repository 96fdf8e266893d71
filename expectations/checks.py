"""The table of checks, `checks.toml`, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

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
    """All checks, in the order of the file. Raises TypeError where a row lacks a key or has one too many."""
    text = resources.files("expectations").joinpath("checks.toml").read_text(encoding="utf8")
    return tuple(Check(**row) for row in tomllib.loads(text)["check"])


def views() -> tuple[str, ...]:
    """The names of the check views that the checks look at, each once."""
    return tuple(dict.fromkeys(check.view for check in checks()))
