"""`shixian read --explain`: a text with what was made of each part, in the terminal and as a page beside the results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pathvalidate import sanitize_filename
from rich.padding import Padding
from rich.text import Text

from documents.explaining import explained
from summaries.explanation import remarks_on, render_explanation, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from documents.explaining import ExplainedLine
    from documents.model import Reading

FOLDER = "explained"
# How the terminal shows what a page shows by colour: marks, then kinds of segments, then remarks.
STYLES = {
    "deadline": "bold black on yellow", "mention": "bold white on blue", "problem": "bold white on red",
    "dismissed": "underline", "repair": "italic green",
}  # fmt: skip
FAINT = {"furniture", "contents", "front", "marks"}
BOLD = {"head", "title", "heading", "column_heading"}
REMARKS = {"measure": "bold cyan", "deadline": "yellow", "mention": "blue", "problem": "red"}
INDENT = 7
# Characters of a page's name: three bytes each, and no folder takes more than 255.
LONGEST_NAME = 70


def show(screen: Console, name: str, reading: Reading) -> None:
    """Print the text with its line numbers, and under each line what was made of it."""
    screen.print(Text(name, style="bold"))
    screen.print("　".join(f"{label} {number}" for label, number in tally(reading)))
    for line in explained(reading):
        if line.place:
            screen.print(Text(f"── {line.place} ──", style="dim"))
        screen.print(Text(f"{line.number:>5}  ", style="dim") + _printed(line), soft_wrap=True)
        for remark in remarks_on(line):
            style = REMARKS.get(remark.sort, "dim")
            screen.print(Padding(Text(f"└ {remark.text}", style=style), (0, 0, 0, INDENT)))


def _printed(line: ExplainedLine) -> Text:
    return Text.assemble(*_pieces(line))


def _pieces(line: ExplainedLine) -> Iterator[tuple[str, str]]:
    for piece in line.pieces:
        style = STYLES.get(piece.mark) or ("dim" if piece.kind in FAINT else "bold" if piece.kind in BOLD else "")
        visible = "".join(c if c.isprintable() else "　" if c == "\t" else " " for c in piece.text)
        yield visible, style


def write(out: Path, path: str, reading: Reading) -> Path:
    """Write the page of a reading into `out`/explained, named after the source's path; returns its own."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    named = "_".join(part for part in Path(path).parts if part not in ("/", "."))[-LONGEST_NAME:]
    page = folder / f"{sanitize_filename(named, replacement_text='_') or '来源'}.html"
    page.write_text(render_explanation(Path(path).name, reading), encoding="utf-8")
    return page
