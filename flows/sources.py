"""Finding the sources and reading them: the edge where files become readings. Nothing here needs Prefect."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.errors import UnreadableSource
from documents.model import Reading
from documents.read import READER_VERSION, read_source
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
    """The files named, and those in the folders named at any depth, hidden ones apart, in the order of their paths."""
    return [_fingerprint(name) for name in sorted({name for path in paths for name in _files(path)})]


def _files(path: str) -> Iterator[str]:
    folder = Path(path)
    if not folder.is_dir():
        yield path
        return
    for file in folder.rglob("*"):
        inside = file.relative_to(folder).parts
        # Office programs leave a ~$ file beside each document that is open. A link that leads nowhere is a source lost.
        hidden = any(part.startswith((".", "~$")) for part in inside)
        if not hidden and (file.is_file() or not file.exists()):
            yield str(file)


def _fingerprint(name: str) -> FoundSource:
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode("utf8", "replace").decode()
        return FoundSource(shown, "", 0, f"文件名 {shown} 的编码不对，无法使用。请给文件改名后再试。")
    if Path(name).exists() and not Path(name).is_file():
        return FoundSource(name, "", 0, f"{name} 不是普通文件，无法读取。请换成文件或文件夹。")
    try:
        content = Path(name).read_bytes()
    except FileNotFoundError:
        return FoundSource(name, "", 0, f"没有这个文件或文件夹：{name}。请检查路径是否写对。")
    except OSError as error:
        return FoundSource(name, "", 0, f"打不开文件 {name}：{error.strerror}。请检查读取权限。")
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
