"""What a publication holds, beside it as manifest.json: for the next run to compare, and for a person to look at."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from calendars.errors import PublicationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """One feed file: whose, its name, the SHA-256 (hex) of its bytes, its number of events and their deadlines."""

    unit_id: str
    filename: str
    sha256: str
    events: int
    deadline_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`number` counts publications from 1; `extras` is file name → SHA-256 (hex)."""

    number: int
    as_of: date
    feeds: tuple[FeedRecord, ...]
    extras: Mapping[str, str] = field(default_factory=dict)

    @property
    def publication_id(self) -> str:
        """The name of the publication's folder, which sorts by number."""
        return f"{self.number:06d}-{self.as_of}"

    def same_content(self, other: Manifest) -> bool:
        """Whether two publications hold the same files."""
        return (self.feeds, dict(self.extras)) == (other.feeds, dict(other.extras))

    def of_units(self) -> dict[str, FeedRecord]:
        """The records by unit_id."""
        return {record.unit_id: record for record in self.feeds}


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a publication. Raises PublicationError where it is missing or broken."""
    try:
        table = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        records = (FeedRecord(**{**row, "deadline_ids": tuple(row["deadline_ids"])}) for row in table["feeds"])
        return Manifest(table["number"], date.fromisoformat(table["as_of"]), tuple(records), table["extras"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublicationError(
            f"现有发布 {folder} 的清单无法读取（{error}），未作任何改动；删除 current 链接后可重新发布"
        ) from error


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as a JSON file, one feed a line."""
    feeds = ",\n".join(json.dumps(asdict(record), ensure_ascii=False) for record in manifest.feeds)
    extras = json.dumps(dict(manifest.extras), ensure_ascii=False, sort_keys=True)
    head = f'{{"number": {manifest.number}, "as_of": "{manifest.as_of}", "extras": {extras}, "feeds": [\n'
    return f"{head}{feeds}\n]}}\n".encode()
