"""What a Word paragraph has from its style: its numbering, its rank as a heading, whether it is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from documents.formats.word_xml import W, on, value_of

BODY_TEXT = 9  # 17.3.1.20: the outline level of what is no heading
DEEPEST_CHAIN = 20


class Styles:
    """The styles of one document (17.7): each may build on another."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(W + "style") if root is not None else ()
        self._styles = {style.get(W + "styleId", ""): style for style in found}
        self._hidden: dict[str, bool] = {}

    @cached_property
    def _default(self) -> str:
        """The style of paragraphs that name none."""
        default = (
            i
            for i, s in self._styles.items()
            if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true")
        )
        return next(default, "")

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those it builds on; one that builds on itself ends there."""
        for _ in range(DEEPEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = value_of(found, "basedOn")

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        return value_of(paragraph.find(W + "pPr"), "pStyle") or self._default

    def numbering_of(self, paragraph: etree._Element) -> tuple[str, int | None, str]:
        """A paragraph's numbering: its id ("" for none), its level where one is told, and the style that tells it."""
        properties = paragraph.find(W + "pPr")
        direct = properties.find(W + "numPr") if properties is not None else None
        if direct is not None and value_of(direct, "numId"):
            return _used(value_of(direct, "numId")), _level(direct) or 0, ""
        style = self.style_of(paragraph)
        num, level, of = "", _level(direct), style
        for one in self._chain(style):
            told = one.find(f"{W}pPr/{W}numPr")
            if told is not None:
                level = _level(told) if level is None else level
                if num := value_of(told, "numId"):
                    of = one.get(W + "styleId", "")
                    break
        return _used(num), level, of if level is None else ""

    def numbering_of_style(self, style: str) -> str:
        """The id of the numbering that a numbering style stands for."""
        told = (value_of(one.find(f"{W}pPr/{W}numPr"), "numId") for one in self._chain(style))
        return next(filter(None, told), "")

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph has a rank in the outline, and is not set in the middle as a title is."""
        properties = paragraph.find(W + "pPr")
        chain = [properties, *(one.find(W + "pPr") for one in self._chain(self.style_of(paragraph)))]
        level = next((told for one in chain if (told := value_of(one, "outlineLvl"))), "")
        aligned = next((told for one in chain if (told := value_of(one, "jc"))), "")
        return level.isdigit() and int(level) < BODY_TEXT and aligned != "center"

    def dotted(self, paragraph: etree._Element) -> bool:
        """Whether its tabs are filled with dots, as those of a table of contents are."""
        chain = [paragraph.find(W + "pPr"), *(one.find(W + "pPr") for one in self._chain(self.style_of(paragraph)))]
        tabs = (tab for one in chain if one is not None for tab in one.iterfind(f"{W}tabs/{W}tab"))
        return any(tab.get(W + "leader") in ("dot", "middleDot", "hyphen", "underscore") for tab in tabs)

    def hides(self, properties: etree._Element | None, style: str) -> bool:
        """Whether a run with these properties, in a paragraph of this style, is hidden text (17.3.2.41)."""
        if properties is not None and properties.find(W + "vanish") is not None:
            return on(properties, "vanish")
        return self._hides(value_of(properties, "rStyle")) or self._hides(style)

    def _hides(self, style: str) -> bool:
        if style not in self._hidden:
            said = (one.find(W + "rPr") for one in self._chain(style))
            found = next((one for one in said if one is not None and one.find(W + "vanish") is not None), None)
            self._hidden[style] = on(found, "vanish")
        return self._hidden[style]


def _level(numbering: etree._Element | None) -> int | None:
    told = value_of(numbering, "ilvl")
    return int(told) if told.isascii() and told.isdigit() else None


def _used(num: str) -> str:
    """17.9.18: the number 0 takes a numbering of the style away."""
    return "" if num == "0" else num
