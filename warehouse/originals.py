"""The bytes of every source, kept by their SHA-256, so that one that was edited or vanished can still be shown and read.

They lie under the home folder in `originals/ab/abcd…`: the first two digits of the digest, then the whole of it. Two sources
with the same content share one file. Nothing here ever removes one.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from contextlib import suppress
from pathlib import Path

FOLDER = "originals"
DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(home: Path, content: bytes) -> str:
    """Keeps the bytes of a source under `home`, whole or not at all, and returns their SHA-256 in hexadecimal.

    Raises OSError where the folder cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(home, digest)
    if not (path.exists() and path.stat().st_size == len(content)):
        write_aside(path, content)
    return digest


def original(home: Path, sha256: str) -> bytes | None:
    """The bytes kept under a digest; None where there are none, or where they are damaged and no longer those."""
    if not DIGEST.fullmatch(sha256):
        return None
    try:
        content = _path(home, sha256).read_bytes()
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def write_aside(path: Path, content: bytes) -> None:
    """Makes `content` the file `path` in one step: written beside it under a hidden name of its own, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".writing-{uuid.uuid4().hex}")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def _path(home: Path, digest: str) -> Path:
    return home / FOLDER / digest[:2] / digest
