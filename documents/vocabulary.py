"""The grammar tables: TOML beside the code, loaded once, with a fingerprint for caches."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources
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
    code = resources.files("documents")
    entries = (*code.iterdir(), *code.joinpath("formats").iterdir(), *_folder().iterdir())
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.name.endswith((".py", ".toml", ".csv")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:12]


def _folder() -> Any:
    return resources.files("documents").joinpath("grammar")
