"""Uploaded documents lie under a safe name of their own, whole, where every run reads them."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.originals import keep, original
from warehouse.uploads import add_upload, remove_upload, safe_name, uploads_folder


@pytest.mark.parametrize(
    ("sent", "kept", "reason"),
    [
        ("方案.docx", "方案.docx", "a plain name stays"),
        ("C:\\Users\\张三\\方案.pdf", "方案.pdf", "some browsers send the whole path"),
        ("../../etc/passwd", "passwd", "no way up"),
        ("..", "上传文件", "nothing but dots"),
        ("", "上传文件", "no name at all"),
        (".隐藏.txt", "隐藏.txt", "a hidden file would never be read"),
        ("~$方案.docx", "方案.docx", "nor would what looks like an Office program's lock"),
        ("方案\0.txt", "方案.txt", "no character that ends a name"),
        ("方案\r\nX-Header: 1.txt", "方案X-Header 1.txt", "no line end, no colon"),
        ("CON.txt", "CON_.txt", "a device's name on Windows"),
        ("=cmd|'/c calc'!A1.xlsx", "c calc'!A1.xlsx", "a bar parts nothing here"),
        ("<script>alert(1)<.html", "scriptalert(1).html", "no angle brackets"),
        ("说明.这不是扩展名也太长了太长了", "说明.这不是扩展名也太长了太长了", "a dot in a sentence begins no suffix"),
        ("长" * 300 + ".docx", "长" * 60 + ".docx", "no longer than a file system takes"),
        ("\udcff坏.txt", "坏.txt", "no half of a character"),
    ],
)
def test_names_from_browsers_are_made_safe(sent: str, kept: str, reason: str):
    assert safe_name(sent) == kept, reason


@given(st.text(max_size=400))
def test_any_name_is_one_name(sent: str):
    name = safe_name(sent)
    assert name == Path(name).name
    assert not name.startswith((".", "~$"))
    assert 0 < len(name.encode()) <= 255
    assert safe_name(name) == name


def test_the_same_name_twice_gets_its_own_file(tmp_path: Path):
    first = add_upload(tmp_path, "方案.txt", b"one")
    second = add_upload(tmp_path, "方案.txt", b"two")
    again = add_upload(tmp_path, "方案.txt", b"one")
    assert (first.name, second.name, again) == ("方案.txt", "方案 (2).txt", first)
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert sorted(path.name for path in uploads_folder(tmp_path).iterdir()) == ["方案 (2).txt", "方案.txt"]


def test_many_at_once_lose_nothing(tmp_path: Path):
    contents = [str(number).encode() for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda content: add_upload(tmp_path, "方案.txt", content), contents))
    assert {path.read_bytes() for path in paths} == set(contents)


def test_what_is_taken_out_is_still_among_the_originals(tmp_path: Path):
    path = add_upload(tmp_path, "方案.txt", b"one")
    assert remove_upload(tmp_path, path)
    assert not remove_upload(tmp_path, path)
    assert original(tmp_path, hashlib.sha256(b"one").hexdigest()) == b"one"


def test_only_uploads_are_taken_out(tmp_path: Path):
    elsewhere = tmp_path / "方案.txt"
    elsewhere.write_bytes(b"one")
    add_upload(tmp_path, "方案.txt", b"one")
    assert not remove_upload(tmp_path, elsewhere)
    assert not remove_upload(tmp_path, uploads_folder(tmp_path) / ".." / "方案.txt")
    assert elsewhere.exists()


def test_one_content_is_one_original(tmp_path: Path):
    digest = keep(tmp_path, b"one")
    assert keep(tmp_path, b"one") == digest
    files = [path for path in (tmp_path / "originals").rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path / "originals").as_posix() for path in files] == [f"{digest[:2]}/{digest}"]


def test_a_damaged_original_is_none_and_is_mended_by_the_next_keep(tmp_path: Path):
    digest = keep(tmp_path, b"one")
    (tmp_path / "originals" / digest[:2] / digest).write_bytes(b"")
    assert original(tmp_path, digest) is None
    keep(tmp_path, b"one")
    assert original(tmp_path, digest) == b"one"


@pytest.mark.parametrize("digest", ["", "../../secret", "f" * 63, "F" * 64])
def test_what_is_no_digest_names_nothing(tmp_path: Path, digest: str):
    assert original(tmp_path, digest) is None
