"""A table whose cells stand one below the other, as a page's copy leaves them → rows: by its numbers and by what each cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.tables.columns import Fit, fit_of, is_header, role_of
from documents.text.line import Line
from documents.text.outline import numbering_of
from documents.text.passage import Passage, join

# A table has no fewer and no more columns; its heading's words are no longer; a row has at most so many lines more than columns.
FEWEST, MOST, LONGEST_WORD, SPARE = 3, 12, 10, 8
NUMBER = re.compile(r"[1-9]\d{0,2}")
# The last row of a table lacks at most so many cells.
LOST = 2
# What a cell that is left empty, and one that takes another line, cost against what fits.
EMPTY, FURTHER = 1.0, 0.25


def gathered_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of a table with a cell a line gathered into rows."""
    shown = [i for i, x in enumerate(lines) if x.kind == "text" and x.text]
    taken: dict[int, Line | None] = {}  # by line: the row that stands for it, None where an earlier line's row holds it
    at = 0
    while at < len(shown):
        spaced = _Spaced.at(lines, shown, at)
        table = spaced or _Table.at(lines, shown, at)
        at = table.gather(taken) if table else at + 1
    found = (taken.get(i, line) for i, line in enumerate(lines))
    return [line for line in found if line]


class _Table:
    """A table that begins at a place among the lines shown."""

    def __init__(self, lines: Sequence[Line], shown: Sequence[int], at: int, columns: int) -> None:
        self.lines, self.shown, self.first, self.columns = lines, shown, at, columns
        self.number = int(self._line(at + columns).text)
        self.heading = [self._line(at + k).text for k in range(columns)]
        self.roles = [role_of(word) for word in self.heading]

    @classmethod
    def at(cls, lines: Sequence[Line], shown: Sequence[int], at: int) -> _Table | None:
        """The table whose heading begins at a place: words that only headings have, 序号 first, and then a row's number."""
        if role_of(lines[shown[at]].text[: LONGEST_WORD + 1]) != "number":
            return None
        for columns in range(1, min(MOST + 1, len(shown) - at)):
            line = lines[shown[at + columns]]
            if NUMBER.fullmatch(line.text):
                cells = [lines[shown[at + k]].passage for k in range(columns)]
                table = cls(lines, shown, at, columns) if columns >= FEWEST and is_header(cells) else None
                return table if table and table.counts_on() else None
            if len(line.text) > LONGEST_WORD:
                return None
        return None

    def counts_on(self) -> bool:
        """Whether its numbers are those of rows: they begin with 1, or, where a part of a table was copied, go on by one."""
        first = self.first + self.columns
        last = min(first + self.columns + SPARE, len(self.shown))
        return self.number == 1 or any(self._is(at, self.number + 1) for at in range(first + 2, last))

    def _line(self, at: int) -> Line:
        return self.lines[self.shown[at]]

    def gather(self, taken: dict[int, Line | None]) -> int:
        """Note the rows, by line; returns where the table ends."""
        self._note(taken, self.first, self.columns, [self._line(self.first + k).passage for k in range(self.columns)])
        at, number = self.first + self.columns, self.number
        while at < len(self.shown) and (row := self._row(at, number)):
            size, cells = row
            self._note(taken, at, size, cells)
            at, number = at + size, number + 1
            at = self._between(taken, at, number)
        return at

    def _note(self, taken: dict[int, Line | None], at: int, size: int, cells: Sequence[Passage]) -> None:
        line = self._line(at)
        whole = join(self._line(at + k).passage for k in range(size))
        taken.update({self.shown[at + k]: None for k in range(size)})
        taken[self.shown[at]] = replace(line, passage=whole, kind="row", cells=tuple(cells), repair="row_rejoined")

    def _between(self, taken: dict[int, Line | None], at: int, number: int) -> int:
        """What may stand between two rows: the heading again, or a line that heads a section, which stays as it is."""
        if [self._line(k).text for k in range(at, min(at + self.columns, len(self.shown)))] == self.heading:
            self._note(taken, at, self.columns, [self._line(at + k).passage for k in range(self.columns)])
            at += self.columns
        if at + 1 < len(self.shown) and self._is(at + 1, number) and not self._is(at, number):
            return at + 1
        return at

    def _is(self, at: int, number: int) -> bool:
        return self._line(at).text == str(number)

    def _row(self, at: int, number: int) -> tuple[int, list[Passage]] | None:
        """How many lines the row with a number takes, and its cells; None where it is no row."""
        if not self._is(at, number):
            return None
        best: tuple[float, int, list[Passage]] | None = None
        for size in self._sizes(at, number):
            passages = [self._line(at + k).passage for k in range(1, size)]
            scored = _assigned(passages, self.roles[1:])
            if scored and (best is None or scored[0] > best[0]):
                best = (scored[0], size, [self._line(at).passage, *scored[1]])
        return (best[1], best[2]) if best else None

    def _sizes(self, at: int, number: int) -> Iterator[int]:
        """How many lines the row may take: up to the next number or heading, else as many as there are columns."""
        most = min(self.columns + SPARE, len(self.shown) - at)
        for size in range(2, most):
            following = self._line(at + size)
            if following.text == str(number + 1) or following.text == self.heading[0]:
                yield size
                headed = numbering_of(self._line(at + size - 1).passage)
                if headed and size > 2:
                    yield size - 1
                return
        yield from range(min(self.columns, len(self.shown) - at), max(self.columns - LOST, 2) - 1, -1)


class _Spaced:
    """A table whose cells only one blank parts, as a page's text holds them: a row a line, and what broke off below it."""

    def __init__(self, lines: Sequence[Line], shown: Sequence[int], at: int, heading: Sequence[Passage]) -> None:
        self.lines, self.shown, self.first, self.heading = lines, shown, at, heading
        self.roles = [role_of(word.folded) for word in heading]

    @classmethod
    def at(cls, lines: Sequence[Line], shown: Sequence[int], at: int) -> _Spaced | None:
        """The table whose heading stands on a line: 序号 and other words that only headings have, and 1 on the next."""
        line = lines[shown[at]]
        if at + 1 == len(shown) or len(line.passage.starts) < FEWEST or len(line.text) > MOST * LONGEST_WORD:
            return None
        heading = _words(line)
        if role_of(heading[0].folded) != "number" or not FEWEST <= len(heading) <= MOST or not is_header(heading):
            return None
        return cls(lines, shown, at, heading) if _words(lines[shown[at + 1]])[0].folded == "1" else None

    def gather(self, taken: dict[int, Line | None]) -> int:
        """Note the rows, by line; returns where the table ends."""
        i = self.shown[self.first]
        taken[i] = replace(self.lines[i], kind="row", cells=tuple(self.heading))
        at, number = self.first + 1, 1
        while row := self._row(at, number):
            size, cells = row
            first = self.shown[at]
            whole = join(self.lines[self.shown[at + k]].passage for k in range(size))
            taken.update({self.shown[at + k]: None for k in range(size)})
            repair = "row_rejoined" if size > 1 else ""
            taken[first] = replace(self.lines[first], passage=whole, kind="row", cells=tuple(cells), repair=repair)
            at, number = at + size, number + 1
        return at

    def _row(self, at: int, number: int) -> tuple[int, list[Passage]] | None:
        """How many lines the row with a number takes, and its cells; None where no such row begins at a place."""
        if not self._begins(at, number):
            return None
        most = next((k for k in range(1, SPARE) if self._begins(at + k, number + 1)), 1)
        words = [word for k in range(most) for word in _words(self.lines[self.shown[at + k]])]
        cells = _assigned(words[1:], self.roles[1:]) if len(words) <= len(self.roles) + SPARE else None
        return (most, [words[0], *cells[1]]) if cells else None

    def _begins(self, at: int, number: int) -> bool:
        line = self.lines[self.shown[at]] if at < len(self.shown) else None
        return line is not None and line.text.startswith(str(number)) and _words(line)[0].folded == str(number)


def _words(line: Line) -> list[Passage]:
    """What blanks part on a line."""
    starts = line.passage.starts
    return [line.passage.cut(a, b) for a, b in zip(starts, [*starts[1:], len(line.passage.text)], strict=True)]


def _assigned(passages: Sequence[Passage], roles: Sequence[str]) -> tuple[float, list[Passage]] | None:
    """The passages put into columns in their order so that they fit best, and how well; None where one must contradict."""
    empty = join([])
    best: dict[int, tuple[float, list[Passage]]] = {0: (0.0, [])}  # by passages used so far
    for role in roles:
        following: dict[int, tuple[float, list[Passage]]] = {}
        for used, (score, cells) in best.items():
            for until in range(used, len(passages) + 1):
                cell = join(passages[used:until]) if until > used else empty
                if until > used and fit_of(role, cell) is Fit.AGAINST:
                    continue
                cost = EMPTY if until == used else FURTHER * (until - used - 1) * (role != "task")
                cost += EMPTY * cell.folded.endswith(("，", "、"))  # its rest is the next line
                value = score + fit_of(role, cell).value - cost
                if until not in following or value >= following[until][0]:
                    following[until] = (value, [*cells, cell])
        best = following
    return best.get(len(passages))
