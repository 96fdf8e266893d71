"""Office files are archives of XML parts: opening them within limits, and parsing a part without following what it names."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import NoReturn

from lxml import etree

from documents.errors import DamagedSource, OversizedSource
from documents.formats.recognize import BROKEN

# In bytes: no more is unpacked of one part and of all together, and no larger part is made a tree of (a page of Word takes
# some 20 kB). Sheets are larger, where somebody gave a border to each of a million rows.
LARGEST_PART, LARGEST, LARGEST_TREE = 250 * 2**20, 400 * 2**20, 100 * 2**20
# ISO/IEC 29500 Strict names its parts by other addresses than the Transitional files that Word writes by default.
STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another one refers to: by which id, of what kind (the last word of its type), and its path."""

    id: str
    kind: str
    path: str


class Archive:
    """The parts of an Office file. `name` and `what` (Word 文件) are for messages."""

    def __init__(self, name: str, content: bytes, what: str) -> None:
        self.name, self.what = name, what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN as error:
            raise DamagedSource(name, what) from error
        self.paths = frozenset(self._zip.namelist())
        self._unpacked = 0

    def read(self, path: str) -> bytes:
        """The bytes of a part. Raises DamagedSource where it is missing or broken, OversizedSource where it is too large."""
        try:
            size = self._zip.getinfo(path).file_size
            self._unpacked += size
            if size > LARGEST_PART or self._unpacked > LARGEST:
                self._refuse(LARGEST_PART if size > LARGEST_PART else LARGEST)
            content = self._zip.read(path)
        except BROKEN as error:
            raise DamagedSource(self.name, self.what) from error
        for strict, transitional in STRICT if b"purl.oclc.org/ooxml" in content[:20_000] else ():
            content = content.replace(strict, transitional)
        return content

    def _refuse(self, most: int) -> NoReturn:
        raise OversizedSource(self.name, f"文件展开后超过 {most // 2**20} MB 的上限")

    def tree(self, path: str) -> etree._Element:
        """A part as a tree of XML; entities are not resolved and nothing is fetched."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        content = self.read(path)
        if len(content) > LARGEST_TREE:
            self._refuse(LARGEST_TREE)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise DamagedSource(self.name, self.what) from error

    def related(self, path: str) -> list[Related]:
        """What a part refers to within the archive; of `path` "" what the file itself does."""
        folder, file = posixpath.split(path)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self.paths:
            return []
        found = []
        for one in self.tree(relations):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            kind = one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") != "External" and target in self.paths:
                found.append(Related(one.get("Id", ""), kind, target))
        return found

    def first(self, path: str, kind: str) -> str | None:
        """The path of the first part of a kind that a part refers to, or None."""
        return next((one.path for one in self.related(path) if one.kind == kind), None)
