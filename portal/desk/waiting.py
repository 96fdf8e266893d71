"""Uploaded files between being read and being taken: each upload has a folder of its own, where no run looks.

`waiting/TOKEN/` under the home of the warehouse holds the files under plain numbers, whatever they are called, and
`upload.json`, which says whose they are, what they are called and what was read of them.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.desk.reading_apart import read_apart
from warehouse.uploads import add_upload, remove_upload, safe_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER, RECORD = "waiting", "upload.json"
KEPT_SECONDS = 24 * 3600
"""What nobody took within a day is thrown away when the next one uploads."""
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as a browser sent it; the name is not trusted."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file of an upload: its safe name, what was read of it, and where it is known already ("" for nowhere)."""

    name: str
    sha256: str
    size: int
    known: str
    read: dict[str, Any] = field(default_factory=dict)

    @property
    def takes(self) -> bool:
        """Whether it can be taken: it was read, and nobody has it yet."""
        return not self.known and self.read.get("state") == "read"


@dataclass(frozen=True, slots=True)
class Upload:
    """The files that one person uploaded together."""

    token: str
    grant_id: str
    files: tuple[Waiting, ...]


def receive(home: Path, grant_id: str, sent: Sequence[Sent], held: Mapping[str, str]) -> Upload:
    """Keeps what was sent and reads it; `held` are the names of the sources that are known, by SHA-256.

    What is known already, or is sent twice, is not read again. Raises OSError where the folder cannot be written.
    """
    _forget_old(home)
    token = secrets.token_urlsafe(16)
    folder = home / FOLDER / token
    folder.mkdir(parents=True)
    seen = dict(held)
    files = []
    for position, one in enumerate(sent):
        name, digest = safe_name(one.name), sha256(one.content).hexdigest()
        files.append(Waiting(name, digest, len(one.content), seen.get(digest, "")))
        seen.setdefault(digest, name)
        _path(folder, position, name).write_bytes(one.content)
    new = [position for position, one in enumerate(files) if not one.known]
    read = dict(zip(new, read_apart([_path(folder, i, files[i].name) for i in new]), strict=True)) if new else {}
    whole = tuple(
        Waiting(one.name, one.sha256, one.size, one.known, read.get(position, {"state": "known"}))
        for position, one in enumerate(files)
    )
    upload = Upload(token, grant_id, whole)
    (folder / RECORD).write_text(json.dumps(asdict(upload)), encoding="utf8")
    return upload


def waiting(home: Path, token: str, grant_id: str) -> Upload | None:
    """An upload that its owner may still take or throw away; None where there is none."""
    if not TOKEN.fullmatch(token):
        return None
    try:
        record = json.loads((home / FOLDER / token / RECORD).read_text(encoding="utf8"))
    except FileNotFoundError:
        return None
    if record["grant_id"] != grant_id:
        return None
    return Upload(token, grant_id, tuple(Waiting(**one) for one in record["files"]))


def take(home: Path, upload: Upload, chosen: Sequence[int], replaced: Sequence[Path]) -> list[Path]:
    """Puts the chosen files (places in `upload.files`) where the next run reads them: all of them, or none.

    `replaced` are uploaded files that these take the place of. Raises OSError where the folder cannot be written.
    """
    folder, taken = home / FOLDER / upload.token, list[Path]()
    before = set((home / "uploads").glob("*"))
    try:
        for position in chosen:
            one = upload.files[position]
            taken.append(add_upload(home, one.name, _path(folder, position, one.name).read_bytes()))
    except BaseException:
        for path in set(taken) - before:
            remove_upload(home, path)
        raise
    for path in replaced:
        if path not in taken:
            remove_upload(home, path)
    throw_away(home, upload)
    return taken


def throw_away(home: Path, upload: Upload) -> None:
    """Forgets an upload with its files."""
    shutil.rmtree(home / FOLDER / upload.token, ignore_errors=True)


def _path(folder: Path, position: int, name: str) -> Path:
    suffix = Path(name).suffix
    return folder / f"{position}{suffix if suffix[1:].isalnum() else ''}"


def _forget_old(home: Path) -> None:
    with suppress(FileNotFoundError):
        for folder in (home / FOLDER).iterdir():
            if folder.stat().st_mtime < time.time() - KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
