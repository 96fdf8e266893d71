"""Text → what a document says of itself: its force and validity, the period of its programme, its goals.

From when it is in force, until when, what rules where papers differ, and what is to be reached by when.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from documents.model import Statement
from documents.papers.heads import may_head, pattern
from documents.structure.lines import Line
from documents.text.numerals import number_of
from documents.text.outline import RANK, numbering_of
from documents.text.passage import Passage, join
from documents.times.dates import Basis, Days, parts_of
from documents.times.deadlines import READINGS, days_of
from documents.times.times import times_in
from documents.vocabulary import table

# How far a sentence is looked at on each side of the word that tells.
AROUND = 200
# A heading is no longer than this, and a goal's time stands no further than this behind the beginning of its sentence.
LONGEST_HEADING, LONGEST_TIME = 30, 30
# So deep in a document stands the title of the plan that it carries, on lines no longer than this.
TITLE_LINES, LONGEST_TITLE = 40, 60


def statements_of(lines: Sequence[Line], heading: Passage, basis: Basis) -> tuple[Statement, ...]:
    """What a document says of itself, in text order; `heading` is its title, `basis` what its times are read by."""
    texts = list(_texts(lines))
    effective = [s for text in texts for s in _effective(text, basis)]
    since = next((s.start for s in effective if s.start), None)
    titled = list(_titled(lines, heading))
    found = [
        *titled,
        *effective,
        *(s for text in texts for s in (*_valid(text, basis, since), *_force(text))),
        *(s for s in _programme(texts, basis) if not any((s.start, s.end) == (t.start, t.end) for t in titled)),
        *_goals(lines, basis),
    ]
    return tuple(sorted(found, key=lambda s: (s.span.start, s.span.end)))


def programme_end_of(statements: Sequence[Statement]) -> date | None:
    """The last day of the programme: as the title states it, else the text."""
    return next((s.end for s in statements if s.kind == "programme" and s.end), None)


def _statement(kind: str, passage: Passage, start: date | None, end: date | None) -> Statement:
    return Statement(kind, passage.text, start, end, passage.span())


def _sentence(folded: str, at: int) -> tuple[int, int]:
    """The sentence around a place: from the 。 or ； before to the one behind."""
    floor = max(0, at - AROUND)
    start = max(floor, *(folded.rfind(c, floor, at) + 1 for c in "。；！"))
    end = re.compile("[。；！]|$").search(folded, at, at + AROUND)
    return start, end.start() if end else min(len(folded), at + AROUND)


def _effective(whole: Passage, basis: Basis) -> Iterator[Statement]:
    """本办法自2021年6月1日起施行, 自印发之日起施行; of the document itself, not of what it speaks of."""
    for m in pattern("statements", "effective").finditer(whole.folded):
        start, end = _sentence(whole.folded, m.start())
        if not _of_itself(whole.folded[start:end]):
            continue
        begin = max(start, m.start() - 40, *(whole.folded.rfind(c, start, m.start()) + 1 for c in "，、（"))
        froms = list(pattern("statements", "from").finditer(whole.folded, begin, m.start()))
        begin = froms[-1].start() if froms else begin
        day = _day(whole.folded[begin : m.start()], basis)
        if day or froms:
            yield _statement("effective", whole.cut(begin, m.end()), day, None)


def _of_itself(sentence: str) -> bool:
    """Whether a sentence speaks of the document in which it stands."""
    told = any(pattern("statements", name).search(sentence) for name in ("own", "published"))
    return told or bool(pattern("statements", "begins").match(sentence))


def _day(text: str, basis: Basis) -> date | None:
    """The day from which something is in force: a day, that of issue, or some days after it."""
    if pattern("statements", "from_issue").search(text):
        later = pattern("statements", "days_later").search(text)
        days = number_of(later["n"]) if later else 0
        return basis.issued + timedelta(days or 0) if basis.issued else None
    days_named = _days(text, basis)
    return (days_named.start or days_named.end) if days_named else None


def _days(text: str, basis: Basis) -> Days | None:
    """The first time of a text that has days."""
    for time in times_in(text):
        if time.form.reading in READINGS:
            try:
                return READINGS[time.form.reading](parts_of(time.match), basis)
            except (LookupError, ValueError, OverflowError):
                continue
    return None


def _valid(whole: Passage, basis: Basis, since: date | None) -> Iterator[Statement]:
    """有效期至2025年12月31日, 有效期5年, 试行期两年, 自…起施行至…止."""
    folded = whole.folded
    for m in pattern("statements", "valid").finditer(folded):
        sentence = folded[slice(*_sentence(folded, m.start()))]
        if _of_itself(sentence) or pattern("statements", "effective").search(sentence):
            days = _validity(m["when"], basis, since)
            if days:
                yield _statement("valid", whole.cut(m.start(), m.end()), days.start, days.end)
    for m in pattern("statements", "effective").finditer(folded):
        until = pattern("statements", "until").match(folded, m.end(), m.end() + 40)
        if until and (days := _days(until["when"], basis)) and _of_itself(folded[slice(*_sentence(folded, m.start()))]):
            yield _statement("valid", whole.cut(until.start(), until.end()), since, days.end)


def _validity(when: str, basis: Basis, since: date | None) -> Days | None:
    """First and last day of a term: five years from 1 May end on 30 April."""
    if term := pattern("statements", "term").search(when):
        start, n = since or basis.issued, number_of(term["n"])
        if start is None or not n:
            return None
        return Days(start, _months_after(start, n * (12 if term["unit"] == "年" else 1)) - timedelta(1))
    days = _days(when, basis)
    return Days(days.start if days.start and days.start < days.end else since, days.end) if days else None


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _force(whole: Passage) -> Iterator[Statement]:
    """此前有关规定与本通知不一致的，以本通知为准."""
    for m in pattern("statements", "force").finditer(whole.folded):
        start, end = _sentence(whole.folded, m.start())
        if pattern("statements", "differ").search(whole.folded[start:end]):
            yield _statement("force", whole.cut(start, end), None, None)


def _titled(lines: Sequence[Line], heading: Passage) -> Iterator[Statement]:
    """The period in the title, else in that of the plan which a notice carries, or under it in brackets."""
    found = list(_programme_of_title(heading))
    plans = (x.passage for x in lines[:TITLE_LINES] if not found and may_head(x) and len(x.text) <= LONGEST_TITLE)
    yield from found or next((p for x in plans if (p := list(_programme_of_title(x)))), [])


def _programme_of_title(heading: Passage) -> Iterator[Statement]:
    """The period in a title: （2021—2023年）, or the five-year plan that it names."""
    if m := pattern("statements", "title_years").search(heading.folded):
        years = date(int(m["from"]), 1, 1), date(int(m["to"]), 12, 31)
        yield _statement("programme", heading.cut(m.start(), m.end()), *years)
        return
    if m := pattern("statements", "plan").search(heading.folded):
        years = table("times")["plans"].get((m["named"] or m["counted"]) + "五")
        if years:
            yield _statement("programme", heading.cut(m.start(), m.end()), date(years[0], 1, 1), date(years[1], 12, 31))


def _programme(texts: Sequence[Passage], basis: Basis) -> Iterator[Statement]:
    """规划期为2021—2035年: a period that the text gives for the whole; one among several is that of a task."""
    found = []
    for text in texts:
        for m in pattern("statements", "programme").finditer(text.folded):
            days = _days(m["when"], basis)
            if days and days.start and days.start < days.end:
                own = pattern("statements", "own").search(text.folded[_sentence(text.folded, m.start())[0] : m.start()])
                found.append((bool(own), _statement("programme", text.cut(m.start(), m.end()), days.start, days.end)))
    yield from (s for own, s in found if own or len(found) == 1)
    if not found:
        yield from _phased(texts, basis)


def _phased(texts: Sequence[Passage], basis: Basis) -> Iterator[Statement]:
    """从即日起至2022年12月，分三个阶段进行: the frame of the phases that a heading names (时间安排)."""
    for heading, text in pairwise(t for t in texts if t.text):
        m = pattern("statements", "phases").match(text.folded)
        short = len(heading.text) <= LONGEST_HEADING and pattern("statements", "phased").search(heading.folded)
        days = _period(m["when"], basis) if m and short else None
        if m and days and days.start and days.start < days.end:
            yield _statement("programme", text.cut(m.start("when"), m.end("when")), days.start, days.end)
            return


def _period(text: str, basis: Basis) -> Days | None:
    """The period that a text names, from its first time to another."""
    for time in times_in(text):
        if time.spans:
            try:
                return days_of(time, basis)
            except (LookupError, ValueError, OverflowError):
                return None
    return _days(text, basis)


def _texts(lines: Sequence[Line]) -> Iterator[Passage]:
    """The text in stretches that no sentence goes beyond: to the end of a sentence, a heading, a table."""
    run: list[Passage] = []
    for line in lines:
        heads = line.kind == "text" and len(line.text) <= LONGEST_HEADING and numbering_of(line.passage) is not None
        if line.kind != "text" or heads:
            yield join(run)
            run = []
        if line.kind == "text":
            run.append(line.passage)
        if run and (line.text.endswith("。") or (heads and not re.search("[，、]$", line.text))):
            yield join(run)
            run = []
    yield join(run)


def _goals(lines: Sequence[Line], basis: Basis) -> Iterator[Statement]:
    """The sentences under a heading 目标 that begin with a day or year: 到2025年，…."""
    for paragraph in _paragraphs(lines):
        ends = [m.start() for m in pattern("statements", "goal_ends").finditer(paragraph.folded)]
        for start, end in zip([0, *(e + 1 for e in ends)], [*ends, len(paragraph.text)], strict=True):
            prefix = pattern("statements", "goal").match(paragraph.folded, start, end)
            at = prefix.end() if prefix else start
            days = _days_at(paragraph.folded[at : min(end, at + LONGEST_TIME)], basis)
            if days and not (basis.issued and days.end < basis.issued):
                yield _statement("goal", paragraph.cut(start, end), None, days.end)


def _days_at(text: str, basis: Basis) -> Days | None:
    first = next(times_in(text), None)
    return _days(text[: first.end], basis) if first and first.start <= 1 else None


def _paragraphs(lines: Sequence[Line]) -> Iterator[Passage]:
    """The paragraphs under headings that name goals, without numbers and headings."""
    rank: int | None = None  # of the heading 目标 under which a line stands
    run: list[Passage] = []
    for line in lines:
        numbering = numbering_of(line.passage) if line.kind == "text" else None
        if numbering or line.kind != "text" or (run and run[-1].folded.endswith(("。", "；", "："))):
            yield join(run)
            run = []
        own = RANK.get(numbering.kind, 9) if numbering else None
        if own is not None and rank is not None and own <= rank:
            rank = None
        start = numbering.end if numbering else 0
        heading = re.split("[。：]", line.text[start : start + LONGEST_HEADING], maxsplit=1)[0]
        if rank is None and _names_goals(line, heading, numbered=numbering is not None):
            rank = own if own is not None else max(RANK.values())
            start += len(heading) + 1
        if rank is not None and line.kind == "text":
            run.append(line.passage.cut(start))
    yield join(run)


def _names_goals(line: Line, heading: str, *, numbered: bool) -> bool:
    """Whether a line is a heading that names goals: 一、工作目标, （二）主要目标。…, 发展目标."""
    short = len(line.text) <= 12 and not re.search("[，。；]", line.text)
    return line.kind == "text" and (numbered or short) and bool(pattern("statements", "goals").search(heading))
