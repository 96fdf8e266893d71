"""What a government's web page prints above a document: labels with its number, issuer and date.

A page's labels reach us in three layouts: `索引号：… 发布机构：…` in lines, label and value in the cells of a table's row, and
label and value on alternating lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from documents.papers.heads import pattern, plain
from documents.papers.signing import dated
from documents.structure.lines import Line
from documents.text.passage import Passage
from documents.vocabulary import table

# The labels stand in the first lines of a page; what is longer than this is prose, and a value on a line of its own is short.
FIRST_LINES, LONGEST, LONGEST_VALUE = 45, 400, 60


@dataclass(frozen=True)
class Metadata:
    """The labels' values by kind (number, issuer, signed, published, title …), and the numbers of the lines they stand on."""

    values: dict[str, Passage]
    lines: frozenset[int]


@dataclass(frozen=True)
class Label:
    """A label in a line: its kind, and where its value begins."""

    kind: str
    start: int
    end: int


@cache
def _labels() -> re.Pattern[str]:
    names = table("documents")["metadata"]
    return re.compile("|".join(f"(?P<{kind}>{names[kind]})" for kind in names))


def metadata_of(shown: Sequence[Line]) -> Metadata:
    """The labels above a document, and the lines that hold nothing else; empty for a text from paper."""
    furniture = re.compile(table("documents")["webpage"]["furniture"])
    lines: set[int] = {x.number for x in shown if x.kind == "text" and len(x.text) < 60 and furniture.match(x.text)}
    values: dict[str, Passage] = {}
    beside = above = True  # whether the line before was the site's; whether the text has not begun
    for i, line in enumerate(shown[:FIRST_LINES]):
        if line.number in lines or len(line.text) > LONGEST:
            beside = line.number in lines
            continue
        above = above and not pattern("webpage", "prose").search(line.text)
        if line.kind == "row":
            found = list(_in_cells(line)) or list(_in_line(line.passage))
        elif above and (day := _crumb(line.passage)):
            found = [("crumb", day)]
        else:
            found = list(_in_line(_without_bullet(line.passage), above and beside and i > 0))
            if len(found) == 1 and not found[0][1].text and i + 1 < len(shown) and _fits(found[0][0], shown[i + 1]):
                lines.add(shown[i + 1].number)
                found = [(found[0][0], shown[i + 1].passage)]
        if found:
            lines.add(line.number)
        beside = bool(found)
        for kind, value in found:
            if value.text:
                values.setdefault(kind, value)
    return Metadata(values, frozenset(lines))


def _without_bullet(passage: Passage) -> Passage:
    return passage.cut(len(passage.text) - len(passage.text.lstrip("•·∙●▪◆")))


def _crumb(passage: Passage) -> Passage | None:
    """The day of a line that holds nothing but that and its hour, or a word of the site's."""
    m = pattern("webpage", "crumb").match(passage.folded)
    return passage.cut(*m.span(m.lastgroup or 0)) if m else None


def _in_cells(line: Line) -> Iterator[tuple[str, Passage]]:
    """Labels and values in the cells of a row whose first cell is a label."""
    cells = [(cell, _kind(cell.folded.rstrip("："))) for cell in line.cells if cell.text or cell is not line.cells[0]]
    if not cells or cells[0][1] in ("", "weak"):
        return
    for (_, kind), (value, is_label) in zip(cells, [*cells[1:], (Passage("", (), (), ()), "")], strict=True):
        if kind and not is_label:
            yield kind, value


def _kind(text: str) -> str:
    m = _labels().fullmatch(text)
    return (m.lastgroup or "") if m else ""


def _in_line(passage: Passage, beside: bool = False) -> Iterator[tuple[str, Passage]]:
    """Labels and values in a line that begins with a label; the weak ones (时间, 作者) count only beside others."""
    found = [label for m in _labels().finditer(passage.folded) if (label := _label(passage, m))]
    if not found or found[0].start or (all(label.kind == "weak" for label in found) and not beside):
        return
    for label, following in zip(found, [*found[1:], None], strict=True):
        end = following.start if following else len(passage.text)
        value = passage.cut(label.end, end)
        yield label.kind, value.cut(0, len(value.folded.rstrip("|")))


def _label(passage: Passage, m: re.Match[str]) -> Label | None:
    """A label with its colon or bar, or one that a blank parts from its value."""
    kind, end = m.lastgroup or "", m.end()
    if passage.folded[max(m.start() - 1, 0) : m.start()] == "（" and passage.folded[end : end + 1] == "）":
        return Label(kind, m.start() - 1, end + 1)
    begins = m.start() == 0 or m.start() in passage.starts or passage.folded[m.start() - 1] in "|；" or _runs_on(m)
    if passage.folded[end : end + 1] in ("：", "|") and passage.folded[end : end + 1]:
        return Label(kind, m.start(), end + 1) if begins else None
    alone = begins and kind != "weak" and (end in passage.starts or (end == len(passage.text) and m.start() == 0))
    return Label(kind, m.start(), end) if alone else None


def _runs_on(m: re.Match[str]) -> bool:
    """Whether a label with a colon stands right behind the value of one before it: 栏目：通知发布：2021-05-29浏览：28."""
    return m.lastgroup in ("published", "signed", "other") and "：" in m.string[: m.start()]


def names_issuer(value: Passage) -> bool:
    """Whether a label's value is the name of a body, and not that of the site which shows the page."""
    site = pattern("webpage", "site").search(value.folded)
    return bool(pattern("signature", "body").match(value.folded)) and not site


def _fits(kind: str, line: Line) -> bool:
    """Whether a line can be the value of the label that stands alone above it."""
    text = line.text
    if line.kind != "text" or len(text) > LONGEST_VALUE or any(True for _ in _in_line(line.passage)):
        return False
    if kind == "number":
        return bool(pattern("citations", "marked").search(text))
    if kind in ("signed", "published"):
        return dated(text) is not None
    if kind == "issuer":
        return names_issuer(line.passage)
    return kind == "title" or not (plain("title_end").search(text) or "。" in text or text.endswith("："))
