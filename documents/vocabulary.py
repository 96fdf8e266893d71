"""The grammar tables: TOML beside the code, loaded once, with a fingerprint for caches."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

CN = "[一二三四五六七八九十百零〇]{1,5}"


@cache
def table(name: str) -> dict[str, Any]:
    """The grammar table `grammar/{name}.toml`."""
    return tomllib.loads(_folder().joinpath(f"{name}.toml").read_text("utf8"))


@cache
def fingerprint() -> str:
    """Twelve hexadecimal digits that change when the reader does: any of its grammar tables, or any of its code."""
    digest = hashlib.sha256()
    for path, entry in sorted(_files(resources.files("documents"), ""), key=lambda found: found[0]):
        if path.endswith((".py", ".toml", ".csv")):
            digest.update(path.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    """The files of a folder, at any depth, each with its path."""
    for entry in folder.iterdir():
        path = f"{above}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, path)
        else:
            yield path, entry


def _folder() -> Traversable:
    return resources.files("documents").joinpath("grammar")
