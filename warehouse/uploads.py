"""Documents that stewards uploaded: a folder under home that every run reads besides the paths it is given.

What was uploaded is shown first (documents.read.reading_or_reason reads it without loading) and comes here when it is confirmed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from pathvalidate import sanitize_filename

from warehouse.originals import keep, write_aside

FOLDER = "uploads"
# A name may have 255 bytes on the file systems in use, a Chinese character three; some are left for " (12)" and the suffix.
LONGEST_STEM, LONGEST_SUFFIX = 180, 20
NAMELESS = "上传文件"
# What begins a name that no search of a folder reads: hidden files, and the locks of Office programs.
PASSED_OVER = re.compile(r"^[.~$\s]+")


def uploads_folder(home: Path) -> Path:
    """Where uploaded documents lie; it need not exist."""
    return home / FOLDER


def add_upload(home: Path, name: str, content: bytes) -> Path:
    """Puts a document that was uploaded and confirmed where the next run reads it, whole or not at all; returns its path.

    `name` is what a browser sent and is not trusted. A name that is taken gets a file of its own (方案 (2).docx), unless the
    content is the same. The bytes are kept among the originals too. Raises OSError where the folder cannot be written.
    """
    keep(home, content)
    folder = uploads_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    for path in _names(folder, safe_name(name)):
        with _claimed(path) as ours:
            if ours and not path.exists():
                write_aside(path, content)
                return path
            if ours and path.is_file() and path.read_bytes() == content:
                return path
    raise AssertionError("names never end")


def remove_upload(home: Path, path: Path) -> bool:
    """Takes an uploaded file out of the folder; whether there was one. Its bytes stay among the originals.

    What it held stays too: a file that vanished withdraws nothing. Another file that shows the same document takes over.
    """
    folder = uploads_folder(home).resolve()
    if path.resolve().parent != folder or not path.is_file():
        return False
    path.unlink()
    return True


def safe_name(name: str) -> str:
    """A file name, with its suffix, made of what a browser sent as one: no path, nothing hidden, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", _encodable(name)))[-1].strip(" .")
    stem, dot, suffix = last.rpartition(".")
    if not dot or not re.fullmatch("[A-Za-z0-9]+", suffix) or len(suffix) > LONGEST_SUFFIX:
        stem, dot, suffix = last, "", ""
    clean = PASSED_OVER.sub("", sanitize_filename(_shortened(stem, LONGEST_STEM), platform="universal")).strip(" .")
    named = sanitize_filename(f"{clean or NAMELESS}{dot}{suffix}", platform="universal")
    return str(named)


def _encodable(name: str) -> str:
    return name.encode("utf8", "ignore").decode()


def _shortened(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf8", "ignore")


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in count(2):
        yield folder / f"{stem} ({number}){suffix}"


@contextmanager
def _claimed(path: Path) -> Iterator[bool]:
    """Whether a name is ours within the block: two who upload at once get two files, and no run sees half of one."""
    claim = path.with_name(f".{path.name}.claimed")
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        yield False
        return
    try:
        yield True
    finally:
        claim.unlink(missing_ok=True)
