"""Finding the sources and reading them: the edge where files become readings. Nothing here needs Prefect."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from documents.model import Reading
from documents.read import READER_VERSION, reading_or_reason
from flows.errors import WrongUsageError
from flows.settings import Settings
from warehouse.causes import cause
from warehouse.connection import WarehouseError
from warehouse.holding import Held
from warehouse.loading import SourceReading
from warehouse.originals import FOLDER, keep, original
from warehouse.registry import LocalEntry
from warehouse.uploads import uploads_folder


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A file that is to be read: its path as given, the SHA-256 of its content and its size in bytes.

    `reason` is a Chinese sentence where there is no such file or it cannot be opened; the digest is then empty.
    """

    path: str
    sha256: str
    size: int
    reason: str = ""


def places(paths: Sequence[str] | None, settings: Settings) -> tuple[str, ...]:
    """The paths that a run reads: those given, else the settings', and the folder of uploads where there is one.

    Nobody who only uploads needs the folder that the settings name by default.
    """
    named = tuple(paths or settings.sources)
    uploads = uploads_folder(settings.home)
    if not uploads.is_dir():
        return named
    unwanted = not paths and "sources" not in settings.model_fields_set and not any(map(os.path.exists, named))
    return (str(uploads),) if unwanted else (*named, str(uploads))


def find(paths: Iterable[str], home: Path | None = None) -> list[FoundSource]:
    """The files named, and those in the folders named at any depth, hidden ones apart, in the order of their paths.

    Where `home` is given each one's bytes are kept there. Raises WrongUsageError for a path of no letters, which the system
    would take for the working folder, WarehouseError where the bytes cannot be kept.
    """
    return [_fingerprint(name, home) for name in sorted({name for path in paths for name in _files(path)})]


def _files(path: str) -> Iterator[str]:
    if not path:
        raise WrongUsageError("有一个文件或文件夹的路径是空的，请写明要读哪里。")
    folder = Path(path)
    yield from _inside(folder) if folder.is_dir() else (path,)


def _inside(folder: Path) -> Iterator[str]:
    """What lies in a folder, links followed; a folder is entered once, under its own name before that of a link to it.

    Whatever is neither a file nor a folder is named too, as are folders that cannot be opened and links back up.
    """
    top = folder.resolve()
    waiting, links, entered = [folder], deque[Path](), set[Path]()
    while waiting or links:
        place = waiting.pop() if waiting else links.popleft()
        real = place.resolve()
        if real in entered:
            continue
        entered.add(real)
        try:
            names = sorted(os.listdir(place))  # noqa: PTH208 - names alone: what each is, is asked below
        except OSError:
            yield str(place)
            continue
        # Office programs leave a ~$ file beside each document that is open.
        for inner in (place / name for name in names if not name.startswith((".", "~$"))):
            if not _is_folder(inner) or _leads_up(inner, top):
                yield str(inner)
            else:
                (links if inner.is_symlink() else waiting).append(inner)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # the folder around it lets itself be listed, but not entered
        return False


def _leads_up(path: Path, top: Path) -> bool:
    """Whether a link leads to a folder that holds all that is being searched: following it would search the disk."""
    return path.is_symlink() and path.resolve() in (top, *top.parents)


def _fingerprint(name: str, home: Path | None) -> FoundSource:
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode("utf8", "replace").decode()
        return FoundSource(shown, "", 0, f"文件名 {shown} 的编码不对，无法使用。请给文件改名后再试。")
    path = Path(name)
    if _is_folder(path):
        why = (
            "是指向上级文件夹的链接，没有跟进。请删除它"
            if path.is_symlink()
            else "打不开，其中的文件没有读。请检查权限"
        )
        return FoundSource(name, "", 0, f"文件夹 {name} {why}。")
    try:
        if path.exists() and not path.is_file():
            return FoundSource(name, "", 0, f"{name} 不是普通文件，无法读取。请换成文件或文件夹。")
        content = path.read_bytes()
    except FileNotFoundError:
        return FoundSource(name, "", 0, f"没有这个文件或文件夹：{name}。请检查路径是否写对。")
    except OSError as error:
        return FoundSource(name, "", 0, f"打不开文件 {name}：{cause(error)}。")
    digest = _kept_as(content, home) if home else hashlib.sha256(content).hexdigest()
    return FoundSource(name, digest, len(content))


def _kept_as(content: bytes, home: Path) -> str:
    try:
        return keep(home, content)
    except OSError as error:
        told = f"来源文件的原件存不进 {home / FOLDER}：{cause(error)}。请检查该目录是否可写、磁盘是否已满。"
        raise WarehouseError(told) from error


def reader_of(local: Sequence[LocalEntry]) -> str:
    """The reader with what decides whose documents it reads: its version and the divisions that the local file adds."""
    divisions = repr([entry for entry in local if entry.kind == "区划"])
    return f"{READER_VERSION}-{hashlib.sha256(divisions.encode()).hexdigest()[:8]}"


def changed(found: Sequence[FoundSource], held: Mapping[str, Held], reader: str) -> list[FoundSource]:
    """Those of `found` that the warehouse has not read with this content by `reader`; `held` is holding.held_sources'."""
    return [source for source in found if not _is_read(held.get(source.path), source.sha256, reader)]


def _is_read(held: Held | None, sha256: str, reader: str) -> bool:
    return held is not None and (held.state, held.sha256, held.reader) == ("read", sha256, reader)


def vanished(found: Sequence[FoundSource], held: Mapping[str, Held], reader: str, home: Path) -> list[FoundSource]:
    """Sources that are not there any more, or not as they were last read, and must be read again from what is kept of them.

    A file that vanished is no withdrawal: what people decide about its documents takes effect all the same.
    """
    there = {source.path for source in found}
    again = [one for path, one in held.items() if path not in there and one.read_sha256 and one.reader != reader]
    return [one for held_one in again if (one := _kept(held_one, home))]


def _kept(held: Held, home: Path) -> FoundSource | None:
    """A source as it was last read; None where nothing was decided that waits for it, and its bytes are not kept."""
    if original(home, held.read_sha256) is not None:
        return FoundSource(held.path, held.read_sha256, held.size)
    if not held.decided:
        return None
    return FoundSource(
        held.path, held.sha256, held.size, f"{held.path} 已不在原处，也没有保存过原件，更正无法生效。请把文件放回。"
    )


def read(source: FoundSource, issued: date | None = None, home: Path | None = None) -> SourceReading:
    """What the reader makes of a source; one that it cannot read comes back with the reason, never as an error.

    Raises OSError where the file cannot be opened any more: that may pass, and is worth another try.
    """
    return as_read(source, *interpret(source, issued, home))


def interpret(source: FoundSource, issued: date | None = None, home: Path | None = None) -> tuple[Reading | None, str]:
    """The reading of a source's content, or None and the reason in Chinese. It says nothing of where the file lies.

    What was kept of it under `home` is read, the file itself where nothing was. Raises OSError where that cannot be opened.
    """
    if source.reason:
        return None, source.reason
    path = Path(source.path)
    content = original(home, source.sha256) if home else None
    return reading_or_reason(f"来源{path.suffix}", path.read_bytes() if content is None else content, issued)


def as_last_read(unread: SourceReading, held: Held | None, reader: str, home: Path) -> SourceReading:
    """A source that cannot be read as it is now, with what it last held where that must be read again, else as it came."""
    again = unread.reading is None and held is not None and held.read_sha256 and held.reader != reader
    if not again or held is None or original(home, held.read_sha256) is None:
        return unread
    reading, _ = interpret(FoundSource(held.path, held.read_sha256, held.size), home=home)
    return replace(unread, reading=reading, read_sha256=held.read_sha256)


def as_read(source: FoundSource, reading: Reading | None, reason: str) -> SourceReading:
    """A source with what was made of its content; the reason names the file."""
    told = f"{source.path}：{reason}" if reason and not source.reason else reason
    return SourceReading(source.path, Path(source.path).name, source.sha256, source.size, reading, told)
