"""Which deadline of a new reading is which of the old one: within its measure, and where a measure was split or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from documents.model import Measure
from warehouse.identity import NEVER, SAME_STEP, Facts, match, new_id, unique_pairs, words

Row = Mapping[str, Any]
# The columns of table `deadlines` that say which deadline a row is.
COLUMNS = ("deadline_id", "measure_id", "position", "surface", "step", "withdrawn_on")


def deadline_ids(
    identities: Sequence[str], measures: Sequence[Measure], before: Mapping[str, pl.DataFrame], taken: set[str]
) -> list[list[str]]:
    """The ids of the deadlines of each measure. `identities` are the measures', `before` the document's rows by table.

    `taken` are the ids given so far, which grows.
    """
    rows = list(before["deadlines"].select(COLUMNS).iter_rows(named=True))
    old: dict[str, list[Row]] = {}
    for row in rows:
        old.setdefault(row["measure_id"], []).append(row)
    known = [_matched(measure, old.get(one, ())) for one, measure in zip(identities, measures, strict=True)]
    used = {identity for matched in known for identity in matched.values()}
    texts = dict(before["measures"].select("measure_id", "text").iter_rows())
    left = [row for row in rows if row["deadline_id"] not in used and row["measure_id"] in texts]
    for matched, measure in zip(known, measures, strict=True):
        moved = _moved(measure, matched, left, texts) if left else {}
        matched.update(moved)
        left = [row for row in left if row["deadline_id"] not in moved.values()]
    return [
        [
            matched.get(i) or new_id(taken, identity, fact.place, fact.name, measure.deadlines[i].surface)
            for i, fact in enumerate(_facts(measure))
        ]
        for identity, measure, matched in zip(identities, measures, known, strict=True)
    ]


def _matched(measure: Measure, old: Sequence[Row]) -> dict[int, str]:
    """The deadlines of a measure that it had before: the same words of the same step first, then the same step."""
    if not old:
        return {}
    matched = dict(_equal(measure, range(len(measure.deadlines)), old))
    rest = [i for i in range(len(measure.deadlines)) if i not in matched]
    facts = _facts(measure)
    known = {row["deadline_id"]: _old_facts(row) for row in _others(old, matched)}
    matched |= {rest[i]: identity for i, identity in match(known, [facts[i] for i in rest], SAME_STEP).items()}
    return matched | _by_surface(measure, _others(old, matched), matched)


def _equal(measure: Measure, places: Iterable[int], old: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """Deadlines and old rows with the same words and the same step, where these tell them apart."""
    facts = _facts(measure)
    new = {i: Facts("", words(measure.deadlines[i].surface), facts[i].text) for i in places}
    known = {row["deadline_id"]: Facts("", words(row["surface"]), _old_facts(row).text) for row in old}
    return iter(unique_pairs(known, new, lambda one: (one.name, one.text)))


def _others(old: Iterable[Row], matched: Mapping[int, str]) -> list[Row]:
    given = set(matched.values())
    return [row for row in old if row["deadline_id"] not in given]


def _by_surface(measure: Measure, old: Sequence[Row], matched: Mapping[int, str]) -> dict[int, str]:
    """The deadlines not matched yet whose step alone is worded otherwise, by its author or by a later reader.

    In one measure the same words of time, where no other deadline has them, are the same deadline.
    """
    left = [i for i in range(len(measure.deadlines)) if i not in matched]
    new = [Facts("", words(measure.deadlines[i].surface), "") for i in left]
    live = {row["deadline_id"]: Facts("", words(row["surface"]), "") for row in old if row["withdrawn_on"] is None}
    return {left[place]: identity for place, identity in match(live, new, NEVER).items()}


def _moved(
    measure: Measure, matched: Mapping[int, str], left: Sequence[Row], texts: Mapping[str, str]
) -> dict[int, str]:
    """The deadlines that stood in another measure which now is a part of this one, or of which this one was a part."""
    places = [i for i in range(len(measure.deadlines)) if i not in matched]
    if not places:
        return {}
    own = words(measure.text)
    near = [row for row in left if own and ((other := words(texts[row["measure_id"]])) in own or own in other)]
    return dict(_equal(measure, places, near))


def _facts(measure: Measure) -> list[Facts]:
    return [_deadline_facts(i, d.surface, d.step) for i, d in enumerate(measure.deadlines)]


def _old_facts(row: Row) -> Facts:
    return _deadline_facts(row["position"], row["surface"], row["step"])


def _deadline_facts(position: int, surface: str, step: str) -> Facts:
    # The step without its date: a deadline that moves to another day is still the same deadline.
    task = words(step).replace(words(surface), "")
    return Facts(str(position), task, task)
