"""The nouns of the registry: a unit, a local addition, a place's senses of a name."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

Grade = Literal["exact", "variant", "former"]
UnitKind = Literal["institution", "government", "town", "section", "collective", "open_collective"]
Standing = Literal["attested", "presumed"]


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry of the registry, a row of the table `units`; see warehouse/sql/schema.sql."""

    unit_id: str
    name: str
    aliases: tuple[str, ...]
    jurisdiction: str
    kind: UnitKind
    standing: Standing
    parent_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None

    def row(self) -> dict[str, Any]:
        """The unit as a row of the table `units`: a value for each column."""
        return asdict(self) | {"aliases": list(self.aliases)}


@dataclass(frozen=True, slots=True)
class LocalEntry:
    """A row of the file of local additions.

    `kind` is one of `local.KINDS`; `parent` and `successor` are names or codes, "" for none.
    """

    name: str
    kind: str
    code: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name means in a place: a unit's id, how well the name is its own, and the last year of a former name."""

    unit_id: str
    grade: Grade
    last_year: int = 0
