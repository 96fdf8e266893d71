"""Measures made anew from marked words: added, split and merged, read by the reader's own functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from documents.mends.draft import Draft, NotAppliedError, common, parts_of, without_label
from documents.mends.marking import Marked, marked_words
from documents.model import Deadline, Measure, Mention, Span
from documents.structure.making import Heading, measure_of
from documents.text.outline import numbering_of
from documents.text.passage import Passage, join
from documents.text.quoting import place_in
from documents.times.deadlines import deadlines_in
from documents.units.mentions import Listed, mentions_in, mentions_of_cell
from documents.units.role_words import label_before
from documents.units.unit_lists import end_without_list, lists_in
from documents.units.unit_names import may_be_unit

# A cell of so few characters is a field: what is a time in it is a deadline.
FIELD = 24
# What is nothing but marks is no task.
WORDS = re.compile(r"\w")

Item = TypeVar("Item", Deadline, Mention)


def add_measure(draft: Draft, start: int, end: int, number: str) -> None:
    """The marked words become a measure; where the reader reads it by now, it stays as it is read. Raises NotAppliedError."""
    marked = marked_words(draft.text, draft.furniture, draft.setting, start, end)
    passage = marked.passage
    if not passage.text:
        raise NotAppliedError("no_measure")
    span = passage.span()
    if any((m.span.start, m.span.end) == (span.start, span.end) for m in draft.measures):
        return
    new = _of_row(draft, marked, number) if marked.cells else _of_words(draft, marked, number)
    draft.measures[:] = [left for measure in draft.measures if (left := _without(draft, measure, new))]
    behind = next((i for i, m in enumerate(draft.measures) if m.span.start > span.start), len(draft.measures))
    draft.measures.insert(behind, new)


def _of_words(draft: Draft, marked: Marked, number: str) -> Measure:
    numbering = numbering_of(marked.passage)
    label = numbering.end if numbering and numbering.end < len(marked.passage.text) else 0
    text, breaks = marked.passage.cut(label), [b - label for b in marked.breaks if b > label]
    title = _title(text, breaks)
    heading = Heading(title, number or (numbering.printed if numbering and label else ""), marked.chapter)
    deadlines = tuple(deadlines_in(text, draft.setting.basis).deadlines)
    listed = mentions_in(text, breaks, draft.setting.first_leads)
    return measure_of(draft.setting, marked.passage, heading, deadlines, listed, text.text)


def _without(draft: Draft, measure: Measure, taken: Measure) -> Measure | None:
    """A measure without the words that another one is made of; None where nothing is left of it."""
    start, end = taken.span.start, taken.span.end
    if not common(measure, start, end):
        return measure
    pieces = [piece for a, b in parts_of(measure) for piece in ((a, min(b, start)), (max(a, end), b))]
    parts = tuple(piece for piece in pieces if piece[0] < piece[1])
    left = draft.passage(parts)
    if not left.text:
        return None
    return replace(
        measure, text=measure.text.replace(taken.text, "", 1), parts=_within(parts, left), span=left.span(),
        end_line=left.line_of(len(left.text) - 1),
        deadlines=tuple(d for d in measure.deadlines if not start <= d.span.start < end),
        mentions=tuple(m for m in measure.mentions if not start <= m.span.start < end),
    )  # fmt: skip


def _title(text: Passage, breaks: Sequence[int]) -> str:
    """A measure's text up to the first 。 or the end of its first paragraph, without its list of units."""
    paragraph = next((b for b in breaks if b > 0), len(text.text))
    stop = text.folded.find("。", 0, paragraph)
    first = text.cut(0, stop if stop > 0 else paragraph)
    end = end_without_list(first)
    return first.text[: end if end > 1 else None].strip("：: 。；;") or first.text


def _of_row(draft: Draft, marked: Marked, number: str) -> Measure:
    """A row of a table: the first cell that is no number says the task, a short one that is a time says by when."""
    cells = [cell for cell in marked.cells if cell.text]
    told = next((cell for cell in cells if cell.text.strip("0123456789.、（）()")), cells[0])
    first = cells[0] if cells[0] is not told else None
    found = [
        deadlines_in(c, draft.setting.basis, "field" if len(c.text) <= FIELD else "prose")
        for c in cells
        if c is not first
    ]
    deadlines = tuple(sorted((d for one in found for d in one.deadlines), key=lambda d: d.span.start))
    listed = [mentions_in(cell, (), draft.setting.first_leads) for cell in cells]
    if not any(one.mentions for one in listed):
        listed = [mentions_of_cell(cell, "other") for cell in cells if cell is not told and may_be_unit(cell.folded)]
    units = Listed(tuple(_once(m for one in listed for m in one.mentions)), any(one.open for one in listed))
    heading = Heading(told.text, number or (first.text if first else ""), marked.chapter)
    shown = " | ".join(cell.text for cell in cells)
    return measure_of(draft.setting, marked.passage, heading, deadlines, units, shown)


def split_measure(draft: Draft, at: int, start: int, number: str) -> None:
    """A measure becomes two, the second from the marked words on. Raises NotAppliedError where these are its first."""
    measure = draft.measures[at]
    before = [(first, min(last, start)) for first, last in parts_of(measure) if first < start]
    after = [(max(first, start), last) for first, last in parts_of(measure) if last > start]
    head, tail = draft.passage(before), draft.passage(after)
    if not without_label(join([head, tail]), measure).cut(0, 1).text or not head.text or not tail.text:
        raise NotAppliedError("at_the_edge")
    own = _text_before(measure, head, join([head, tail]))
    label = numbering_of(tail)
    begins = label.end if label and label.end < len(tail.text) else 0
    later = _text_after(measure, own) or tail.cut(begins).text
    if not (WORDS.search(own) and WORDS.search(later)):
        raise NotAppliedError("at_the_edge")
    first, second = _shared_deadlines(measure, join([head, tail]), start), _shared_mentions(measure, start)
    title = own if len(own) < len(measure.title) else measure.title
    draft.measures[at : at + 1] = [
        replace(
            measure, title=title.strip("，,；;、：: "), text=own, deadlines=first[0], mentions=second[0], parts=_within(before, head),
            span=head.span(), end_line=head.line_of(len(head.text) - 1),
        ),
        replace(
            measure, title=_title(tail.cut(begins), ()), text=later,
            number=number or (label.printed if label and begins else ""), deadlines=first[1], mentions=second[1],
            parts=_within(after, tail), span=tail.span(), end_line=tail.line_of(len(tail.text) - 1),
        ),
    ]  # fmt: skip


def _within(parts: Iterable[tuple[int, int]], words: Passage) -> tuple[tuple[int, int], ...]:
    """Of stretches of the text what lies between the first and the last character of their words: no blanks at the ends."""
    span = words.span()
    clipped = ((max(first, span.start), min(last, span.end)) for first, last in parts)
    return tuple((first, last) for first, last in clipped if first < last)


def _text_before(measure: Measure, head: Passage, whole: Passage) -> str:
    """What of a measure's text stands in its first part: as many of its characters, blanks and the bars of a row apart."""
    label = len(whole.text) - len(without_label(whole, measure).text)
    wanted = len(head.text) - label
    for i, character in enumerate(measure.text):
        if wanted <= 0:
            return measure.text[:i].rstrip(" |")
        wanted -= character not in " |"
    return measure.text


def _text_after(measure: Measure, own: str) -> str:
    return measure.text[len(own) :].strip(" |")


def _shared_deadlines(
    measure: Measure, whole: Passage, start: int
) -> tuple[tuple[Deadline, ...], tuple[Deadline, ...]]:
    """The deadlines of two parts: each its own, and those that govern the whole where it has none.

    Those of a heading, or of a list of units (完成时限：…), govern the whole; one of a sentence that goes on governs its end.
    """
    first, second, above = _sides(measure, measure.deadlines, start)
    if not first and not above:
        first = tuple(d for d in second if _is_field(whole, d))
    if not second and not above:
        cut = place_in(whole, start, start)[0]
        second = tuple(
            d for d in first
            if _is_field(whole, d) or "。" not in whole.folded[place_in(whole, d.span.start, d.span.end)[1] : cut]
        )  # fmt: skip
    return (*above, *first), (*above, *second)


def _is_field(whole: Passage, deadline: Deadline) -> bool:
    at, end = place_in(whole, deadline.span.start, deadline.span.end)
    if any(first <= at and end <= last for first, last in lists_in(whole).spans):
        return True
    label = label_before(whole.folded, 0, at - 1) if whole.folded[max(at - 1, 0) : at] == "：" else None
    return label is not None and label.role == "time"


def _shared_mentions(measure: Measure, start: int) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The units of two parts: each its own, and all of them where a part names none, for one list then governs both."""
    first, second, above = _sides(measure, measure.mentions, start)
    if above or not (first and second):
        return tuple(_once((*above, *(first or second)))), tuple(_once((*above, *(second or first))))
    return first, second


def _sides(
    measure: Measure, things: Sequence[Item], start: int
) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """Things that stand in the first part of a measure, in the second, and outside of it."""
    low, high = parts_of(measure)[0][0], max(last for _, last in parts_of(measure))
    inside = [thing for thing in things if low <= thing.span.start < high]
    return (
        tuple(thing for thing in inside if thing.span.start < start),
        tuple(thing for thing in inside if thing.span.start >= start),
        tuple(thing for thing in things if not low <= thing.span.start < high),
    )


def _once(mentions: Sequence[Mention] | Iterator[Mention]) -> Iterator[Mention]:
    seen: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        seen.setdefault((mention.surface, "" if mention.group else mention.role), mention)
    yield from seen.values()


def merge_measures(draft: Draft, at: int) -> None:
    """A measure joins the one before it, which keeps its number and title. Raises NotAppliedError for the first one."""
    if at == 0:
        raise NotAppliedError("first_measure")
    before, joined = draft.measures[at - 1], draft.measures[at]
    text = draft.passage(parts_of(joined)).text or joined.text
    deadlines = {(d.surface, d.span): d for d in (*before.deadlines, *joined.deadlines)}
    parts = tuple(sorted({*parts_of(before), *parts_of(joined)}))
    draft.measures[at - 1 : at + 1] = [
        replace(
            before, text=before.text + text, deadlines=tuple(deadlines.values()), parts=parts,
            mentions=tuple(_once((*before.mentions, *joined.mentions))), open=before.open or joined.open,
            span=Span(before.span.line, before.span.start, max(before.span.end, joined.span.end)),
            end_line=max(before.end_line, joined.end_line),
        )
    ]  # fmt: skip
