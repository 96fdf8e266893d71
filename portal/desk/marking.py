"""Words that a steward marked in the text of a source: where they stand, and by which day they mean if they say one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from documents.text.passage import passage_of
from documents.times.dates import Basis
from documents.times.deadlines import deadlines_in
from portal.desk.source_view import line_of, line_starts
from summaries.drawing import UNSEEN, shorten
from summaries.explanation import days
from warehouse.decisions import DecisionError, kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_WORDS = 5000
LONGEST_TIME = 60


@dataclass(frozen=True, slots=True)
class Mend:
    """A row of mends.toml, with the title of its kind of decision."""

    kind: str
    title: str
    group: str
    marks: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words in a text: from where to where, in characters, and on which line they begin."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class When:
    """What words of time were understood as: the values of a decision (ISO days, RFC 5545 rule) and a Chinese phrase."""

    start_on: str
    due_on: str
    rule: str
    told: str


@cache
def mends() -> Mapping[str, Mend]:
    """All that can be mended by marking words, in the order of the file."""
    rows = tomllib.loads(resources.files("portal.desk").joinpath("mends.toml").read_text(encoding="utf8"))
    return {
        name: Mend(name, kinds()[name].title, row["group"], row["marks"], tuple(row["asks"]))
        for name, row in rows.items()
    }


def find_words(text: str, words: str, line: int | None) -> Marked:
    """Where in `text` the marked words stand; of several places the one nearest to the line told.

    Blanks, line ends and what no page shows do not count. Raises DecisionError where they are not there, or nobody can say
    which of several places is meant.
    """
    wanted = "".join(c for c in words if _counts(c))
    if not wanted:
        raise DecisionError("请先在原文中划出文字，或者把原文粘贴到“原文文字”里。")
    if len(wanted) > LONGEST_WORDS:
        raise DecisionError(f"划出的文字太长，请不要超过{LONGEST_WORDS}字。")
    kept = [position for position, character in enumerate(text) if _counts(character)]
    dense = "".join(text[position] for position in kept)
    places = _places(dense, wanted)
    if not places:
        raise DecisionError(f"原文里没有“{shorten(words.strip(), 40)}”这些字。请从原文划选，或者照原文原样粘贴。")
    if len(places) > 1 and line is None:
        raise DecisionError(f"“{shorten(words.strip(), 40)}”在原文里出现{len(places)}次，请写明行号。")
    starts = line_starts(text)
    found = [(line_of(starts, kept[at]), at) for at in places]
    nearest = min(found, key=lambda place: abs(place[0] - (line or place[0])))
    begins = kept[nearest[1]]
    return Marked(begins, kept[nearest[1] + len(wanted) - 1] + 1, nearest[0])


def _counts(character: str) -> bool:
    return not character.isspace() and ord(character) not in UNSEEN


def _places(text: str, words: str) -> Sequence[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def understood(when: str, issued: date | None) -> When:
    """A day (2024-09-30), or words of time read as the reader reads them in a document issued on that day.

    Raises DecisionError where the words are no time, or more than one.
    """
    text = when.strip()
    try:
        day = date.fromisoformat(text) if len(text) == len("2024-09-30") else None
    except ValueError:
        day = None
    if day:
        return When("", day.isoformat(), "", f"{day}前完成")
    found = deadlines_in(
        passage_of([(text[:LONGEST_TIME], 0, 1)]), Basis(issued, issued.year if issued else None), "field"
    )
    if len(found.deadlines) != 1:
        what = "不止一个时间" if found.deadlines else "看不出是哪一天"
        raise DecisionError(f"“{shorten(text, 40)}”{what}。请写成 2024-09-30，或“2024年9月底前”“每季度末”这样的文字。")
    one = found.deadlines[0]
    iso = ["" if day is None else day.isoformat() for day in (one.start, one.end)]
    return When(iso[0], iso[1], one.rule, days(one).removeprefix("→ "))
