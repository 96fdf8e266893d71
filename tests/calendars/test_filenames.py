"""Names of feed files: the unit's full Chinese name, and no way out of the folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.filenames import feed_filenames

NAMES = [
    ("示例市东湖区行政审批服务局", "示例市东湖区行政审批服务局.ics", "as it is"),
    ("示例市东湖区（无主事项）", "示例市东湖区（无主事项）.ics", "full-width brackets are safe"),
    ("../../etc/passwd", "_.._etc_passwd.ics", "no path"),
    ("甲\u202e乙\u200b丙", "甲乙丙.ics", "no letter that cannot be seen"),
    ('a<b>:"c"|?*', "a_b___c____.ics", "no letter that some system forbids"),
    ("CON", "CON_.ics", "no device"),
    ("  .局.  ", "局.ics", "no hidden file"),
    ("\x00\n", "u.ics", "the id where nothing is left"),
]


@pytest.mark.parametrize(("name", "filename", "reason"), NAMES)
def test_a_name_becomes_a_safe_file_name(name: str, filename: str, reason: str) -> None:
    assert feed_filenames({"u": name}) == {"u": filename}, reason


def test_units_of_one_name_carry_their_ids() -> None:
    names = {"990102-czj": "财政局", "990103-czj": "财政局", "990104-czj": "税务局"}
    assert feed_filenames(names) == {
        "990102-czj": "财政局（990102-czj）.ics",
        "990103-czj": "财政局（990103-czj）.ics",
        "990104-czj": "税务局.ics",
    }


def test_a_long_name_fits_every_file_system() -> None:
    (filename,) = feed_filenames({"u": "局" * 500}).values()
    assert len(filename.encode()) <= 255


@given(st.dictionaries(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), st.text(max_size=120), max_size=8))
def test_any_names_give_distinct_names_without_a_path(names: dict[str, str]) -> None:
    filenames = list(feed_filenames(names).values())
    assert len({name.casefold() for name in filenames}) == len(names)
    for name in filenames:
        assert name.endswith(".ics")
        assert not set(name) & set("/\\\0\r\n")
        assert not name.startswith(".")
        assert len(name.encode()) <= 255
