"""Rules of recurrence in words."""

import pytest

from summaries.recurrence import in_words

WORDS = [
    ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", "每年3月最后一天"),
    ("FREQ=MONTHLY;BYMONTHDAY=5,20", "每月5日、20日"),
    ("FREQ=MONTHLY;INTERVAL=3", "每3个月"),
    ("FREQ=WEEKLY;BYDAY=FR", "每周五"),
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", "每年3月、6月、9月、12月25日"),
    ("FREQ=DAILY", "每天"),
    ("FREQ=HOURLY", "FREQ=HOURLY"),
]


@pytest.mark.parametrize(("rule", "words"), WORDS)
def test_a_rule_is_said_in_words(rule: str, words: str):
    assert in_words(rule) == words
