"""What a heading, or the sentence that heads a list, says for all that stands under it: deadlines and units."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from documents.model import Deadline
from documents.structure.blocks import duty_of
from documents.structure.items import breaks_of, charged, fields_of, lead_above, lead_in, named_for, said_for_all
from documents.structure.making import Setting, governs
from documents.structure.tree import Node
from documents.text.outline import year_of_heading
from documents.text.passage import Passage
from documents.times.dates import Basis
from documents.times.deadlines import Found, deadlines_in
from documents.units.mentions import Listed, mentions_in, mentions_of_cell


class Governing:
    """Asked by the items of a document; each heading is looked at once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.dated: dict[int, tuple[Deadline, ...]] = {}  # by heading, as far as asked for
        self.named: dict[int, Listed] = {}
        self.years: dict[int, Deadline | None] = {}
        self.listed: dict[int, Passage | None] = {}  # by heading: the list under its last item that is that of all

    def in_heading(self, passage: Passage) -> Found:
        """The deadlines of a heading."""
        return deadlines_in(passage, self.setting.basis, "heading")

    def basis(self, node: Node, own: bool = False) -> Basis:
        """By what the times of an item are read: of the year that the nearest heading says, or, with `own`, the item's own."""
        for above in [*([node] if own else []), *node.ancestors()]:
            if (year := self._year(above)) and year.start and year.end and year.start.year == year.end.year:
                return replace(self.setting.basis, named=year.start.year)
        return self.setting.basis

    def _year(self, above: Node) -> Deadline | None:
        """The year that a heading says (2023年任务), as a deadline for what stands under it."""
        if id(above) not in self.years:
            title = above.passage.cut(above.label_end, above.title_end)
            said = year_of_heading(title.folded) if above.kind != "title" else None
            self.years[id(above)] = _during(title, said) if said else None
        return self.years[id(above)]

    def _year_of_several(self, above: Node) -> tuple[Deadline, ...]:
        """The year of a heading beside others for other years: there it says by when, and not what the programme is called."""
        year = self._year(above)
        beside = above.parent.children if year and above.parent else []
        others = (self._year(n) for n in (*beside[:2], *beside[-2:]))
        return (year,) if year and any(other and other.start != year.start for other in others) else ()

    def deadlines(self, node: Node) -> tuple[Deadline, ...]:
        """Those of the nearest heading that names one: it governs all that stands under it (GUIDELINES, rule 3)."""
        above = node.parent
        while above is not None:
            if id(above) not in self.dated:
                self.dated[id(above)] = self.own(above)
            if governing := self.dated[id(above)]:
                return governing
            if (last := self._said_for_all(above)) and (found := deadlines_in(last, self.setting.basis).deadlines):
                return tuple(found)
            above = above.parent
        return ()

    def own(self, above: Node) -> tuple[Deadline, ...]:
        """The deadlines that a heading itself, or the sentence that heads the list under it, sets for all of that."""
        parts = [above.passage.cut(above.label_end, above.title_end), above.passage.cut(lead_in(above))]
        if lead := lead_above(above):
            parts.append(lead[0].passage.cut(lead[1]))
        found = (tuple(d for d in self.in_heading(part).deadlines if governs(d)) for part in parts if part.text)
        fields = (above.passage.cut(start, end) for start, end in fields_of(above))
        said = (tuple(deadlines_in(field, self.setting.basis).deadlines) for field in fields)
        return next((deadlines for deadlines in (*found, *said) if deadlines), ()) or self._year_of_several(above)

    def units(self, node: Node) -> Listed:
        """The unit that an item begins with, else the units of the heading above, or those whose duties it says follow."""
        text = node.passage.cut(node.label_end)
        if unit := charged(text.folded):
            return mentions_of_cell(text.cut(0, unit), "responsible")
        for above in node.ancestors():
            if last := self._said_for_all(above):
                return mentions_in(last, (), self.setting.first_leads)
            if id(above) not in self.named:
                self.named[id(above)] = self._units_of(above)
            if self.named[id(above)].mentions:
                return self.named[id(above)]
        return Listed((), False)

    def beside(self, node: Node) -> Listed:
        """The units in a bracket of the heading itself: 一、强化科技创新（区科技局牵头）."""
        title = node.passage.cut(node.label_end, node.title_end)
        return mentions_in(title, (), self.setting.first_leads) if "（" in title.folded else Listed((), False)

    def _units_of(self, above: Node) -> Listed:
        title = above.passage.cut(above.label_end, above.title_end)
        if unit := duty_of(title.folded) or named_for(title.folded):
            return mentions_of_cell(title.cut(0, unit), "responsible")
        breaks = [b - above.label_end for b in breaks_of(above)]
        return mentions_in(above.passage.cut(above.label_end), breaks, self.setting.first_leads)

    def _said_for_all(self, above: Node) -> Passage | None:
        if id(above) not in self.listed:
            self.listed[id(above)] = said_for_all(above)
        return self.listed[id(above)]


def _during(title: Passage, said: re.Match[str]) -> Deadline:
    """The year of a heading, or its years, as the period that they are."""
    last = "year" if said["year"] else "year_"
    start, end = said.start("from" if said["from"] else last), said.end(last) + 1  # with 年
    first = date(int(said["from"] or said[last]), 1, 1)
    span = title.span(start, end)
    return Deadline(title.text[start:end], "during", first, date(int(said[last]), 12, 31), "", "", None, span)
