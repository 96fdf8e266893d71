"""Characters that look like another one and mean it (⽂ for 文, ⻔ for 门) → that one, place for place."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from documents.vocabulary import table

# Angle brackets of mathematics, CJK Radicals Supplement, Kangxi Radicals, both blocks of CJK Compatibility Ideographs.
LOOKALIKE = re.compile("[\u2329\u232a\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def unified(text: str) -> str:
    """The text with each look-alike as the ideograph it shows; of the same length, so that places stay what they are."""
    return LOOKALIKE.sub(lambda found: _ideograph(found[0]), text)


@cache
def _ideograph(sign: str) -> str:
    return _radicals().get(sign) or unicodedata.normalize("NFKC", sign)


@cache
def _radicals() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in table("characters")["radicals"].split()}
