from datetime import date

import pytest

from summaries.dates import long_day, period, plain_day, plain_period, readable


@pytest.mark.parametrize(
    ("start", "end", "written", "reason"),
    [
        (date(2021, 8, 30), date(2021, 9, 5), "2021年8月30日（周一）至9月5日（周日）", "the year once"),
        (
            date(2021, 12, 27),
            date(2022, 1, 2),
            "2021年12月27日（周一）至2022年1月2日（周日）",
            "over New Year, both years",
        ),
        (None, date(2021, 9, 30), "2021年9月30日（周四）", "no start"),
        (date(2021, 9, 30), date(2021, 9, 30), "2021年9月30日（周四）", "one day"),
        (date(2021, 9, 30), None, "2021年9月30日（周四）起", "no end"),
        (None, None, "未标明", "nothing known"),
    ],
)
def test_period(start: date | None, end: date | None, written: str, reason: str) -> None:
    assert period(start, end) == written, reason


def test_days_inside_brackets_have_none_of_their_own() -> None:
    assert plain_period(date(2021, 8, 30), date(2021, 9, 5)) == "2021年8月30日至9月5日"
    assert plain_period(date(2021, 12, 27), date(2022, 1, 2)) == "2021年12月27日至2022年1月2日"
    assert plain_day(None) == "未标明"
    assert long_day(date(2024, 2, 29)) == "2024年2月29日（周四）"


@pytest.mark.parametrize(
    ("value", "read", "reason"),
    [
        ("2021-09-30", "2021年9月30日（周四）", "an ISO day"),
        ("2021-13-30", "2021-13-30", "no such month"),
        ("示例市东湖区民政局局", "示例市东湖区民政局局", "ten characters, no day"),
        ("", "", "nothing"),
    ],
)
def test_readable(value: str, read: str, reason: str) -> None:
    assert readable(value) == read, reason
