"""A rule of recurrence in words: FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1 is 每年3月最后一天."""

from __future__ import annotations

from summaries.wording import word


def in_words(rule: str) -> str:
    """An RFC 5545 rule (section 3.3.10) as an official says it; a part that the table of words lacks stays as it is."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    frequency, interval = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    words = word("frequency", frequency, rule)
    if interval != "1":
        words = word("frequency_of", frequency, rule).replace("{n}", interval)
    months = [f"{month}月" for month in parts.get("BYMONTH", "").split(",") if month]
    days = ["最后一天" if day == "-1" else f"{day}日" for day in parts.get("BYMONTHDAY", "").split(",") if day]
    weekdays = [word("weekday", day, day) for day in parts.get("BYDAY", "").split(",") if day]
    return words + "、".join(months) + "、".join(days) + "、".join(weekdays)
