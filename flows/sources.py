"""Finding the sources and reading them: the edge where files become readings. Nothing here needs Prefect."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.errors import UnreadableSource
from documents.model import Reading
from documents.read import READER_VERSION, read_source
from flows.errors import WrongUsageError
from warehouse.causes import cause
from warehouse.loading import SourceReading
from warehouse.registry import LocalEntry


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A file that is to be read: its path as given, the SHA-256 of its content and its size in bytes.

    `reason` is a Chinese sentence where there is no such file or it cannot be opened; the digest is then empty.
    """

    path: str
    sha256: str
    size: int
    reason: str = ""


def find(paths: Iterable[str]) -> list[FoundSource]:
    """The files named, and those in the folders named at any depth, hidden ones apart, in the order of their paths.

    Raises WrongUsageError for a path of no letters, which the system would take for the working folder.
    """
    return [_fingerprint(name) for name in sorted({name for path in paths for name in _files(path)})]


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


def _fingerprint(name: str) -> FoundSource:
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
    return FoundSource(name, hashlib.sha256(content).hexdigest(), len(content))


def reader_of(local: Sequence[LocalEntry]) -> str:
    """The reader with what decides whose documents it reads: its version and the divisions that the local file adds."""
    divisions = repr([entry for entry in local if entry.kind == "区划"])
    return f"{READER_VERSION}-{hashlib.sha256(divisions.encode()).hexdigest()[:8]}"


def changed(found: Sequence[FoundSource], known: dict[str, tuple[str, str]], reader: str) -> list[FoundSource]:
    """Those of `found` that the warehouse has not read with this content by `reader`; `known` is loading.unchanged's."""
    return [source for source in found if known.get(source.path) != (source.sha256, reader)]


def read(source: FoundSource, issued: date | None = None) -> SourceReading:
    """What the reader makes of a source; one that it cannot read comes back with the reason, never as an error.

    Raises OSError where the file cannot be opened any more: that may pass, and is worth another try.
    """
    return as_read(source, *interpret(source, issued))


def interpret(source: FoundSource, issued: date | None = None) -> tuple[Reading | None, str]:
    """The reading of a source's content, or None and the reason in Chinese. It says nothing of where the file lies.

    Raises OSError where the file cannot be opened any more.
    """
    if source.reason:
        return None, source.reason
    path = Path(source.path)
    content = path.read_bytes()
    try:
        return read_source(f"来源{path.suffix}", content, issued), ""
    except UnreadableSource as error:
        return None, error.reason
    except Exception as error:  # noqa: BLE001 - whatever one text does to the reader, the other sources go out
        return None, f"读取时出错（{type(error).__name__}），这是程序的缺陷，请把这个文件交给运维人员。"


def as_read(source: FoundSource, reading: Reading | None, reason: str) -> SourceReading:
    """A source with what was made of its content; the reason names the file."""
    told = f"{source.path}：{reason}" if reason and not source.reason else reason
    return SourceReading(source.path, Path(source.path).name, source.sha256, source.size, reading, told)
