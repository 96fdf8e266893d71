"""The values of a spreadsheet's cells → what the sheet shows of them: days, percentages, whole numbers, words."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

# ISO/IEC 29500-1, 18.8.30: numbers of formats that the system writes by its language; in Chinese they are dates in full.
QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
PERCENT = re.compile(r"^[#0,]*0?(?:\.(0+))?%")
WITH_UNIT = re.compile(
    r'^[#0,]*0(?:\.(?P<places>0+))?(?:[_\\ ]*(?:"(?P<quoted>[^"]{1,8})"|(?P<bare>[\u4e00-\u9fff]{1,4})))?$'
)


def shown(value: Any, number_format: str, kind: str = "") -> str:
    """The text of a cell. A day is written 2024年6月30日, or 2024年6月 and 6月30日 where its format shows no more.

    `kind` is openpyxl's `e` for an error value, which is shown as it is.
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        return _day(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float) and kind != "e":
        return _number(value, number_format or "")
    return str(value)


@lru_cache(maxsize=256)
def _parts(number_format: str) -> str:
    """Which of y, m, d and h a date's format shows; an m next to h or s is a minute."""
    bare = QUOTED.sub("", number_format.partition(";")[0]).lower()
    bare = re.sub(r"h+[^a-z]*m+|m+[^a-z]*s+", "h", bare)
    found = "".join(part for part in "ymdh" if part in bare)
    return found if set(found) & set("ymd") else f"ymd{'h' if 'h' in found else ''}"


def _day(value: date, number_format: str) -> str:
    parts = _parts(number_format or "")
    at = value if isinstance(value, datetime) else None
    written = {"y": f"{value.year}年", "m": f"{value.month}月", "d": f"{value.day}日"}
    day = "".join(text for part, text in written.items() if part in parts)
    clock = f" {at:%H:%M}" if at and "h" in parts and (at.hour or at.minute) else ""
    return day + clock


def _number(value: float, number_format: str) -> str:
    if (percent := PERCENT.match(number_format)) and number_format.count("%") == 1:
        return _plain(round(value * 100, len(percent[1] or ""))) + "%"
    unit = WITH_UNIT.match(number_format.partition(";")[0])
    if unit is None:
        return _plain(value)
    places = len(unit["places"] or "")
    rounded = round(value, places) if not isinstance(value, int) else value
    return _plain(rounded) + (unit["quoted"] or unit["bare"] or "")


def _plain(value: float) -> str:
    """A number as Excel's General writes it: whole ones without a point, others with the digits that say something."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else repr(value)
    return f"{value:.10g}"
