"""The registry itself: the units of the places met in documents, and the frames that the warehouse stores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from warehouse.registry import jurisdictions
from warehouse.registry.jurisdictions import Jurisdiction
from warehouse.registry.units import Sense, Unit

UNIT_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "unit_id": pl.String,
    "name": pl.String,
    "aliases": pl.List(pl.String),
    "jurisdiction": pl.String,
    "kind": pl.String,
    "standing": pl.String,
    "parent_id": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "successor_id": pl.String,
}


def unit_frame(units: Sequence[Unit]) -> pl.DataFrame:
    """Units as a frame with the columns of the table `units`."""
    columns = {name: [getattr(unit, name) for unit in units] for name in UNIT_COLUMNS if name != "aliases"}
    return pl.DataFrame(
        columns | {"aliases": [list(unit.aliases) for unit in units]}, schema_overrides=UNIT_COLUMNS
    ).select(*UNIT_COLUMNS)


@dataclass(frozen=True, eq=False)
class Registry:
    """The units of the places met: `entries` by id, `places` by code, `collective_members` (ids) by the collective's id.

    `own` holds, by place, the names that belong to it alone (towns, zones, local units, names with the place inside);
    those that every place of a rank shares are `institutions.forms_by_name`. `place_names` gives the codes of the places
    that only local additions know, longest name first. Compared by identity; `memory` only keeps what was resolved.
    """

    places: Mapping[str, Jurisdiction]
    entries: Mapping[str, Unit]
    collective_members: Mapping[str, tuple[str, ...]]
    own: Mapping[str, Mapping[str, tuple[Sense, ...]]]
    place_names: Mapping[str, str]
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)

    def units(self) -> pl.DataFrame:
        """All units, with the columns of the table `units`."""
        return unit_frame(tuple(self.entries.values()))

    def members(self) -> pl.DataFrame:
        """The members of collectives, with the columns of the table `members`: collective_id, unit_id."""
        rows = [(whole, part) for whole, parts in self.collective_members.items() for part in parts]
        return pl.DataFrame(rows, schema={"collective_id": pl.String, "unit_id": pl.String}, orient="row")

    def local_place(self, text: str) -> tuple[Jurisdiction | None, int]:
        """The place known from local additions that a text begins with, and where its name ends; (None, 0) without one."""
        for name, code in self.place_names.items():
            if text.startswith(name):
                return self.places[code], len(name)
        return None, 0

    def chain(self, code: str) -> tuple[Jurisdiction, ...]:
        """A place of the registry (or of the country) and all above it; () where the code is unknown."""
        found: list[Jurisdiction] = []
        while code:
            place = self.places.get(code) or jurisdictions.divisions().get(code)
            if place is None:
                break
            found.append(place)
            code = place.parent
        return tuple(found)
