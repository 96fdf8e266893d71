"""Bytes and a suffix → which reader reads them: what a file is, whatever it is called (the table is grammar/formats.toml)."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from functools import cache
from pathlib import PurePath
from typing import Any

from documents.errors import (
    DamagedSource,
    EmptySource,
    EncryptedSource,
    ForeignFormat,
    UnreadableSource,
    UnsupportedFormat,
)
from documents.text.decode import decode
from documents.vocabulary import table

ZIP = b"PK\x03\x04"
# [MS-CFB] 2.2: the header of a compound file, in which Office kept everything before 2007 and keeps encrypted files today.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What zipfile raises for an archive whose directory or parts are mangled, encrypted or packed in a way it does not know.
BROKEN = (
    KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
ENCRYPTED_STREAM = "EncryptedPackage"
# The mark of a PDF may stand anywhere in the first kilobyte (ISO 32000-1, Annex H, note 13).
PDF_MARK_WITHIN = 1024
BINARY = ("word", "workbook", "old_workbook", "pdf")
# What Office calls its own may be a fragment of a web page that some system exported under that name.
FRAGMENT = re.compile(r"\s*<(?:html|head|meta|body|style|table|div|p|font|span)\b", re.IGNORECASE)
PROLOGUE = re.compile(r"(?:\s|<\?xml[^>]{0,200}>|<!--[^>]{0,2000}-->)*")


def suffixes() -> tuple[str, ...]:
    """The suffixes of the formats that are read, for messages."""
    return tuple(suffix for row in table("formats")["format"] for suffix in row["suffixes"] if suffix)


def reader_for(name: str, content: bytes) -> str:
    """The row of READERS that reads a file: by its content, else by its suffix.

    Raises ForeignFormat, EncryptedSource, DamagedSource or UnsupportedFormat where none does, EmptySource where nothing is
    in it.
    """
    if not content.strip():
        raise EmptySource(name)
    suffix = PurePath(name).suffix.lower()
    if shown := _by_content(name, content, suffix):
        return _reader(name, shown)
    row = _by_suffix(suffix)
    if row is None:
        raise UnsupportedFormat(name, suffix, suffixes())
    if row.get("reader") in BINARY or "found" in row:
        return _under_false_name(name, content, row)
    return _reader(name, row)


def _reader(name: str, row: dict[str, Any]) -> str:
    if "found" in row:
        raise ForeignFormat(name, row["found"], row["remedy"])
    return str(row["reader"])


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return (*table("formats")["format"], *table("formats")["foreign"])


def _by_suffix(suffix: str) -> dict[str, Any] | None:
    return next((row for row in _rows() if suffix in row.get("suffixes", ())), None)


def _by_content(name: str, content: bytes, suffix: str) -> dict[str, Any] | None:
    """The format that the bytes show, or None: text says nothing of itself."""
    if content.startswith(ZIP):
        return _in_archive(name, content, suffix)
    if content.startswith(COMPOUND):
        return _in_compound(name, content)
    for row in _rows():
        mark = bytes.fromhex(row.get("begins", ""))
        within = content[:PDF_MARK_WITHIN] if row.get("reader") == "pdf" else content[: len(mark)]
        if mark and mark in within:
            return row
    head = _head(content)
    head = head[PROLOGUE.match(head).end() :] if PROLOGUE.match(head) else head  # type: ignore[union-attr]
    return next((row for row in _rows() if "opens" in row and re.match(row["opens"], head, re.IGNORECASE)), None)


def _head(content: bytes) -> str:
    """The beginning of a text, for its marks alone: ASCII of any encoding, UTF-16 too."""
    return content[:8000].replace(b"\x00", b"").decode("ascii", "ignore").lstrip("\ufeff")


def _in_archive(name: str, content: bytes, suffix: str) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.namelist()
    except BROKEN as error:
        row = _by_suffix(suffix)
        raise DamagedSource(name, row["called"] if row and row.get("reader") in BINARY else "压缩包") from error
    told = ((row, re.compile(row["member"])) for row in _rows() if "member" in row)
    return next((row for row, member in told if any(map(member.fullmatch, members))), _rows()[-1])


def _in_compound(name: str, content: bytes) -> dict[str, Any]:
    """What the directory of a compound file names: its entries are in UTF-16 ([MS-CFB] 2.6.1)."""
    if ENCRYPTED_STREAM.encode("utf-16-le") in content:
        raise EncryptedSource(name)
    for row in _rows():
        if any((stream + "\0").encode("utf-16-le") in content for stream in row.get("stream", ())):
            return row
    raise DamagedSource(name, "Office 文件")


def _under_false_name(name: str, content: bytes, row: dict[str, Any]) -> str:
    """The reader of a file that is not what its suffix says: a web page or plain text, or nothing whole."""
    if FRAGMENT.match(_head(content)):
        return "html"
    try:
        decode(name, content)
    except UnreadableSource as error:
        if "called" in row:
            raise DamagedSource(name, row["called"]) from error
        return _reader(name, row)
    return "text"
