"""A document's measures while they are being amended: what stands where in them, in the words of the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from documents.model import Document, Measure, Segment, Span
from documents.outlining import furniture_of
from documents.structure.making import Setting, basis_of, first_leads
from documents.tables.sheets import level_of
from documents.text.passage import Passage, join, passage_of
from documents.text.quoting import Searched

LINE_END = re.compile(r"\r\n|\r|\n")
# A measure of which so large a share is marked is meant; more than one of them is more than one measure.
MEANT = 0.5


class NotAppliedError(Exception):
    """An amendment that cannot be made as things are; its argument is a row of [why] in grammar/amending.toml."""


@dataclass
class Draft:
    """The measures of a document as amended so far; `issued` is the day by which a document without one is read."""

    document: Document
    text: str
    measures: list[Measure]
    segments: Sequence[Segment] = ()
    issued: date | None = None
    searched: Searched = field(init=False)

    def __post_init__(self) -> None:
        self.searched = Searched(self.text, self.document.span.start, self.document.span.end)

    @cached_property
    def setting(self) -> Setting:
        """What the document's measures share, as when it was read."""
        document = self.document
        basis = basis_of(document.issued or self.issued, document.title, document.number)
        whole = passage_of([(document.text, 0, 1)])
        return Setting(document.key, document.title, basis, level_of(document.issuer), first_leads(whole.folded))

    @cached_property
    def furniture(self) -> frozenset[int]:
        """The beginnings of the lines that are heads or feet of pages."""
        return furniture_of(self.text, self.segments)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [m.end() for m in LINE_END.finditer(self.text)]

    def line_of(self, at: int) -> int:
        """The line, from 1, of a character of the text."""
        return bisect_right(self._line_ends, at) + 1

    def span(self, start: int, end: int) -> Span:
        """A stretch of the text as a span."""
        return Span(self.line_of(start), start, end)

    def passage(self, ranges: Iterable[tuple[int, int]]) -> Passage:
        """The words of some stretches of the text, each character with its line."""
        return join(piece for start, end in ranges for piece in self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterable[Passage]:
        at = start
        while at < end:
            line = self.line_of(at)
            until = min(self._line_ends[line - 1] if line <= len(self._line_ends) else len(self.text), end)
            yield passage_of([(self.text[at:until], at, line)])
            at = until

    def paragraph(self, measure: Measure, start: int) -> Passage:
        """The words of a measure among which a place stands: its cell where it is a row of a table, else all of them."""
        for first, last in parts_of(measure):
            begins, ends = self.text.rfind("\t", first, start) + 1, self.text.find("\t", start, last)
            if first <= start < last and (begins or ends >= 0):
                return self.passage([(max(begins, first), ends if ends >= 0 else last)])
        return without_label(self.passage(parts_of(measure)), measure)

    def holder(self, start: int, end: int) -> int:
        """The place among the measures of the one that some marked words belong to. Raises NotAppliedError."""
        shares = [(common(measure, start, end), i) for i, measure in enumerate(self.measures)]
        held = [(length, i) for length, i in shares if length]
        if not held:
            raise NotAppliedError("no_measure")
        meant = [i for length, i in held if length >= MEANT * _length(self.measures[i])]
        if len(meant) > 1:
            raise NotAppliedError("several_measures")
        most = max(held)[0]
        first = [i for length, i in held if length == most]
        if len(first) > 1:
            raise NotAppliedError("several_measures")
        return first[0]

    def change(self, at: int, **changed: object) -> None:
        """Puts other values in place of some of a measure's."""
        self.measures[at] = replace(self.measures[at], **changed)  # type: ignore[arg-type]


def parts_of(measure: Measure) -> tuple[tuple[int, int], ...]:
    """The stretches of the text that a measure was made of."""
    return measure.parts or ((measure.span.start, measure.span.end),)


def without_label(passage: Passage, measure: Measure) -> Passage:
    """The words of a measure without its number, where they are its text with a number before it."""
    label = len(passage.text) - len(measure.text)
    return passage.cut(label) if label > 0 and passage.text.endswith(measure.text) else passage


def common(measure: Measure, start: int, end: int) -> int:
    """How many characters of a stretch of the text a measure holds."""
    return sum(max(0, min(last, end) - max(first, start)) for first, last in parts_of(measure))


def _length(measure: Measure) -> int:
    return sum(last - first for first, last in parts_of(measure))
