"""What the warehouse holds of each source, so that a run reads only what is new, edited or decided about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse.amending import amending_kinds
from warehouse.connection import frame


@dataclass(frozen=True, slots=True)
class Held:
    """A source as it was last seen.

    `sha256` and `reader` are of the last attempt, `read_sha256` of the content that was last read ("" for none), `size` in
    bytes. A `reader` of "" says that people decided about what it holds since.
    """

    source_id: str
    path: str
    sha256: str
    read_sha256: str
    size: int
    reader: str
    state: str
    first_seen: date | None = None

    @property
    def decided(self) -> bool:
        """Whether the source must be read again for nothing but what was decided."""
        return self.reader == ""


def held_sources(connection: duckdb.DuckDBPyConnection) -> dict[str, Held]:
    """All sources that the warehouse knows, by path."""
    rows = frame(connection, "held_sources").iter_rows(named=True)
    return {row["path"]: Held(**row) for row in rows}


def decided_on(connection: duckdb.DuckDBPyConnection, documents: Collection[str], as_of: date) -> Mapping[str, date]:
    """The days (Asia/Shanghai) of the last mend of each document, or of its being taken back; none after `as_of`."""
    if not documents:
        return {}
    parameters = {"documents": list(documents), "kinds": list(amending_kinds()), "as_of": as_of}
    return dict(frame(connection, "decided_on", parameters).iter_rows())
