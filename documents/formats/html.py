"""Web pages → text: a block a line, a row of a table a line, list numbers as the browser shows them."""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from documents.errors import DamagedSource, NotText, UnknownEncoding
from documents.formats.html_lists import Lists
from documents.formats.html_tables import Table
from documents.formats.rendering import as_heading
from documents.text.decode import Decoded, decode

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol optgroup p pre section summary table ul".split()
)
HEADINGS = frozenset("h2 h3 h4 h5 h6".split())  # h1 is the page's title
UNSEEN = frozenset("script style noscript template head iframe object canvas audio video select datalist rt rp".split())
BLANKS = re.compile(r"[ \t\r\n\f]+")
UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]*")
# What no page has and a parser's time runs away on: tags in tags, attributes in a tag.
DEEPEST, MOST_ATTRIBUTES = 3000, 3000
ENDLESS = frozenset("a p li dd dt tr td th option button nobr br hr img input meta link col area base wbr".split())


def read(name: str, content: bytes) -> Decoded:
    """The text of a page. Spans of a reading count in it, since the markup itself is not shown to anybody.

    Raises what `decode` does, and DamagedSource for markup that is nested without end.
    """
    try:
        decoded = decode(name, content)
    except (UnknownEncoding, NotText):
        told = CHARSET.search(content[:4096])
        if told is None:
            raise
        decoded = Decoded(content.decode(_known(told[1].decode()), "replace"), told[1].decode().lower())
    if _runs_away(decoded.text):
        raise DamagedSource(name, "网页文件")
    return replace(decoded, text=text_of(decoded.text))


def read_archive(name: str, content: bytes) -> Decoded:
    """The page in a web archive (.mhtml, RFC 2557), as browsers and Office save it."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page, charset = part.get_payload(decode=True), part.get_content_charset()
            if isinstance(page, bytes):
                return read(name, page.decode(_known(charset), "replace").encode() if charset else page)
    raise DamagedSource(name, "网页文件")


def _known(charset: str) -> str:
    """A charset that a page names: GB2312 is said of what is GBK or GB18030; what nobody knows is taken for UTF-8."""
    if charset.lower() in ("gb2312", "gbk", "gb18030", "hz-gb-2312"):
        return "gb18030"
    try:
        shown = b"<\\u0041\xff".decode(charset, "replace")
    except (LookupError, ValueError):
        return "utf-8"
    # Python has codecs for escapes and host names too, which are no charsets: in those marks of ASCII stay what they are.
    return charset if shown.startswith("<\\u") or charset.lower().startswith("utf-16") else "utf-8"


def _runs_away(html: str) -> bool:
    depth: Counter[str] = Counter()
    for tag in TAG.finditer(html):
        name = tag[2].lower()
        if tag[1]:
            depth[name] = max(0, depth[name] - 1)
        elif name not in ENDLESS:
            depth[name] += 1
            if depth[name] > DEEPEST:
                return True
        if tag.end() - tag.start() > MOST_ATTRIBUTES and len(BLANKS.findall(tag[0])) > MOST_ATTRIBUTES:
            return True
    return False


def text_of(html: str) -> str:
    """The text that a browser shows of a page."""
    root = LexborHTMLParser(html).root
    page = _Page()
    for node, begins in _walk(root) if root else ():
        page.take(node, begins)
    return "\n".join(page.lines())


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node that is shown as it begins and as it ends, in order; without recursion, as pages nest deeply."""
    node, top = root, root.mem_id
    while True:
        if not _unseen(node):
            yield node, True
            if (child := node.child) is not None:
                node = child
                continue
            yield node, False
        while (following := node.next) is None or node.mem_id == top:
            parent = node.parent
            if parent is None or node.mem_id == top:
                return
            node = parent
            yield node, False
        node = following


def _unseen(node: LexborNode) -> bool:
    if node.tag in UNSEEN:
        return True
    if not node.is_element_node:
        return False
    attributes = node.attributes
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and UNSHOWN.search(style))


class _Page:
    """The text so far: a buffer for the page, and one on top of it for each cell that is open."""

    def __init__(self) -> None:
        self.buffers: list[list[str]] = [[]]
        self.tables: list[Table] = []
        self.lists = Lists()
        self.headings: list[int] = []
        self.preformatted = 0

    def lines(self) -> list[str]:
        """The lines of the page."""
        return _lines(self.buffers[0])

    def take(self, node: LexborNode, begins: bool) -> None:
        """A node begins, or ends."""
        if node.is_text_node:
            if begins:
                text = node.text_content or ""
                self.buffers[-1].append(text if self.preformatted else BLANKS.sub(" ", text))
        elif node.is_element_node:
            tag = node.tag or ""
            if tag in BLOCKS and not (begins and self.lists.label_waits(self.buffers[-1])):
                self.buffers[-1].append("\n")
            (self._begin if begins else self._end)(tag, node)

    def _begin(self, tag: str, node: LexborNode) -> None:
        if tag == "br":
            self.buffers[-1].append("\n")
        elif tag == "table":
            self.tables.append(Table())
            self.buffers.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].begin_cell(node.attributes)
            self.buffers.append([])
        elif tag == "pre":
            self.preformatted += 1
        elif tag in HEADINGS:
            self.headings.append(len(self.buffers[-1]))
        else:
            self.lists.begin(tag, node.attributes, self.buffers[-1])

    def _end(self, tag: str, node: LexborNode) -> None:  # noqa: ARG002 - called as _begin is
        if tag == "table":
            table, caption = self.tables.pop(), _lines(self.buffers.pop())
            if self.tables:
                self.tables[-1].holds_table = True
            self.buffers[-1].extend(f"{line}\n" for line in (*caption, *table.lines()))
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].end_cell("\n".join(_lines(self.buffers.pop())))
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in HEADINGS:
            at = self.headings.pop()
            text = "".join(self.buffers[-1][at:]).strip()
            self.buffers[-1][at:] = [as_heading(text) if "\n" not in text and not self.tables else text, "\n"]
        else:
            self.lists.end(tag, self.buffers[-1])


def _lines(buffer: list[str]) -> list[str]:
    lines = (line.strip(" ") for line in "".join(buffer).split("\n"))
    return [line for line in lines if line.strip()]
