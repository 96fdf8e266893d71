"""The file of local additions: round trips, encodings, and errors that name the cell."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.registry import LocalEntry, LocalFileError, read_local, write_local
from warehouse.registry.local import COLUMNS, KINDS

HEADER = ",".join(COLUMNS)
WORD = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)
WORDS = st.lists(WORD, max_size=3).map(tuple)
DAY = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
ENTRY = st.builds(
    LocalEntry,
    WORD,
    st.sampled_from(KINDS),
    st.sampled_from(["", "370406", "370406101"]),
    WORD,
    WORDS,
    WORDS,
    DAY,
    DAY,
    WORD,
)


@settings(max_examples=60, deadline=None)
@given(entries=st.lists(ENTRY, max_size=6).map(tuple))
def test_what_is_written_is_read_again(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("local") / "本地单位.csv"
    write_local(entries, path)
    assert read_local(path) == entries


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends_of_spreadsheets(tmp_path: Path, encoding: str, newline: str):
    path = tmp_path / "本地单位.csv"
    text = newline.join([HEADER, "示例镇,乡镇,,370406,示例镇政府、示例,,2021/7/1,,", ",,,,,,,,", ""])
    path.write_bytes(text.encode(encoding))
    assert read_local(path) == (
        LocalEntry("示例镇", "乡镇", "", "370406", ("示例镇政府", "示例"), (), date(2021, 7, 1)),
    )


def test_columns_in_any_order_and_more_of_them(tmp_path: Path):
    path = tmp_path / "本地单位.csv"
    columns = (*reversed(COLUMNS), "备注")
    path.write_text(",".join(columns) + "\n" + ",,,,,370406,,单位,区示例中心,随便写\n", encoding="utf-8")
    assert read_local(path) == (LocalEntry("区示例中心", "单位", "", "370406"),)


@pytest.mark.parametrize(
    ("row", "words", "why"),
    [
        (
            "区示例中心,中心,,370406,,,,,",
            "第2行“类型”列：“中心”不在允许的取值中；可填：区划、乡镇、街道",
            "the kinds are named",
        ),
        (",单位,,370406,,,,,", "第2行“名称”列：不能为空", "a name is needed"),
        ("区示例中心,单位,37O406,370406,,,,,", "第2行“代码”列：“37O406”应为6位", "a letter in a code"),
        ("区示例中心,单位,,,,,,,", "第2行“上级”列：不能为空", "a place or unit above is needed"),
        ("区示例中心,单位,,370406,,,2021-13-01,,", "第2行“启用日期”列：“2021-13-01”不是日期", "no such day"),
        ("区示例中心,单位,,370406,,,,明年,", "第2行“停用日期”列：“明年”不是日期；可填如 2021-07-01", "not a day"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, row: str, words: str, why: str):
    path = tmp_path / "本地单位.csv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(LocalFileError) as error:
        read_local(path)
    assert words in str(error.value), why
    assert str(error.value).startswith("本地单位.csv")


def test_a_missing_column_is_named(tmp_path: Path):
    path = tmp_path / "本地单位.csv"
    path.write_text("名称,类型\n", encoding="utf-8")
    with pytest.raises(LocalFileError, match="缺少列“代码、上级"):
        read_local(path)


def test_a_binary_is_refused(tmp_path: Path):
    path = tmp_path / "本地单位.csv"
    path.write_bytes(b"\x89PNG\r\n\xff\xff\xff")
    with pytest.raises(LocalFileError, match="文字编码无法识别"):
        read_local(path)
