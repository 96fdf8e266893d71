"""Word files (.docx, ISO/IEC 29500) → text: numbers that Word only draws, tables, text boxes, what revisions left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.errors import DamagedSource, NoTextLayer
from documents.formats.archive import Archive
from documents.formats.grid import Cell, lines_of
from documents.formats.rendering import Rendering, as_heading
from documents.formats.word_numbering import Numbering
from documents.formats.word_styles import Styles
from documents.formats.word_text import shown_of
from documents.formats.word_xml import R, W, on, value_of
from documents.text.decode import Decoded

WHAT = "Word 文件"
# Elements that only wrap what they hold: content controls, insertions, moves, custom XML.
REMOVED = frozenset((W + "del", W + "moveFrom", W + "sectPr", W + "tblPr", W + "tblGrid", W + "trPr", W + "tcPr"))
NOTE = {"footnotes": "footnote", "endnotes": "endnote"}


def read(name: str, content: bytes) -> Decoded:
    """The text of a Word file: the body, with what is printed once above it, and its notes at the end.

    Running heads and feet, comments, deleted and hidden text are left out. Raises DamagedSource, OversizedSource, and
    NoTextLayer where the pages are pictures.
    """
    archive = Archive(name, content, WHAT)
    main = archive.first("", "officeDocument") or "word/document.xml"
    body = archive.tree(main).find(W + "body")
    if body is None:
        raise DamagedSource(name, WHAT)
    reader = _Reader(archive, main)
    rendering = Rendering()
    rendering.extend(reader.first_head(body))
    rendering.extend(reader.lines(body))
    rendering.extend(reader.notes())
    if rendering.empty and reader.pictures:
        raise NoTextLayer(name, "文件里只有图片")
    if reader.drawings:
        rendering.notices.append(f"文中有 {reader.drawings} 个图表或图形（SmartArt），里面的文字没有读取，请对照原件。")
    return rendering.decoded("docx")


@dataclass
class _Reader:
    """The parts of one file, and what was met on the way through its body."""

    archive: Archive
    main: str
    pictures: int = 0
    drawings: int = 0
    in_cell: int = 0  # how many cells are open
    noted: dict[tuple[str, str], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        related = {one.kind: one.path for one in reversed(self.archive.related(self.main))}
        self.by_id = {one.id: one for one in self.archive.related(self.main)}
        self.parts = {kind: self.archive.tree(path) for kind in ("styles", "numbering", "footnotes", "endnotes")
                      if (path := related.get(kind))}  # fmt: skip
        self.styles = Styles(self.parts.get("styles"))
        self.numbering = Numbering(self.parts.get("numbering"), self.styles)

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of a body, cell, text box or note: its paragraphs and tables in order."""
        waiting = ""  # the text of paragraphs whose end was deleted: the next one goes on in their line
        for block in _blocks(parent):
            if block.tag == W + "tbl":
                yield from self._table(block)
            elif block.tag == W + "altChunk":
                yield from self._embedded(block)
            else:
                boxed, own = self._paragraph(block)
                yield from boxed
                own = [waiting + (own[0] if own else ""), *own[1:]]
                waiting = own.pop() if block.find(f"{W}pPr/{W}rPr/{W}del") is not None else ""
                yield from (line for line in own if line.strip())
        if waiting.strip():
            yield waiting

    def _paragraph(self, paragraph: etree._Element) -> tuple[list[str], list[str]]:
        """The lines of a paragraph's text boxes, and its own."""
        shown = shown_of(paragraph, self.styles)
        self.pictures += shown.pictures
        self.drawings += shown.drawings
        self.noted.update(dict.fromkeys(shown.notes))
        label = self.numbering.label(paragraph)
        boxed = [line for box in shown.boxes for line in self.lines(box)]
        text = shown.text.replace("\t", "……" if "\t" in shown.text and self.styles.dotted(paragraph) else " ")
        own = [line for line in text.split("\n") if line.strip()]
        if not own:  # a column of numbers is often nothing but automatic numbers
            return boxed, [label.strip()] if label and self.in_cell else []
        own[0] = label + own[0]
        if len(own) == 1 and not label and not self.in_cell and self.styles.is_heading(paragraph):
            own[0] = as_heading(own[0].strip())
        return boxed, own

    def _table(self, table: etree._Element) -> Iterator[str]:
        """A table's rows as lines; one of a single column only frames what stands in it."""
        rows = list(_rows(table))
        if all(len(elements) <= 1 for _, elements in rows):
            for cell in (cell for _, elements in rows for cell in elements):
                yield from self.lines(cell)
            return
        cells: list[Cell] = []
        merged: dict[int, int] = {}  # by column, the place in `cells` of what is merged downwards from there
        self.in_cell += 1
        for row, (properties, elements) in enumerate(rows):
            column = _number(value_of(properties, "gridBefore"), 0)
            for element in elements:
                own = element.find(W + "tcPr")
                columns = max(1, _number(value_of(own, "gridSpan"), 1))
                if _goes_on(own) and column in merged:
                    above = cells[merged[column]]
                    cells[merged[column]] = Cell(above.row, column, above.text, row - above.row + 1, above.columns)
                else:
                    text = "\n".join(line.replace("\t", " ") for line in self.lines(element))
                    cells.append(Cell(row, column, text, 1, columns))
                    merged[column] = len(cells) - 1
                column += columns
        self.in_cell -= 1
        yield from (line for _, line in lines_of(cells))

    def _embedded(self, chunk: etree._Element) -> Iterator[str]:
        """A part in another format that Word takes in when it opens the file (17.17.2.1): programs write pages so."""
        from documents.formats import html

        part = self.by_id.get(chunk.get(R + "id", ""))
        if part is None:
            return
        content = self.archive.read(part.path)
        if part.path.endswith((".html", ".htm", ".xhtml")):
            yield from html.read(self.archive.name, content).text.split("\n")
        elif part.path.endswith((".mht", ".mhtml")):
            yield from html.read_archive(self.archive.name, content).text.split("\n")
        elif part.path.endswith(".docx"):
            yield from read(self.archive.name, content).text.split("\n")

    def first_head(self, body: etree._Element) -> list[str]:
        """The head of the first page where it has one of its own: it is printed once, and may hold the letterhead."""
        section = next(body.iter(W + "sectPr"), None)
        if section is None or not on(section, "titlePg"):
            return []
        named = (
            h.get(R + "id", "") for h in section.iterchildren(W + "headerReference") if h.get(W + "type") == "first"
        )
        part = next((self.by_id[i] for i in named if i in self.by_id), None)
        return list(self.lines(self.archive.tree(part.path))) if part else []

    def notes(self) -> Iterator[str]:
        """The footnotes and endnotes that the text refers to, in the order of the references."""
        found = {
            (part, note.get(W + "id", "")): note
            for part, tag in NOTE.items() if part in self.parts
            for note in self.parts[part].iterchildren(W + tag)
        }  # fmt: skip
        for reference in list(self.noted):
            if reference in found:
                yield from (f"注：{line.strip()}" for line in self.lines(found[reference]))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables in an element, in order, also those within content controls and insertions."""
    for child in parent.iterchildren():
        if child.tag in (W + "p", W + "tbl", W + "altChunk"):
            yield child
        elif child.tag == W + "sdt":
            if not on(child.find(W + "sdtPr"), "showingPlcHdr"):
                yield from _blocks(child)
        elif child.tag not in REMOVED:
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element | None, list[etree._Element]]]:
    """The properties and the cells of each row; a row that a revision deleted is none (17.13.5.12)."""
    for row in _wrapped(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row.find(W + "trPr"), list(_wrapped(row, W + "tc"))


def _wrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag not in REMOVED and child.tag not in (W + "tr", W + "tc", W + "p"):
            yield from _wrapped(child, tag)


def _goes_on(properties: etree._Element | None) -> bool:
    """Whether a cell goes on with the one above it (17.4.84: a merge that says no more is one that goes on)."""
    merge = properties.find(W + "vMerge") if properties is not None else None
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _number(text: str, otherwise: int) -> int:
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
