"""The lines that a file's text is made of, each with its place in the file, put together to one decoded text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents.model import Place
from documents.text.decode import Decoded
from documents.text.outline import numbering_of
from documents.text.passage import passage_of

# What a format calls a heading is one where it is short and no sentence; people set whole paragraphs in a heading's style.
LONGEST_HEADING = 45
SENTENCE = re.compile(r"[。；，：！？]")


class Rendering:
    """Lines in order. A place is written down where its label changes."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: list[Place] = []
        self._furniture: list[int] = []
        self._length = 0
        self.notices: list[str] = []

    def add(self, line: str, label: str = "", turns: Iterable[tuple[int, str]] = (), *, running: bool = False) -> None:
        """One more line, or several where line ends stand in it; `label` says where in the file it stands.

        `turns` are the places that begin within it, each with how many characters stand before. `running` where it is the
        head or foot of a page.
        """
        if running:
            self._furniture.append(self._length)
        for offset, place in ((0, label), *turns):
            if place and (not self._places or self._places[-1].label != place):
                self._places.append(Place(self._length + offset, place))
        self._lines.append(line)
        self._length += len(line) + 1

    def extend(self, lines: Iterable[str], label: str = "") -> None:
        """More lines of one place."""
        for line in lines:
            self.add(line, label)

    @property
    def empty(self) -> bool:
        """Whether no line shows a character."""
        return not any(line.strip() for line in self._lines)

    def decoded(self, encoding: str) -> Decoded:
        """The whole: `encoding` is the format's name, or the encoding that was detected."""
        return Decoded(
            "\n".join(self._lines), encoding, tuple(self._places), tuple(self.notices), frozenset(self._furniture)
        )


def as_heading(text: str) -> str:
    """A line that its format marks as a heading, with the mark of Markdown where neither a number nor its length says so."""
    if len(text) > LONGEST_HEADING or SENTENCE.search(text) or numbering_of(passage_of([(text, 0, 1)])):
        return text
    return f"## {text}"
