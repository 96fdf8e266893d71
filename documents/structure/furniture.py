"""Lines that belong to the pages and to no document: page numbers, running heads, tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from documents.text.line import Line
from documents.vocabulary import table

# A line that stands at least so often and is no longer than this is a running head, not prose.
HEAD_TIMES, HEAD_LENGTH = 3, 40
# What stands under an issuer's name, in a signature or a title: that name is no running head, however often it stands.
FOLLOWS_ISSUER = re.compile(r".{0,5}年.*日|关于|印发|转发|批转")


@cache
def _page() -> re.Pattern[str]:
    return re.compile(table("documents")["page"])


@cache
def _contents() -> re.Pattern[str]:
    return re.compile(table("documents")["contents_line"])


def furnished(lines: Sequence[Line]) -> list[Line]:
    """The lines, page numbers, running heads and lines of a table of contents marked as what they are."""
    repeated = _running_heads(lines)
    marked = []
    for line in lines:
        kind = line.kind
        if kind == "text" and (_page().search(line.text) or (repeated and _key(line) in repeated)):
            kind = "furniture"
        elif kind == "text" and _contents().search(line.text):
            kind = "contents"
        marked.append(line if kind == line.kind else replace(line, kind=kind))
    return marked


def _key(line: Line) -> str:
    return re.sub(r"\d", "0", line.text)


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Lines that repeat word for word through a text and belong to none of its sentences."""
    shown = [x for x in lines if x.kind == "text" and x.text]
    times = Counter(x.text for x in shown if _may_run(x.text))
    heads = {t for t, n in times.items() if n >= HEAD_TIMES}
    with_digits = {re.sub(r"\d", "0", t) for t in heads}
    followed = {a.text for a, b in pairwise(shown) if FOLLOWS_ISSUER.match(b.text)}
    bulletins = {_key(x) for x in shown if len(x.text) <= HEAD_LENGTH and re.search(r"公报\d", x.text)}
    return (with_digits - {re.sub(r"\d", "0", t) for t in followed}) | bulletins


def _may_run(text: str) -> bool:
    return (
        len(text) <= HEAD_LENGTH
        and len(text) > 3
        and not re.match(r"(?:第|（?[一二三四五六七八九十]|\d|附件|[①-⑳])", text)
        and not re.search(r"[：、，；。]|）$|文件$|通知$|号$|日$|印发$", text)
    )
