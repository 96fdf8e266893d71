"""What a Word paragraph shows: the text of its runs, with what was inserted and without what was deleted or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.formats.counting import written
from documents.formats.word_styles import Styles
from documents.formats.word_xml import MC, A, M, R, W, on

# Revisions that took text away (17.13.5), the codes of fields, comments, and the pronunciation above a word.
LEFT_OUT = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "rt", "rubyPr", "sectPr",
        "annotationRef", "commentReference", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    )
)  # fmt: skip
PLAIN = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
# What the symbol fonts of Office show for their own characters: boxes to tick, bullets.
SYMBOLS = {0xA8: "□", 0x6F: "□", 0x71: "□", 0xA3: "□", 0xFE: "☑", 0x52: "☑", 0xFC: "√", 0x50: "√", 0xFB: "×", 0xFD: "☒"}
# A digit within a circle is set by a field that draws one over the other and has no result: EQ \o\ac(○,1).
CODE = re.compile("\x02([^\x02\x03]*)\x03")  # between characters that XML cannot hold
CIRCLED = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(\s*[○◯]\s*[,，]\s*(\d{1,2})\s*\)", re.IGNORECASE)


@dataclass
class Shown:
    """What a paragraph shows: its text with line ends and tabs, and what hangs on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes anchored in it
    notes: list[tuple[str, str]] = field(default_factory=list)  # footnotes and endnotes it refers to: part and id
    pictures: int = 0
    drawings: int = 0  # charts and diagrams, whose words stand in parts of their own

    @property
    def text(self) -> str:
        """The text, codes of circled digits set as such."""
        return CODE.sub(_result, "".join(self.pieces).replace("\x03\x02", ""))


def shown_of(paragraph: etree._Element, styles: Styles) -> Shown:
    """What a paragraph shows."""
    shown = Shown()
    style = styles.style_of(paragraph)
    for node in _seen(paragraph, styles, style):
        _take(node, shown)
    return shown


def _seen(parent: etree._Element, styles: Styles, style: str) -> Iterator[etree._Element]:
    """The nodes below a paragraph that count, in order; those of text boxes are left to whoever reads the box."""
    for child in parent.iterchildren():
        if child.tag in LEFT_OUT:
            if child.tag == W + "instrText":
                yield child
            continue
        if child.tag == W + "r" and styles.hides(child.find(W + "rPr"), style):
            continue
        if child.tag == W + "sdt" and on(child.find(W + "sdtPr"), "showingPlcHdr"):
            continue
        if child.tag == MC + "AlternateContent":
            chosen = child.find(MC + "Choice")
            child = chosen if chosen is not None else child  # noqa: PLW2901 - the fallback shows the same again
        yield child
        if child.tag != W + "txbxContent":
            yield from _seen(child, styles, style)


def _take(node: etree._Element, shown: Shown) -> None:
    tag = node.tag
    if tag in (W + "t", M + "t"):
        shown.pieces.append(node.text or "")
    elif tag in PLAIN:
        shown.pieces.append(PLAIN[tag])
    elif tag == W + "instrText":
        shown.pieces.append(f"\x02{node.text or ''}\x03")  # a code may be cut into several pieces
    elif tag == W + "sym":
        shown.pieces.append(_symbol(node.get(W + "char", "")))
    elif tag == W + "txbxContent":
        shown.boxes.append(node)
    elif tag in NOTES:
        shown.notes.append((NOTES[tag], node.get(W + "id", "")))
    elif tag == A + "blip" or (str(tag).endswith("}imagedata") and node.get(R + "id")):
        shown.pictures += 1
    elif tag == A + "graphicData" and node.get("uri", "").rpartition("/")[2] in ("chart", "diagram"):
        shown.drawings += 1


def _symbol(code: str) -> str:
    """A character of a symbol font; Office adds F000 to its place (17.3.3.30)."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
        return ""
    number = int(code, 16)
    if 0xF000 <= number <= 0xF0FF:
        return SYMBOLS.get(number - 0xF000, "□")
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _result(code: re.Match[str]) -> str:
    """What a field's code shows by itself: a circled digit, or nothing."""
    circled = CIRCLED.match(code[1])
    return written(int(circled[1]), "decimalEnclosedCircle") if circled else ""
