"""Whether a line goes on with the one before it: in mid-sentence, whatever it begins with, or in the same paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.structure.block import Block
from documents.text.layout import Layout
from documents.text.line import Line
from documents.text.outline import RANK, Numbering
from documents.units.mentions import label_at

STOP = re.compile(r"[。！？；：…]$|[。！？；][”’）〕】\]]$|[）〕】\]]$")
# No paragraph begins with what closes or joins (GB/T 15834-2011, 5.1: these marks do not stand at the head of a line).
JOINING = re.compile(r"[、，。；：？！”’）》〉〕％%]")
# A fragment so short before its first stop is the rest of a broken line, not the beginning of a paragraph.
REST = re.compile(r"^[^。；：，]{0,3}[。；：]|^[^（]{0,12}）")
HEADED = (
    "chapter",
    "section",
    "part",
    "roman",
    "banner",
    "whole",
    "cn",
    "cn_paren",
    "arabic",
    "decimal",
    "task",
    "phase",
)
# Numbers in brackets, which a line of prose may begin with where the bracket was opened on the line before.
CLOSED = ("arabic_paren", "arabic_close", "cn_paren", "letter")
LONGEST_HEADING = 45
LONGEST_TITLE_LINES = 3
# A list of units without brackets takes at most so many lines.
LONGEST_LIST = 12


@dataclass
class Series:
    """The numbers met so far: those of the headings that are open, and the last of each kind anywhere."""

    open: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def note(self, numbering: Numbering) -> None:
        """A numbered item begins, and with it the series under it."""
        rank = RANK.get(numbering.kind, 6)
        self.open = {k: v for k, v in self.open.items() if RANK.get(k, 6) <= rank}
        self.open[numbering.kind] = self.last[numbering.kind] = numbering.value or 0

    def restart(self) -> None:
        """A title stands between: all series begin anew."""
        self.open.clear()
        self.last.clear()

    def continued_by(self, numbering: Numbering) -> bool:
        """Whether a number is the next of its series, or begins one under the headings that are open."""
        return numbering.value in (self.open.get(numbering.kind, 0) + 1, self.last.get(numbering.kind, 0) + 1)


def stops(text: str) -> bool:
    """Whether a line ends as a sentence, a clause of a list or a bracket does."""
    return bool(STOP.search(text[-2:]))


def in_mid_sentence(last: Block, line: Line, numbering: Numbering | None, layout: Layout, series: Series) -> bool:
    """Whether a line goes on in the sentence before, so that a number at its head belongs to the prose."""
    before = last.lines[-1]
    full = layout.fills(before)
    if stops(before.text):
        pausing = before.text[-1] in "：；" or (last.unclosed and before.text[-1] != "。")
        return bool(full and pausing and numbering is None and not layout.begins_paragraph(before, line))
    if numbering is None:
        return full
    if full and not _heads(last, line, numbering):
        return not (series.continued_by(numbering) and in_open_list(last))
    return _of_prose(last, before.text, line, numbering, series)


def in_open_list(last: Block) -> bool:
    """Whether a block ends in a list of units without brackets: no stop closes it (责任单位：A、B)."""
    for line in reversed(last.lines[-LONGEST_LIST:]):
        if label_at(line.text, 0):
            return True
        if "。" in line.text:
            return False
    return False


def _heads(last: Block, line: Line, numbering: Numbering) -> bool:
    """Whether a number begins an item although the line before fills the width: that one is a heading without a stop."""
    above = last.numbering
    longer = len(last.lines) > LONGEST_TITLE_LINES or any("。" in x.text or "；" in x.text for x in last.lines)
    if above is None or last.unclosed or longer:
        return False
    if numbering.kind == above.kind:
        same = line.text[numbering.end - 1] == last.lines[0].text[last.offset + above.end - 1]
        return same and numbering.value == (above.value or 0) + 1 and last.lines[-1].text[-1:] not in "，、"
    return numbering.value == 1 and RANK.get(numbering.kind, 6) > RANK.get(above.kind, 6)


def _of_prose(last: Block, before: str, line: Line, numbering: Numbering, series: Series) -> bool:
    """Whether a number belongs to a line of prose that broke before it, as in 『…不少于 | 5、6处』."""
    if before[-1:].isdigit() and line.text[0].isdigit() and not series.continued_by(numbering):
        return True  # one number, broken in two
    if numbering.kind in CLOSED and not line.text.startswith("（") and last.unclosed:
        return True
    if numbering.kind == "decimal":
        return before[-1:] in "，、为达至过于约" or len(before) > LONGEST_HEADING
    if numbering.kind == "arabic" and before[-1:] in "，、":
        return numbering.value != 1 and "。" not in line.text[:40]
    return len(before) > LONGEST_HEADING and not series.continued_by(numbering)


def _is_label(text: str) -> bool:
    """Whether a line is nothing but the name of a field, which says below what it says."""
    label = label_at(text, 0)
    return label is not None and label.end == len(text)


def ends_paragraph(last: Block, line: Line, around: list[int], layout: Layout) -> bool:
    """Whether a paragraph ended before a line without a number; `around` are the lengths of this line and the next ones."""
    before = last.lines[-1]
    if JOINING.match(line.text) or _is_label(before.text):
        return False
    stopped = stops(before.text)
    if layout.fills(before):
        return stopped and layout.begins_paragraph(before, line)
    if stopped:
        return not (REST.match(line.text) and not before.text.endswith("。"))
    if REST.match(line.text) or before.text[-1:] in "，、":
        return False
    numbered = len(last.lines) == 1 and last.numbering is not None and last.numbering.kind in HEADED
    headed = numbered and "。" not in before.text and len(before.text) <= LONGEST_HEADING
    if label_at(line.text, 0) and not last.unclosed and (headed or label_at(before.text, 0)):
        return True  # a field of its own (责任单位：…) under its heading or another field
    return headed and (len(before.text) < 0.9 * max(around, default=0) or len(before.text) < 12)
