"""Sources are found as given, and one that cannot be read says why without stopping the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.sources import FoundSource, changed, find, read, reader_of


def test_folders_are_searched_at_any_depth_and_hidden_files_left_alone(tmp_path: Path) -> None:
    for name in ("甲.txt", "下级/乙.md", ".隐藏.txt", ".git/丙.txt", "~$甲.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf8")
    found = [Path(source.path).relative_to(tmp_path).as_posix() for source in find([str(tmp_path)])]
    assert found == ["下级/乙.md", "甲.txt"]


def test_a_path_stays_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.txt").write_text("文", encoding="utf8")
    monkeypatch.chdir(tmp_path)
    assert [source.path for source in find(["./甲.txt"])] == ["./甲.txt"]


def test_a_file_named_twice_is_one_source(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("文", encoding="utf8")
    assert len(find([str(tmp_path / "甲.txt"), str(tmp_path)])) == 1


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    (source,) = find([str(tmp_path / "没有.txt")])
    assert "没有这个文件" in source.reason
    assert read(source).reading is None


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("empty", b""),
        ("only a mark", b"\xef\xbb\xbf"),
        ("only blanks", b" \n\n"),
        ("a program, not a text", bytes(range(256)) * 64),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_comes_back_with_a_reason(reason: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(content)
    (source,) = find([str(tmp_path)])
    reading = read(source)
    assert reading.reading is None, reason
    assert source.path in reading.reason


def test_only_what_changed_is_read_again() -> None:
    same, other, new = (FoundSource(name, "1", 1) for name in ("same", "other", "new"))
    known = {"same": ("1", "reader"), "other": ("2", "reader")}
    assert changed([same, other, new], known, "reader") == [other, new]


def test_another_reader_reads_everything_again() -> None:
    source = FoundSource("same", "1", 1)
    assert changed([source], {"same": ("1", "an older reader")}, reader_of(())) == [source]


def test_a_link_that_leads_nowhere_is_a_source_lost(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").symlink_to(tmp_path / "没有.txt")
    (source,) = find([str(tmp_path)])
    assert "没有这个文件" in source.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "甲.txt")
    (source,) = find([str(tmp_path / "甲.txt")])
    assert "不是普通文件" in source.reason


def test_one_content_under_two_names_is_two_sources(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "空.txt").write_bytes(b"")
    readings = [read(source) for source in find([str(tmp_path)])]
    assert [reading.path in reading.reason for reading in readings] == [True, True]
    assert len({reading.path for reading in readings}) == 2


def test_whatever_a_text_does_to_the_reader_comes_back_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    (tmp_path / "甲.txt").write_text("文", encoding="utf8")
    monkeypatch.setattr("flows.sources.read_source", broken)
    (source,) = find([str(tmp_path)])
    assert "程序的缺陷" in read(source).reason


def test_a_name_in_another_encoding_is_told(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb7\xbd\xb0\xb8.txt"))).write_text("文", encoding="utf8")
    (source,) = find([str(tmp_path)])
    assert "文件名" in source.reason
    assert source.path.encode()
