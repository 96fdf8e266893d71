"""Lines of a document → blocks: titles, numbered items with their paragraphs, rows, closing lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from documents.structure.block import Block, BlockKind
from documents.structure.parting import parted
from documents.structure.running import Series, ends_paragraph, in_mid_sentence, in_open_list, stops
from documents.structure.unmarked import numbered
from documents.tables.columns import is_header
from documents.text.layout import Layout
from documents.text.line import Line
from documents.text.outline import Numbering, names_section, number_before_digits, numbering_of
from documents.text.passage import join
from documents.vocabulary import CN, table

LONGEST_TITLE = 60
# Numbers that also stand within sentences: at the head of a line that only goes on they begin nothing.
OF_SENTENCES = ("listed", "letter")
# A heading in square brackets is no longer.
LONGEST_BRACKETED = 24
# How many lines ahead the second item of a series is looked for.
NEAR = 12
# Kinds that a pattern of the same name in grammar/documents.toml tells.
TOLD_BY_BEGINNING: tuple[BlockKind, ...] = ("note", "annex", "closing")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found = {k: re.compile(v) for k, v in table("documents").items() if isinstance(v, str)}
    banner = next(n["pattern"] for n in table("outline")["numbering"] if n["kind"] == "banner")
    return found | {
        "banner": re.compile(banner.replace("{cn}", CN)),
        "unit_end": re.compile(table("roles")["unit"]["plain"]),
        "imprint": re.compile(f"(?:{found['date'].pattern}){found['printed'].pattern}"),  # GB/T 9704-2012, 7.4.2
    }


def duty_of(heading: str) -> int:
    """Where the unit's name ends in a heading that says whose duties follow (区审批局职责：); 0 where it says none."""
    duty = _patterns()["duty_heading"].match(heading)
    return duty.end("unit") if duty else 0


def _in_brackets(line: Line) -> bool:
    """Whether a line is a heading in square brackets: 【重点任务】."""
    text = line.passage.text
    return text[:1] in "【〔" and text[-1:] in "】〕" and 4 <= len(text) <= LONGEST_BRACKETED and "：" not in line.text


def blocks_of(lines: Sequence[Line], layout: Layout) -> list[Block]:
    """The blocks of a document's body, in order; `layout` is that of its text. Each line belongs to exactly one."""
    lines = parted(numbered(lines), layout)
    builder = _Builder(lines, layout)
    for i in range(len(lines)):
        builder.take(i)
    return [b.close() for b in builder.blocks]


class _Builder:
    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.series = Series()
        self.blocks: list[Block] = []
        self.titled = False  # the next plain line is a title: an annex or the plan itself begins
        self.signed = False

    def take(self, i: int) -> None:
        line = self.lines[i]
        if line.kind == "row":
            self._add(Block("row", [line]))
        elif self._goes_on(i):
            self.blocks[-1].add(line)
        elif kind := self._closing(i):
            self._add(Block(kind, [line]))
            self.series.restart()
            self.titled = kind in ("annex", "closing")
            self.signed |= kind == "closing" and bool(_patterns()["date"].search(line.text))
        elif self._in_attachments(line):
            self.blocks[-1].add(line)
        elif numbering := self._numbered(i):
            self._item(line, *numbering)
        else:
            self._plain(i)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self.titled = False

    def _numbering(self, i: int) -> Numbering | None:
        """The numbering that a line begins with, as far as the lines before it let it be one."""
        line = self.lines[i]
        found = line.numbering or numbering_of(line.passage)
        if found and found.kind in OF_SENTENCES and i and self.layout.fills(self.lines[i - 1]):
            return None
        return found or self._before_digits(i)

    def _before_digits(self, i: int) -> Numbering | None:
        """4 of `4.1万亩…`, where item 3 ended on the line before; 1 of `1.5万亩…`, where the next number is 2."""
        whole = number_before_digits(self.lines[i].passage)
        before = self.lines[i - 1] if i else None
        if whole is None or before is None or self.layout.fills(before):
            return None
        if whole.value == 1:
            following = (numbering_of(x.passage) for x in self.lines[i + 1 : i + NEAR])
            second = next((n for n in following if n and n.kind == "arabic"), None)
            return whole if second and second.value == 2 and not self.series.open.get("arabic") else None
        ended = stops(before.text) or numbering_of(before.passage)
        return whole if ended and whole.value == self.series.open.get("arabic", 0) + 1 else None

    def _numbered(self, i: int) -> tuple[Numbering, int] | None:
        line = self.lines[i]
        if numbering := self._numbering(i):
            return numbering, 0
        if "。" in line.text:
            return None
        following = self.lines[i + 1 : i + 2] if self.layout.fills(line) else []
        whole = join([line.passage, *(x.passage for x in following)])  # a banner may break over two lines
        m = _patterns()["banner"].search(whole.folded[:120])
        if m is None or m.start() >= len(line.text):
            return None
        found = numbering_of(whole.cut(m.start()))
        return (found, m.start()) if found else None

    def _goes_on(self, i: int) -> bool:
        """Whether a line, numbered or not, belongs to the sentence of the block before."""
        last, line = self.blocks[-1] if self.blocks else None, self.lines[i]
        if last is None or last.kind not in ("item", "paragraph", "heading", "note", "closing") or line.level:
            return False
        if last.kind in ("note", "closing") and self._closing(i):
            return False
        return in_mid_sentence(last, line, self._numbering(i), self.layout, self.series)

    def _item(self, line: Line, numbering: Numbering, offset: int) -> None:
        self._add(Block("item", [line], numbering, offset))
        self.series.note(numbering)

    def _closing(self, i: int) -> BlockKind | None:
        line, p = self.lines[i], _patterns()
        text = line.text
        plain = next((kind for kind in TOLD_BY_BEGINNING if p[kind].match(text)), None)
        if plain:
            return plain
        if p["annex_titled"].match(text) and len(text) <= 90:
            return "annex" if self._begins_annex(i) else "attachments"
        if p["date"].fullmatch(text.strip("（）")) or (len(text) < 70 and p["imprint"].search(text)):
            return "closing"
        if (
            len(text) <= 40
            and not re.search(r"[。；：，\d]", text)
            and not numbering_of(line.passage)
            and self._dated_next(i)
        ):
            return "closing"
        return None

    def _dated_next(self, i: int) -> bool:
        """Whether a date stands alone on the next line, or the one after: this line is a signature."""
        p = _patterns()
        following = [x.text for x in self.lines[i + 1 : i + 3] if x.kind == "text"]
        if following and p["date"].fullmatch(following[0].strip("（）")):
            return True
        if following and p["date"].match(following[0]) and p["imprint"].search(following[0]):
            return True
        return (
            len(following) == 2
            and bool(p["date"].fullmatch(following[1]))
            and len(following[0]) <= 30
            and not stops(following[0])
        )

    def _begins_annex(self, i: int) -> bool:
        """Whether 附件：… begins the annex, or only names it at the end of a letter."""
        p = _patterns()
        for before, line in pairwise(self.lines[i : i + 40]):
            if line.kind == "row":
                return True
            if self.layout.fills(before) and "。" not in before.text:
                continue  # the rest of an attachment's name
            if re.match(r"\d{1,2}[.．、]", line.text) and "。" not in line.text and not self.signed:
                continue
            text = line.text
            if (
                p["annex"].match(text)
                or p["annex_titled"].match(text)
                or p["closing"].match(text)
                or p["date"].fullmatch(text)
            ):
                return self.signed and not p["annex"].match(text)
            if len(text) <= 40 and not stops(text) and not numbering_of(line.passage):
                continue
            return True
        return False

    def _in_attachments(self, line: Line) -> bool:
        """The list of annexes at the end of a letter: 附件：1. … 2. …"""
        return (
            bool(self.blocks)
            and self.blocks[-1].kind == "attachments"
            and "。" not in line.text
            and len(line.text) <= 90
            and not re.match(f"(?:{CN}、|（{CN}）)", line.text)
            and (bool(re.match(r"\d{1,2}[.．、]", line.text)) or len(line.text) < 30)
        )

    def _plain(self, i: int) -> None:
        line = self.lines[i]
        last = self.blocks[-1] if self.blocks else None
        if line.text.endswith("：") and duty_of(line.text):
            self._add(Block("duty", [line]))
        elif last and last.kind == "title" and self._titled_on(last, i):
            last.add(line)
        elif self.titled and self._title_like(line) and not (last and last.kind == "title" and self._begins_text(i)):
            self.blocks.append(Block("title", [line]))
            self.series.restart()
        elif (line.level and "。" not in line.text) or _in_brackets(line) or self._lost_number(i):
            self._add(Block("heading", [line]))
        elif last and last.kind in ("item", "paragraph") and not self._names_table(last, i):
            self._continue(last, i)
        else:
            self._add(Block("paragraph", [line]))

    def _names_table(self, last: Block, i: int) -> bool:
        """Whether a line is the name of the table whose heading row is next, and no more of the text before it."""
        following = self.lines[i + 1 : i + 2]
        heads = bool(following) and following[0].kind == "row" and is_header(following[0].cells)
        return heads and self._title_like(self.lines[i]) and stops(last.lines[-1].text)

    def _title_like(self, line: Line) -> bool:
        text = line.text
        plain = len(text) <= LONGEST_TITLE and not re.search(r"[。；：，！？]", text)
        return plain and not _patterns()["no_title"].match(text) and not names_section(text)

    def _titled_on(self, last: Block, i: int) -> bool:
        """Whether a title goes on in a line: the line before fills the width, or no other title may follow."""
        line = self.lines[i]
        going_on = self.layout.fills(last.lines[-1]) or not self.titled
        return going_on and self._title_like(line) and not line.level and not self._begins_text(i)

    def _begins_text(self, i: int) -> bool:
        """Whether a line that looks like a title is the first of a wrapped paragraph."""
        for line, following in pairwise(self.lines[i : i + 5]):
            if not self.layout.fills(line):
                return False
            if not self._title_like(following):
                return True
        return False

    def _lost_number(self, i: int) -> bool:
        """A heading that has no number: short, no stop in it, after what has ended, and over the 1 of a series.

        Words that only name sections (重点任务, 保障措施) need no series under them.
        """
        line, last = self.lines[i], self.blocks[-1] if self.blocks else None
        if last and last.kind in ("title", "closing") and names_section(line.text):
            return True
        if last is None or len(line.text) > 30 or re.search(r"[。；：，）]", line.text):
            return False
        if last.kind not in ("item", "row", "paragraph", "heading") or i + 1 >= len(self.lines):
            return False
        if not (last.kind == "heading" or stops(last.lines[-1].text) or self._after_list(last, line)):
            return False
        following = numbering_of(self.lines[i + 1].passage)
        over = following and following.value == 1 and following.kind in ("arabic", "cn_paren", "arabic_close")
        return bool(over and last.kind != "heading") or names_section(line.text)

    def _after_list(self, last: Block, line: Line) -> bool:
        """Whether a list of units without brackets ended before a line, which is no rest of a unit's name."""
        ended = last.lines[-1].text[-1:] not in "、，" and in_open_list(last)
        return ended and len(line.text) >= 4 and not _patterns()["unit_end"].search(line.text)

    def _continue(self, last: Block, i: int) -> None:
        line = self.lines[i]
        around = [len(x.text) for x in self.lines[i : i + 3] if x.kind == "text"]
        if ends_paragraph(last, line, around, self.layout):
            last.breaks.append(last.length)
        last.add(line)
