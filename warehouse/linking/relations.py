"""Which documents can have to do with each other, and how: found through what they cite, by title, by issuer and place.

Every step looks names up in an index, so the work grows with the documents and their citations, not with their pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from warehouse.identity import words
from warehouse.linking.wording import inner_name, is_plan, number_key, subject, years

# A plan that cites nothing acts on one of the same subject that came out within this time before it.
LONGEST_LAG = timedelta(days=550)
# A subject shorter than this is no name: two documents can have it by chance.
SHORTEST_SUBJECT = 4
# More documents than this of sister places on one superior are compared with the next ones in the order of their codes.
SISTERS_COMPARED = 12
GOVERNMENTS = frozenset({"government", "town"})
OFFICES = ("办公厅", "办公室", "人民政府", "委员会办公室")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a document: as table `documents`, with its place's name and the kind of its issuer (units.kind)."""

    document_id: str
    number: str
    title: str
    issuer: str
    issued: date | None
    jurisdiction: str
    place: str
    issuer_unit: str
    issuer_kind: str

    @property
    def governs(self) -> bool:
        """Whether a government or its office issued it, and not one of its departments."""
        return self.issuer_kind in GOVERNMENTS or self.issuer.endswith(OFFICES)

    @property
    def subject(self) -> str:
        """What it is about, "" where its title does not say."""
        found = subject(self.title, self.place, self.issuer)
        return found if len(found) >= SHORTEST_SUBJECT else ""

    @property
    def designation(self) -> str:
        """What its issuer is called in any place: all governments and their offices alike."""
        return "government" if self.governs else self.issuer_unit.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of table `citations`."""

    document_id: str
    number: str
    title: str
    implements: bool


Pair = tuple[str, str]


def superior_places(jurisdiction: str) -> tuple[str, ...]:
    """A place's code and those above it, nearest first (GB/T 2260: two digits a level; a town has nine); () for none."""
    if not jurisdiction:
        return ()
    town = (jurisdiction,) if len(jurisdiction) > 6 else ()
    county = jurisdiction[:6].ljust(6, "0")
    return tuple(dict.fromkeys((*town, county, county[:4] + "00", county[:2] + "0000", "000000")))


def parent_place(jurisdiction: str) -> str:
    """The code of the place next above, "" for the nation and for none."""
    above = superior_places(jurisdiction)
    return above[1] if len(above) > 1 else ""


def implementing(
    heads: Sequence[Head], citations: Iterable[Cited], forwards: Iterable[Pair] = ()
) -> dict[str, tuple[str, ...]]:
    """Which documents each one acts on, nearest first, along the whole chain; `forwards` are (inner, the one around it)."""
    directly: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for own, other in (*_cited(heads, citations), *((outer, inner) for inner, outer in forwards)):
        directly[own][other] = None
    for own, other in _same_subject(heads, directly):
        directly[own][other] = None
    return {head.document_id: tuple(_chain(head.document_id, directly)) for head in heads}


def _chain(start: str, directly: Mapping[str, Iterable[str]]) -> Iterator[str]:
    met, waiting = {start}, [start]
    for document in waiting:
        for other in directly.get(document, ()):
            if other not in met:
                met.add(other)
                waiting.append(other)
                yield other


def _cited(heads: Sequence[Head], citations: Iterable[Cited]) -> Iterator[Pair]:
    by_id = {head.document_id: head for head in heads}
    by_number, by_title = defaultdict(list), defaultdict(list)
    for head in heads:
        if head.number:
            by_number[number_key(head.number)].append(head)
        for key in _title_keys(head.title, head.place):
            by_title[key].append(head)
    for citation in citations:
        own = by_id.get(citation.document_id)
        if own is None or not citation.implements:
            continue
        found = _fitting(own, by_number.get(number_key(citation.number), ()) if citation.number else ())
        if not found:
            named = (head for key in _title_keys(citation.title, "") for head in by_title.get(key, ()))
            found = _nearest(_fitting(own, [head for head in named if not (citation.number and head.number)]))
        yield from ((own.document_id, head.document_id) for head in found)


def _title_keys(title: str, place: str) -> tuple[str, ...]:
    """The whole title, the plan that it issues, and that plan without its place."""
    inner = inner_name(title)
    keys = (words(title), inner, inner.removeprefix(words(place)))
    return tuple(dict.fromkeys(key for key in keys if len(key) >= SHORTEST_SUBJECT))


def _fitting(own: Head, heads: Iterable[Head]) -> list[Head]:
    """Those that `own` can act on: of its place or one above it, and not issued after it."""
    above = superior_places(own.jurisdiction)
    return [
        head
        for head in dict.fromkeys(heads)
        if head.document_id != own.document_id
        and (not head.jurisdiction or not above or head.jurisdiction in above)
        and (own.issued is None or head.issued is None or head.issued <= own.issued)
    ]


def _nearest(heads: list[Head]) -> list[Head]:
    """Where a title alone names several, that of the place nearest above; several of one place are editions of one text."""
    lowest = max((len(head.jurisdiction.rstrip("0")) for head in heads), default=0)
    return [head for head in heads if len(head.jurisdiction.rstrip("0")) == lowest]


def _same_subject(heads: Sequence[Head], cited: Mapping[str, object]) -> Iterator[Pair]:
    """A plan that cites none that is held acts on the latest one of its subject by an issuer above its own."""
    by_subject = defaultdict(list)
    for head in heads:
        if head.subject and head.jurisdiction:
            by_subject[head.subject].append(head)
    for head in heads:
        if cited.get(head.document_id) or not head.subject or head.issued is None:
            continue
        above = [other for other in _fitting(head, by_subject[head.subject]) if _above(other, head)]
        timely = [other for other in above if other.issued and head.issued - other.issued <= LONGEST_LAG]
        for other in _nearest(timely):
            if years(other.title) == years(head.title):
                yield head.document_id, other.document_id


def _above(other: Head, own: Head) -> bool:
    if other.jurisdiction != own.jurisdiction:
        return True
    return other.governs and not own.governs


def sisters(heads: Sequence[Head], citations: Iterable[Cited], acts_on: Mapping[str, Sequence[str]]) -> list[Pair]:
    """Pairs of documents of sister places, by issuers of one sort, that act on the same superior or are on one subject."""
    by_id = {head.document_id: head for head in heads}
    grounds: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for head in heads:
        for other in acts_on.get(head.document_id, ()):
            grounds["held", other, *_rank(head)][head.document_id] = None
        if head.subject:
            grounds["subject", head.subject, *_rank(head)][head.document_id] = None
    for citation in citations:
        cited_by = by_id.get(citation.document_id)
        if cited_by is not None and citation.implements and is_plan(citation.title):
            key = number_key(citation.number) or inner_name(citation.title)
            grounds["cited", key, *_rank(cited_by)][citation.document_id] = None
    pairs: dict[Pair, None] = {}
    for group in grounds.values():
        pairs |= dict.fromkeys(_neighbours([by_id[document] for document in group]))
    return list(pairs)


def _rank(head: Head) -> tuple[str, ...]:
    return parent_place(head.jurisdiction), str(len(superior_places(head.jurisdiction))), head.designation


def _neighbours(heads: Sequence[Head]) -> Iterator[Pair]:
    """Those of a group two by two, each with the next few places in the order of the codes."""
    ordered = sorted((head for head in heads if head.jurisdiction), key=lambda h: (h.jurisdiction, h.document_id))
    for i, one in enumerate(ordered):
        for other in islice(ordered, i + 1, i + 1 + SISTERS_COMPARED):
            if one.jurisdiction != other.jurisdiction and _of_one_time(one, other):
                yield one.document_id, other.document_id


def _of_one_time(one: Head, other: Head) -> bool:
    if one.issued is None or other.issued is None:
        return years(one.title) == years(other.title)
    return abs(one.issued - other.issued) <= LONGEST_LAG
