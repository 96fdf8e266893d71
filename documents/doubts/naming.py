"""A notice and the plan that it issues: whether both call the plan by one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from documents.model import Problem
from documents.structure.block import Block
from documents.text.passage import fold

# How deep in a document the sentence stands that issues the plan, in blocks.
DEEP = 16
ISSUED = re.compile("《(?P<name>[^《》]{4,80})》(?=已经|业经|经[^，。]{2,16}同意|印发|转发|予以印发|下发|发给)")
HEADED = re.compile("(?:关于)?(?:印发|转发|批转|公布|发布)(?:《)?(?P<name>.{4,80}?)(?:》)?的通知$")
# As alike as this and not the same: one of the two lost or changed a word.
LEAST_LIKE = 0.75


def misnamed(key: str, title: str, blocks: Sequence[Block]) -> Iterator[Problem]:
    """Where the text of a notice calls the plan otherwise than its title does: 智慧城市建设的实施方案, 智慧城市实施方案."""
    headed = HEADED.search(fold(title))
    for block in blocks[:DEEP]:
        m = ISSUED.search(block.passage.folded)
        if not m:
            continue
        name = block.passage.text[m.start("name") : m.end("name")]
        if name.startswith(("关于印发", "印发")) and not name.endswith("通知"):
            detail = f"书名号里的名称“{name}”多了“印发”二字。"
        elif headed and _differs(headed["name"], fold(name)):
            detail = f"标题写“{headed['name']}”，正文写“{name}”，名称不一致。"
        else:
            return
        yield Problem("text_suspect", key, name, detail, block.passage.span(m.start("name"), m.end("name")))
        return


def _differs(one: str, other: str) -> bool:
    """Whether two names of one plan differ in more than particles and the place or body before them."""
    first, second = _bare(one), _bare(other)
    if first.endswith(second) or second.endswith(first):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= LEAST_LIKE


def _bare(name: str) -> str:
    return re.sub("[的“”‘’、（）]|^关于|试行", "", name)
