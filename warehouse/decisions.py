"""What people decided: the kinds of decision there are, and the decisions that hold. `deciding` adds to them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import duckdb
import polars as pl

from documents.errors import ShixianError
from warehouse.connection import frame


class DecisionError(ShixianError):
    """A decision that cannot be taken; the message says why and what to do, in Chinese."""


class StaleDecisionError(DecisionError):
    """Somebody else decided about the same thing meanwhile; the message says who and when."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of decisions.toml: what can be decided, and what such a decision must say."""

    id: str
    title: str
    needs: tuple[str, ...]
    details: tuple[str, ...]
    reason: bool = False
    rereads: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: of which kind, about what, with which details (the keys of its kind), why, and until which day."""

    kind: str
    finding_id: str | None = None
    document_id: str | None = None
    measure_id: str | None = None
    deadline_id: str | None = None
    unit_id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    until: date | None = None


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of decision by their ids, in the order of the file."""
    text = resources.files("warehouse").joinpath("decisions.toml").read_text(encoding="utf8")
    return {
        name: Kind(name, row["title"], tuple(row["needs"]), tuple(row["details"]), row.get("reason", False),
                   row.get("rereads", False))
        for name, row in tomllib.loads(text).items()
    }  # fmt: skip


def effective(connection: duckdb.DuckDBPyConnection, *of: str) -> pl.DataFrame:
    """The decisions that hold, of the kinds named (all where none is), oldest first: columns of table `decisions`."""
    return frame(connection, "effective_decisions", {"kinds": list(of or kinds())})


def details(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of table `decisions` says besides its columns."""
    found: dict[str, Any] = json.loads(row["details"] or "{}")
    return found
