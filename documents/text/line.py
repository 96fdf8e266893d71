"""One line of a source: what flows from the text to the blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from documents.text.outline import Numbering
from documents.text.passage import Passage

LineKind = Literal["blank", "text", "row", "furniture", "contents", "rule"]


@dataclass(frozen=True)
class Line:
    """One line of a source, or a row of a table that several lines were made one for.

    `cells` where it is a row of a table; `level` the number of # before a Markdown heading. `length` counts its characters as
    printed, `width` the same in halves of a Chinese character; blanks at its end count in neither. `indented` where it begins
    with a blank. `numbering` where its number has no mark and only its neighbours tell that it is one. `repair` names what was
    read otherwise than printed (a row of grammar/repairs.toml), "" where nothing was.
    """

    number: int
    start: int
    passage: Passage
    kind: LineKind
    level: int = 0
    cells: tuple[Passage, ...] = ()
    length: int = 0
    width: int = 0
    indented: bool = False
    numbering: Numbering | None = None
    repair: str = ""

    @property
    def text(self) -> str:
        """The line without blanks and marks, widths folded."""
        return self.passage.folded
