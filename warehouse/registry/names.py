"""How names are written down: one spelling for comparing, and ids in pinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

_BRACKETS = str.maketrans(dict.fromkeys("(〈《【〔［[<＜", "（") | dict.fromkeys(")〉》】〕］]>＞", "）"))
_BLANKS = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_PARTY = re.compile(r"^(中国共产党|中共)(?=.{2})")


def normalise(surface: str) -> str:
    """A name as it is compared: full-width letters folded, blanks removed, every bracket （）, 中共 left off."""
    text = _BLANKS.sub("", unicodedata.normalize("NFKC", surface)).translate(_BRACKETS)
    return _PARTY.sub("", text.replace('"', "“").replace(",", "，").strip("，。；、：:;."))


@lru_cache(maxsize=65536)
def pinyin(name: str) -> str:
    """The letters and digits of a name in pinyin without tones: 行政审批服务局 → xingzhengshenpifuwuju."""
    return "".join(part for part in "".join(lazy_pinyin(name)).lower() if part.isascii() and part.isalnum()) or "x"


def unique(wanted: str, taken: set[str]) -> str:
    """An id that is not yet taken, with -2, -3 … where the wanted one is; it is then taken."""
    candidate, count = wanted, 1
    while candidate in taken:
        count += 1
        candidate = f"{wanted}-{count}"
    taken.add(candidate)
    return candidate
