"""Fonts of official letters, and what a machine that lacks them shows instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document

XIAOBIAOSONG, FANGSONG, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
SUBSTITUTES = {XIAOBIAOSONG: "华文中宋", FANGSONG: "仿宋", HEI: "SimHei", SONG: "SimSun"}
"""The other name of a font, by which a reader that lacks the first finds the next best (ECMA-376 part 1, 17.8.3.1)."""
BLACK = RGBColor(0, 0, 0)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def set_font(styled: Any, name: str, size: float, colour: RGBColor | None = None) -> None:
    """Sets a run or a style in a font of this name and size (points), for Chinese and Latin characters alike."""
    styled.font.name, styled.font.size, styled.font.bold = name, Pt(size), False
    if colour is not None:
        styled.font.color.rgb = colour
    properties = styled.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)
        # A font of the theme would win over the one named here.
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:eastAsia"), "zh-CN")


def name_substitutes(document: Document) -> None:
    """Says in the file's table of fonts what to show where one of ours is not there."""
    fonts = etree.Element(f"{{{WORD}}}fonts", nsmap={"w": WORD})
    for name, substitute in SUBSTITUTES.items():
        font = etree.SubElement(fonts, f"{{{WORD}}}font", {f"{{{WORD}}}name": name})
        etree.SubElement(font, f"{{{WORD}}}altName", {f"{{{WORD}}}val": substitute})
    written = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = written  # noqa: SLF001 - python-docx keeps this part as it is and has no name for it
