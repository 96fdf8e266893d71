"""The automatic numbers of Word's paragraphs (一、 （一） 1. 第一章), which stand nowhere in the text of the file.

ISO/IEC 29500-1, 17.9: a paragraph, or its style, names a numbering (w:num) and a level; the numbering's definition
(w:abstractNum) says how each level counts and what its label looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.formats.counting import written
from documents.formats.word_styles import Styles
from documents.formats.word_xml import W, on, value_of

MOST_LEVELS = 9
BULLET = "-"
PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts: its first number, its way of writing, its label (（%1）), and what stands after the label."""

    start: int = 1
    kind: str = "decimal"
    label: str = ""
    after: str = " "
    style: str = ""
    legal: bool = False  # all numbers in the label in Arabic digits
    restart: int | None = None  # the level, from 1, whose number lets this one begin anew; 0 never
    hidden: bool = False


@dataclass
class _Series:
    """A definition with its counters so far, shared by all numberings that use it."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of one document, to be asked paragraph by paragraph in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._series: dict[str, _Series] = {}
        self._nums: dict[str, etree._Element] = {}
        self._begun: set[str] = set()
        self._definitions: dict[str, etree._Element] = {}
        if root is not None:
            self._definitions = {a.get(W + "abstractNumId", ""): a for a in root.iterchildren(W + "abstractNum")}
            self._nums = {n.get(W + "numId", ""): n for n in root.iterchildren(W + "num")}

    def label(self, paragraph: etree._Element) -> str:
        """The label of a paragraph with what stands after it; "" where it has none. Each call counts one on."""
        num, told, style = self._styles.numbering_of(paragraph)
        if num not in self._nums:
            return ""
        series = self._series_of(num)
        overrides = dict(self._overrides(num))
        levels = series.levels | {i: level for i, (level, _) in overrides.items() if level is not None}
        at = next(
            (i for i, level in levels.items() if told is None and level.style and level.style == style), told or 0
        )
        if at not in levels:
            return ""
        self._begin(num, series, {i: start for i, (_, start) in overrides.items() if start is not None})
        self._count(series, levels, at)
        return "" if levels[at].hidden else _label(levels, series.counts, at)

    def _begin(self, num: str, series: _Series, starts: dict[int, int]) -> None:
        """A numbering that says its own start begins there, when it is used for the first time."""
        if num not in self._begun:
            self._begun.add(num)
            for i, start in starts.items():
                series.counts[i] = start - 1

    def _count(self, series: _Series, levels: dict[int, Level], at: int) -> None:
        counts = series.counts
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for i in [i for i in counts if i > at]:
            restart = levels[i].restart if i in levels else None
            if restart is None or at < restart:
                del counts[i]

    def _series_of(self, num: str) -> _Series:
        key = value_of(self._nums[num], "abstractNumId")
        seen: set[str] = set()
        while key in self._definitions and key not in seen:
            seen.add(key)
            linked = self._styles.numbering_of_style(value_of(self._definitions[key], "numStyleLink"))
            if linked not in self._nums:
                break
            key = value_of(self._nums[linked], "abstractNumId")
        if key not in self._series:
            self._series[key] = _Series(dict(_levels(self._definitions.get(key))))
        return self._series[key]

    def _overrides(self, num: str) -> Iterator[tuple[int, tuple[Level | None, int | None]]]:
        for override in self._nums[num].iterchildren(W + "lvlOverride"):
            level, start = override.find(W + "lvl"), value_of(override, "startOverride")
            yield (
                _number(override.get(W + "ilvl"), 0),
                (_level(level) if level is not None else None, _number(start, 1) if start else None),
            )


def _levels(definition: etree._Element | None) -> Iterator[tuple[int, Level]]:
    for level in definition.iterchildren(W + "lvl") if definition is not None else ():
        i = _number(level.get(W + "ilvl"), 0)
        if i < MOST_LEVELS:
            yield i, _level(level)


def _level(level: etree._Element) -> Level:
    restart = value_of(level, "lvlRestart")
    properties = level.find(W + "rPr")
    return Level(
        _number(value_of(level, "start"), 1),
        _kind(level),
        value_of(level, "lvlText"),
        "" if value_of(level, "suff") == "nothing" else " ",
        value_of(level, "pStyle"),
        on(level, "isLgl"),
        _number(restart, 0) if restart else None,
        properties is not None and on(properties, "vanish"),
    )


def _kind(level: etree._Element) -> str:
    """How a level's number is written; a format of Word's later versions stands in a choice, with one for older ones."""
    return next(
        (kind for one in level.iter(W + "numFmt") if (kind := one.get(W + "val")) and kind != "custom"), "decimal"
    )


def _label(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.kind == "bullet":
        return f"{BULLET} " if level.label.strip() else ""
    if level.kind == "none" and not level.label:
        return ""

    def number(place: re.Match[str]) -> str:
        i = int(place[1]) - 1
        of = levels.get(i, Level())
        kind = "decimal" if level.legal and of.kind != "none" else of.kind
        return written(counts.get(i, of.start), kind)

    label = PLACE.sub(number, level.label).strip()
    return label + level.after if label else ""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise
