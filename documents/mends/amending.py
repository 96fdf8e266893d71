"""What a steward decided about a reading → the measures as decided.

An amendment names its passage by its words, so that it holds in a corrected source too. One whose passage is not found any
more, or not for sure, becomes a problem that a check shows: none vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TypeVar, cast, get_args

from documents.mends.draft import Draft, NotAppliedError
from documents.mends.remaking import add_measure, merge_measures, split_measure
from documents.model import Deadline, DeadlineKind, Document, Measure, Mention, Problem, Role, Segment, Span
from documents.text.passage import fold
from documents.text.quoting import Found, Quote, place_in
from documents.times.steps import steps_of
from documents.units.unit_names import is_group
from documents.vocabulary import table

PROBLEM = "mend_not_applied"
LONGEST_SHOWN, LONGEST_NAME = 40, 60

Item = TypeVar("Item", Deadline, Mention)


@dataclass(frozen=True, slots=True)
class Amendment:
    """One mend of a reading: its kind (a row of grammar/amending.toml), the marked words, and what is to be there.

    `values`, all text: `start_on` and `due_on` (ISO days, "" for none) and `rule` (RFC 5545, "" for none) of a deadline;
    `role` (lead, responsible, cooperating, other) and `surface` of a unit; `number` of a measure. `measure` are words of the
    one measure that is meant, where what is marked (a deadline in a heading) belongs to several; without it all are.
    """

    kind: str
    quote: Quote
    values: Mapping[str, str] = field(default_factory=dict)
    measure: Quote | None = None


def amend(
    document: Document,
    text: str,
    measures: Sequence[Measure],
    amendments: Sequence[Amendment],
    segments: Sequence[Segment] = (),
    issued: date | None = None,
) -> tuple[tuple[Measure, ...], tuple[Problem, ...]]:
    """The measures of `document` as decided, in text order, and a problem for each amendment that could not be made.

    `text` is the decoded whole that spans count in, `segments` the reading's, `issued` the day by which a document without
    one was read. The amendments are made one after the other, each on what those before it left.
    """
    draft = Draft(document, text, list(measures), segments, issued)
    problems = []
    for amendment in amendments:
        try:
            _apply(draft, amendment)
        except NotAppliedError as error:
            problems.append(_problem(document, amendment, str(error)))
    return tuple(draft.measures), tuple(problems)


def _apply(draft: Draft, amendment: Amendment) -> None:
    row = table("amending")["kind"].get(amendment.kind)
    if row is None or amendment.kind not in APPLY:
        raise NotAppliedError("unknown")
    found = _found(draft.searched.find(amendment.quote, row.get("edited", False)))
    APPLY[amendment.kind](draft, amendment, found.start, found.end)


def _found(found: Found) -> Found:
    if found.why:
        raise NotAppliedError(found.why)
    return found


def _problem(document: Document, amendment: Amendment, why: str) -> Problem:
    words = table("amending")
    title = words["kind"].get(amendment.kind, {}).get("title", amendment.kind)
    exact = " ".join(amendment.quote.exact.split())
    shown = exact if len(exact) <= LONGEST_SHOWN else f"{exact[:LONGEST_SHOWN]}…"
    detail = words["told"]["sentence"].format(title=title, why=words["why"][why], exact=shown)
    return Problem(
        PROBLEM, document.key, shown, detail, Span(document.span.line, document.span.start, document.span.start)
    )


def _meant(draft: Draft, amendment: Amendment) -> Sequence[int]:
    """The places of the measures that an amendment may concern."""
    if amendment.measure is None:
        return range(len(draft.measures))
    found = _found(draft.searched.find(amendment.measure, edited=True))
    return [draft.holder(found.start, found.end)]


def _standing(
    draft: Draft, amendment: Amendment, things: Callable[[Measure], Sequence[Item]], name: str, start: int, end: int
) -> list[tuple[int, Item]]:
    """The deadlines, or mentions, that stand at a place, each with the place of its measure. Raises NotAppliedError."""
    near = [
        (i, thing)
        for i in _meant(draft, amendment)
        for thing in things(draft.measures[i])
        if thing.span.start < end and thing.span.end > start
    ]
    exact = [(i, thing) for i, thing in near if (thing.span.start, thing.span.end) == (start, end)]
    chosen = exact or near
    if not chosen:
        raise NotAppliedError(f"no_{name}")
    if len({(thing.span.start, thing.span.end) for _, thing in chosen}) > 1:
        raise NotAppliedError(f"several_{name}s")
    return chosen


def _deadlines(draft: Draft, amendment: Amendment, start: int, end: int) -> list[tuple[int, Deadline]]:
    return _standing(draft, amendment, lambda measure: measure.deadlines, "deadline", start, end)


def _mentions(draft: Draft, amendment: Amendment, start: int, end: int) -> list[tuple[int, Mention]]:
    return _standing(draft, amendment, lambda measure: measure.mentions, "mention", start, end)


def _date_deadline(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    """A deadline keeps its words and its step and gets the days that were decided."""
    kind, first, last, rule = _days(amendment.values)
    for i, deadline in _deadlines(draft, amendment, start, end):
        dated = replace(deadline, kind=kind, start=first, end=last, rule=rule, alternative=None)
        draft.change(i, deadlines=tuple(dated if d is deadline else d for d in draft.measures[i].deadlines))


def _strike_deadline(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    for i, deadline in _deadlines(draft, amendment, start, end):
        draft.change(i, deadlines=tuple(d for d in draft.measures[i].deadlines if d is not deadline))


def _add_deadline(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    """The marked words become a deadline of their clause; what was read there otherwise gives way."""
    kind, first, last, rule = _days(amendment.values)
    at = draft.holder(start, end)
    measure = draft.measures[at]
    others = [d for d in measure.deadlines if d.span.end <= start or d.span.start >= end]
    passage = draft.paragraph(measure, start)
    begins, ends = place_in(passage, start, end)
    if begins >= ends:
        raise NotAppliedError("no_measure")
    places = {place_in(passage, d.span.start, d.span.end) for d in others} | {(begins, ends)}
    ordered = sorted((first, last) for first, last in places if first < last)
    steps = dict(zip(ordered, steps_of(passage, ordered), strict=True))
    span = passage.span(begins, ends)
    step = steps[begins, ends] or measure.title
    new = Deadline(passage.text[begins:ends], kind, first, last, rule, step, None, span, begins, ends)
    draft.change(at, deadlines=_inserted(others, new))


def _inserted(others: Sequence[Item], new: Item) -> tuple[Item, ...]:
    """Things of a measure with one more, before the first that stands further on."""
    behind: int = next((i for i, other in enumerate(others) if other.span.start > new.span.start), len(others))
    placed = list(others)
    placed.insert(behind, new)
    return tuple(placed)


def _change_role(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    role = _role(amendment.values)
    for i, mention in _mentions(draft, amendment, start, end):
        changed = replace(mention, role=role)
        others = [
            m for m in draft.measures[i].mentions if m is mention or (m.surface, m.role) != (mention.surface, role)
        ]
        draft.change(i, mentions=tuple(changed if m is mention else m for m in others))


def _strike_mention(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    for i, mention in _mentions(draft, amendment, start, end):
        draft.change(i, mentions=tuple(m for m in draft.measures[i].mentions if m is not mention))


def _add_mention(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    """A unit of a measure, whether its text names it or not; the words marked are the measure's, or the unit's in it."""
    role, surface = _role(amendment.values), "".join(amendment.values.get("surface", "").split())
    if not surface or len(surface) > LONGEST_NAME:
        raise NotAppliedError("no_name")
    at = draft.holder(start, end)
    measure = draft.measures[at]
    marked = draft.passage([(start, end)])
    place = marked.folded.find(fold(surface))
    span = marked.span(place, place + len(surface)) if place >= 0 else draft.span(start, end)
    new = Mention(surface, role, is_group(fold(surface)), span)
    others = [m for m in measure.mentions if m.surface != surface]
    draft.change(at, mentions=_inserted(others, new))


def _add_measure(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    add_measure(draft, start, end, amendment.values.get("number", ""))


def _split_measure(draft: Draft, amendment: Amendment, start: int, end: int) -> None:
    split_measure(draft, draft.holder(start, end), start, amendment.values.get("number", ""))


def _merge_measure(draft: Draft, _: Amendment, start: int, end: int) -> None:
    merge_measures(draft, draft.holder(start, end))


def _strike_measure(draft: Draft, _: Amendment, start: int, end: int) -> None:
    del draft.measures[draft.holder(start, end)]


def _role(values: Mapping[str, str]) -> Role:
    if values.get("role") not in get_args(Role):
        raise NotAppliedError("wrong_role")
    return cast(Role, values["role"])


def _days(values: Mapping[str, str]) -> tuple[DeadlineKind, date | None, date | None, str]:
    """Kind, first and last day and rule of a deadline as decided; none of them is an ongoing duty. Raises NotAppliedError."""
    try:
        start, end = (date.fromisoformat(day) if (day := values.get(name)) else None for name in ("start_on", "due_on"))
    except (ValueError, TypeError):
        raise NotAppliedError("wrong_days") from None
    rule = values.get("rule") or ""
    if rule:
        if end or not _rule().fullmatch(rule):
            raise NotAppliedError("wrong_days")
        return "recurring", start, None, rule
    if (start and not end) or (start and end and end < start):
        raise NotAppliedError("wrong_days")
    return ("during" if start else "by" if end else "ongoing"), start, end, ""


@cache
def _rule() -> re.Pattern[str]:
    words = table("amending")["rule"]
    return re.compile(f"FREQ=(?:{words['frequency']})(?:;(?:{'|'.join(words['part'])})){{0,5}}")


APPLY: Mapping[str, Callable[[Draft, Amendment, int, int], None]] = {
    "deadline_date": _date_deadline,
    "deadline_add": _add_deadline,
    "deadline_strike": _strike_deadline,
    "mention_role": _change_role,
    "mention_add": _add_mention,
    "mention_strike": _strike_mention,
    "measure_add": _add_measure,
    "measure_split": _split_measure,
    "measure_merge": _merge_measure,
    "measure_strike": _strike_measure,
}
