"""HTML → text with one block a line and one table row a line, cells parted by tabs."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "section",
    "article",
    "header",
    "title",
}
HIDDEN = {"script", "style", "noscript", "template", "head"}


def text_of(html: str) -> str:
    """The text of a page. Spans of a reading count in this text, since the markup itself is not shown to anybody."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0
        self.in_cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        self.hidden += tag in HIDDEN
        if tag in ("td", "th"):
            self.in_cell += 1
        elif tag in BLOCKS:
            self.parts.append(" " if self.in_cell else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in HIDDEN))
        if tag in ("td", "th"):
            self.in_cell = max(0, self.in_cell - 1)
            self.parts.append("\t")
        elif tag in BLOCKS and not self.in_cell:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(" ".join(data.split()) if data.strip() else " ")
