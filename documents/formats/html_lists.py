"""The numbers of a web page's lists, which stand nowhere in its text: <ol> and what its attributes say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from documents.formats.counting import written
from documents.text.outline import numbering_of
from documents.text.passage import passage_of

STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
# HTML, 4.4.5 and CSS Counter Styles: what `type` and list-style-type write, and how the number ends.
STYLES = {
    "1": ("decimal", ". "), "decimal": ("decimal", ". "), "decimal-leading-zero": ("decimalZero", ". "),
    "a": ("lowerLetter", ". "), "A": ("upperLetter", ". "), "i": ("lowerRoman", ". "), "I": ("upperRoman", ". "),
    "lower-alpha": ("lowerLetter", ". "), "upper-alpha": ("upperLetter", ". "), "lower-latin": ("lowerLetter", ". "),
    "upper-latin": ("upperLetter", ". "), "lower-roman": ("lowerRoman", ". "), "upper-roman": ("upperRoman", ". "),
    "cjk-ideographic": ("chineseCountingThousand", "、"), "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"), "cjk-decimal": ("ideographDigital", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"), "cjk-earthly-branch": ("ideographZodiac", "、"),
    "none": ("none", ""), "disc": ("none", ""), "circle": ("none", ""), "square": ("none", ""),
}  # fmt: skip


@dataclass
class _List:
    style: str
    value: int  # of the item before
    step: int = 1


class Lists:
    """The lists that are open, with the number of the last item of each."""

    def __init__(self) -> None:
        self._open: list[_List | None] = []  # None: a list without numbers
        self._labels: list[int | None] = []  # of each item that is open: where in its buffer its number stands
        self._waiting = ""

    def begin(self, tag: str, attributes: Mapping[str, str | None], buffer: list[str]) -> None:
        """A list or an item begins; the item's number is put before its text."""
        if tag in ("ul", "menu", "dir"):
            self._open.append(None)
        elif tag == "ol":
            start, step = _number(attributes.get("start"), 1), -1 if "reversed" in attributes else 1
            self._open.append(_List(_style(attributes, "decimal"), start - step, step))
        elif tag == "li":
            label = self._label(attributes)
            self._labels.append(len(buffer) if label else None)
            if label:
                buffer.append(label)

    def _label(self, attributes: Mapping[str, str | None]) -> str:
        numbered = self._open[-1] if self._open else None
        if numbered is None:
            return ""
        numbered.value = _number(attributes.get("value"), numbered.value + numbered.step)
        kind, mark = STYLES.get(_style(attributes, numbered.style), ("decimal", ". "))
        label = written(numbered.value, kind)
        self._waiting = f"{label}{mark}" if label else ""
        return self._waiting

    def end(self, tag: str, buffer: list[str]) -> None:
        """A list or an item ends; an item whose text brings its own number loses the list's."""
        if tag in ("ol", "ul", "menu", "dir") and self._open:
            self._open.pop()
        elif tag == "li" and self._labels and (at := self._labels.pop()) is not None and at < len(buffer):
            beginning = "".join(buffer[at + 1 : at + 40]).lstrip()[:40].partition("\n")[0]
            if numbering_of(passage_of([(beginning, 0, 1)])):
                buffer[at] = ""

    def label_waits(self, buffer: list[str]) -> bool:
        """Whether an item's number was just put down, so that a block within the item begins on its line."""
        last = next((piece for piece in reversed(buffer) if piece.strip(" ")), "")
        return bool(self._waiting) and last is self._waiting


def _style(attributes: Mapping[str, str | None], otherwise: str) -> str:
    told = STYLE.search(attributes.get("style") or "")
    return told[1].lower() if told else attributes.get("type") or otherwise


def _number(value: str | None, otherwise: int) -> int:
    digits = (value or "").strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,6}", digits) else otherwise
