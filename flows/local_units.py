"""Which local list of units a run goes by: the one that is named, else the one that the warehouse was last made with.

Without it the units that only it knows would lose their feeds, and its divisions their documents. So a forgotten setting
changes nothing: the list is used again and that is said; where it is gone the run is held. Only `no_units` gives it up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.errors import LocalUnitsError
from flows.replacing import replace
from flows.settings import Settings
from warehouse.registry import LocalEntry, LocalFileError, compile_registry, read_local

MEMORY = "local_units.json"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entries that a run goes by, and a Chinese sentence where they are not simply what the settings name, else ""."""

    entries: tuple[LocalEntry, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class _Used:
    """The list used last: where it lies, the SHA-256 of its content, and how many of its entries get feeds of their own."""

    path: str
    sha256: str
    units: int


def choose(settings: Settings) -> Chosen:
    """The local units for a run, which are remembered beside the warehouse for the next one.

    Raises LocalFileError for a list that is named and cannot be used, LocalUnitsError where the one used last is gone.
    """
    memory = settings.warehouse / MEMORY
    if settings.no_units:
        return _given_up(memory)
    if settings.units is None:
        used = _recall(memory)
        return _again(used, memory) if used else Chosen((), "")
    path = settings.units.absolute()
    entries = _usable(settings.units)
    before = _recall(memory, strict=False)
    _remember(memory, path, entries)
    other = before is not None and before.path != str(path)
    return Chosen(entries, f"本地单位名录由 {before.path} 改为 {path}。" if before and other else "")


def _usable(path: Path) -> tuple[LocalEntry, ...]:
    """The entries of a list that the registry can be made with. Raises LocalFileError."""
    entries = read_local(path)
    compile_registry((), entries)
    return entries


def _again(used: _Used, memory: Path) -> Chosen:
    path = Path(used.path)
    try:
        entries = _usable(path)
    except LocalFileError as error:
        raise LocalUnitsError(
            f"没有指明本地单位名录，上次用的又不能用：{error}少了它，其中 {used.units} 个单位的日历会消失，所以没有运行，"
            "上一次发布的结果保持不变。请用 --units 指明名录；确实不再使用的，请加 --no-units。"
        ) from error
    edited = "（内容已有改动）" if _digest(path) != used.sha256 else ""
    _remember(memory, path, entries)
    return Chosen(entries, f"没有指明本地单位名录，沿用上次的 {path}{edited}。")


def _given_up(memory: Path) -> Chosen:
    used = _recall(memory, strict=False)
    memory.unlink(missing_ok=True)
    return Chosen(
        (), f"不再使用本地单位名录 {used.path}，其中的 {used.units} 个单位今后没有自己的日历。" if used else ""
    )


def _recall(memory: Path, *, strict: bool = True) -> _Used | None:
    """What was used last; None where nothing was, or, unless `strict`, where nobody can tell."""
    try:
        return _Used(**json.loads(memory.read_text(encoding="utf8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        if strict:
            raise LocalUnitsError(
                f"{memory} 读不出来，不知道上次用的是哪个本地单位名录。请用 --units 指明；从未用过的，请加 --no-units。"
            ) from error
        return None


def _remember(memory: Path, path: Path, entries: Sequence[LocalEntry]) -> None:
    units = sum(entry.kind not in ("区划", "集合", "开放集合") for entry in entries)
    used = _Used(str(path), _digest(path), units)
    if _recall(memory, strict=False) != used:
        replace(memory, json.dumps(asdict(used)))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
