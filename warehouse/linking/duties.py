"""Measures that repeat each other → one duty, under an id that it keeps when a new copy arrives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from warehouse.identity import new_id


@dataclass(frozen=True, slots=True)
class Member:
    """A measure as duties see it: `series` is the part of a document in which each measure is a task of its own."""

    measure_id: str
    series: str
    duty_id: str | None


def duties_of(
    members: Sequence[Member], repeats: Iterable[tuple[str, str]], parted: Iterable[tuple[str, str]] = ()
) -> dict[str, str]:
    """measure_id → duty_id. `members` in the order in which they were issued, `repeats` the surest pairs first.

    A duty has one measure of a series at most, and never two that people `parted`: a pair that would break that does not
    join. A duty keeps the id that most of its measures had; a new one takes the id of its first measure.
    """
    groups = _joined(members, repeats, parted)
    held: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, group in enumerate(groups):
        for duty, count in Counter(m.duty_id for m in group if m.duty_id).items():
            own = any(m.measure_id == duty for m in group)
            held[duty].append((-count * 2 - own, index))
    ids: dict[int, str] = {}
    for _, index, duty in sorted((*min(claims), duty) for duty, claims in held.items()):
        ids.setdefault(index, duty)
    taken = set(ids.values())
    for index, group in enumerate(groups):
        if index not in ids:
            first = next((m.measure_id for m in group if m.measure_id not in taken), None)
            ids[index] = first or new_id(taken, "duty", group[0].measure_id)
            taken.add(ids[index])
    return {member.measure_id: ids[index] for index, group in enumerate(groups) for member in group}


def _joined(
    members: Sequence[Member], repeats: Iterable[tuple[str, str]], parted: Iterable[tuple[str, str]]
) -> list[list[Member]]:
    group_of: dict[str, list[Member]] = {member.measure_id: [member] for member in members}
    apart = _apart(parted)
    for one, two in repeats:
        left, right = group_of.get(one), group_of.get(two)
        if left is None or right is None or left is right or not _may_join(left, right, apart):
            continue
        left.extend(right)
        group_of.update((member.measure_id, left) for member in right)
    order = {member.measure_id: place for place, member in enumerate(members)}
    unique = {id(group): group for group in group_of.values()}
    return [sorted(group, key=lambda member: order[member.measure_id]) for group in unique.values()]


def _apart(parted: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, two in parted:
        apart[one].add(two)
        apart[two].add(one)
    return apart


def _may_join(left: Sequence[Member], right: Sequence[Member], apart: Mapping[str, set[str]]) -> bool:
    if {member.series for member in left} & {member.series for member in right}:
        return False
    strangers = {stranger for member in left for stranger in apart.get(member.measure_id, ())}
    return not strangers & {member.measure_id for member in right}
