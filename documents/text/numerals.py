"""Chinese and Arabic numerals → numbers and days."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

DIGITS = {"〇": "0", "零": "0", "○": "0", "Ｏ": "0", "O": "0"} | {
    c: str(i) for i, c in enumerate("一二三四五六七八九", 1)
}


@lru_cache(maxsize=512)
def number_of(text: str) -> int | None:
    """The number that a numeral names (`12`, `十二`, `二〇二二`, `两`, `①`); None where it is none."""
    text = text.removesuffix("年").removesuffix("月").removesuffix("日")
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if re.fullmatch("[〇零○ＯO0一二三四五六七八九]{3,4}", text):
        return int("".join(DIGITS.get(c, c) for c in text))
    import cn2an  # late: it takes a moment to import

    try:
        return int(cn2an.cn2an(text.replace("两", "二").replace("〇", "零"), "smart"))
    except (ValueError, KeyError):
        return None


def day_of(match: re.Match[str]) -> date | None:
    """The day in a match with the groups y, m and d; None where the calendar has no such day."""
    parts = [number_of(match[g]) for g in "ymd"]
    if None in parts:
        return None
    year, month, day = (p or 0 for p in parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
