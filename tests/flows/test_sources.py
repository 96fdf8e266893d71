"""Sources are found as given, and one that cannot be read says why without stopping the others."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from flows.errors import WrongUsageError
from flows.settings import Settings
from flows.sources import FoundSource, changed, find, places, read, reader_of, vanished
from warehouse.connection import WarehouseError
from warehouse.holding import Held
from warehouse.originals import keep, original
from warehouse.uploads import add_upload, uploads_folder


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


def held(path: str, sha256: str = "1", reader: str = "reader", state: str = "read") -> Held:
    return Held(path, path, sha256, sha256, 1, reader, state)


def test_only_what_changed_is_read_again() -> None:
    same, other, new, mended, broken = (
        FoundSource(name, "1", 1) for name in ("same", "other", "new", "mended", "broken")
    )
    known = [held("same"), held("other", "2"), held("mended", reader=""), held("broken", state="unreadable")]
    found = [same, other, new, mended, broken]
    assert changed(found, {one.path: one for one in known}, "reader") == [other, new, mended, broken]


def test_another_reader_reads_everything_again() -> None:
    source = FoundSource("same", "1", 1)
    assert changed([source], {"same": held("same", reader="an older reader")}, reader_of(())) == [source]


def test_what_vanished_is_read_from_what_was_kept_of_it_where_people_decided(tmp_path: Path) -> None:
    digest = keep(tmp_path, b"kept")
    sources = [
        held("there", digest, ""),
        held("gone", digest, ""),
        held("gone and as it was", digest),
        held("lost", "2", ""),
    ]
    again = vanished([FoundSource("there", "1", 1)], {one.path: one for one in sources}, "reader", tmp_path)
    assert [(one.path, one.sha256) for one in again] == [("gone", digest), ("lost", "2")]
    assert "没有保存过原件" in again[1].reason


def test_uploads_are_read_besides_what_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    named, default = Settings(sources=("甲",), home=home), Settings(home=home)
    assert (places(["乙"], named), places(None, named), places(None, default)) == (("乙",), ("甲",), ("sources",))
    add_upload(home, "方案.txt", b"one")
    uploads = str(uploads_folder(home))
    assert (places(["乙"], named), places(None, named)) == (("乙", uploads), ("甲", uploads))
    assert places(None, default) == (uploads,), "nobody who only uploads needs the default folder"
    (tmp_path / "sources").mkdir()
    assert places(None, default) == ("sources", uploads)


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("文", encoding="utf8")
    (tmp_path / "home").write_text("no folder", encoding="utf8")
    with pytest.raises(WarehouseError, match="原件存不进"):
        find([str(tmp_path / "甲.txt")], tmp_path / "home")


def test_each_source_found_is_kept(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_bytes(b"\0 not a text")
    (source,) = find([str(tmp_path / "甲.txt")], tmp_path / "home")
    assert original(tmp_path / "home", source.sha256) == b"\0 not a text"


def test_a_link_that_leads_nowhere_is_a_source_lost(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").symlink_to(tmp_path / "没有.txt")
    (source,) = find([str(tmp_path)])
    assert "没有这个文件" in source.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "甲.txt")
    (source,) = find([str(tmp_path / "甲.txt")])
    assert "不是普通文件" in source.reason


def sources_in(folder: Path) -> dict[str, str]:
    """Each source found in a folder, with the reason why it cannot be read."""
    return {Path(source.path).relative_to(folder).as_posix(): source.reason for source in find([str(folder)])}


def test_pipes_and_sockets_in_a_folder_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "甲.txt")
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("乙.txt")
        found = sources_in(tmp_path)
    assert list(found) == ["乙.txt", "甲.txt"]
    assert all("不是普通文件" in reason for reason in found.values())


def test_links_to_folders_are_followed_each_folder_once(tmp_path: Path) -> None:
    plans, elsewhere = tmp_path / "方案", tmp_path / "别处"
    for path in (plans / "区", elsewhere / "深"):
        path.mkdir(parents=True)
    for path in (plans / "区" / "甲.txt", elsewhere / "深" / "乙.txt"):
        path.write_text("文", encoding="utf8")
    (plans / "一个链接").symlink_to(elsewhere)
    (plans / "又一个链接").symlink_to(elsewhere / "深")
    (plans / "区的链接").symlink_to(plans / "区")
    (elsewhere / "深" / "回头").symlink_to(elsewhere)
    assert sources_in(plans) == {"一个链接/深/乙.txt": "", "区/甲.txt": ""}


@pytest.mark.parametrize("target", [".", "..", "/"])
def test_a_link_back_up_is_named_and_not_followed(target: str, tmp_path: Path) -> None:
    plans = tmp_path / "方案"
    plans.mkdir()
    (plans / "甲.txt").write_text("文", encoding="utf8")
    (tmp_path / "别的.txt").write_text("文", encoding="utf8")
    (plans / "链接").symlink_to(target)
    found = sources_in(plans)
    assert list(found) == ["甲.txt", "链接"]
    assert "上级文件夹" in found["链接"]


def test_a_link_to_itself_is_a_source_lost(tmp_path: Path) -> None:
    (tmp_path / "甲").symlink_to(tmp_path / "甲")
    assert list(sources_in(tmp_path)) == ["甲"]


def test_a_folder_that_may_not_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "内部").mkdir()
    (tmp_path / "甲.txt").write_text("文", encoding="utf8")
    listed = os.listdir

    def refuse(path: Path) -> list[str]:
        if Path(path).name == "内部":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)  # root may open everything
    found = sources_in(tmp_path)
    assert "打不开" in found["内部"]
    assert found["甲.txt"] == ""


def test_no_path_is_not_the_working_folder() -> None:
    with pytest.raises(WrongUsageError, match="路径是空的"):
        find(["甲.txt", ""])


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
    monkeypatch.setattr("documents.read.read_source", broken)
    (source,) = find([str(tmp_path)])
    assert "程序的缺陷" in read(source).reason


def test_a_name_in_another_encoding_is_told(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb7\xbd\xb0\xb8.txt"))).write_text("文", encoding="utf8")
    (source,) = find([str(tmp_path)])
    assert "文件名" in source.reason
    assert source.path.encode()
