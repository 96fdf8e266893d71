"""What stands between the lines of a document and its outline: a stretch of lines of one kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from documents.text.line import Line
from documents.text.outline import Numbering
from documents.text.passage import Passage, join

BlockKind = Literal["title", "item", "heading", "duty", "paragraph", "row", "annex", "attachments", "closing", "note"]


@dataclass
class Block:
    """A stretch of lines of one kind. `breaks` are the places in the passage where its paragraphs after the first begin."""

    kind: BlockKind
    lines: list[Line]
    numbering: Numbering | None = None
    offset: int = 0
    breaks: list[int] = field(default_factory=list)
    passage: Passage = field(default_factory=lambda: Passage("", (), (), ()))
    length: int = 0  # of the passage so far
    unclosed: int = 0  # brackets opened in it and not closed so far

    def __post_init__(self) -> None:
        self.length = sum(len(x.passage.text) for x in self.lines) - self.offset
        for line in self.lines:
            self._count(line.text)

    def _count(self, text: str) -> None:
        self.unclosed = max(0, self.unclosed + text.count("（") - text.count("）"))

    def add(self, line: Line) -> None:
        """One more line of the same stretch."""
        self.lines.append(line)
        self.length += len(line.passage.text)
        self._count(line.text)

    def close(self) -> Block:
        """Join the lines; called once when no line is added any more."""
        self.passage = join([self.lines[0].passage.cut(self.offset), *(x.passage for x in self.lines[1:])])
        return self
