"""A file with some of its bytes lost, changed or doubled is read as far as it goes or refused in a sentence, never a crash."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.errors import UnreadableSource
from documents.read import decoded_of
from tests.documents.formats import plan
from tests.documents.formats.conftest import Print

OLD = Path(__file__).parent / "files" / "plan.xls"
FILES = {"plan.xls": OLD.read_bytes(), "plan.html": plan.as_html("gb18030").encode("gb18030")}
ARCHIVES = {"plan.docx": plan.as_word(), "plan.xlsx": plan.as_workbook()}
PLACE = st.floats(0, 1, exclude_max=True)
CHANGES = st.lists(st.tuples(PLACE, st.integers(0, 2000), st.binary(max_size=8)), min_size=1, max_size=8)


def changed(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """At each place (a share of the length) so many bytes are taken out, and others put in."""
    for share, lost, new in changes:
        at = int(share * len(content))
        content = content[:at] + new + content[at + lost :]
    return content


def read(name: str, content: bytes) -> None:
    try:
        decoded_of(name, content)
        said = "。"
    except UnreadableSource as refused:
        said = refused.reason
    assert said.endswith("。")


@pytest.mark.parametrize("name", [*FILES, *ARCHIVES])
@settings(max_examples=60, deadline=None)
@given(changes=CHANGES)
def test_of_any_file(name: str, changes: list[tuple[float, int, bytes]]):
    read(name, changed({**FILES, **ARCHIVES}[name], changes))


@pytest.mark.parametrize("name", ARCHIVES)
@settings(max_examples=60, deadline=None)
@given(part=st.integers(0, 99), changes=CHANGES)
def test_of_a_part(name: str, part: int, changes: list[tuple[float, int, bytes]]):
    """The archive is whole, one of the files in it is not."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ARCHIVES[name])) as old, zipfile.ZipFile(file, "w") as new:
        parts = [path for path in old.namelist() if path.endswith((".xml", ".rels"))]
        for path in parts:
            content = old.read(path)
            new.writestr(path, changed(content, changes) if path == parts[part % len(parts)] else content)
    read(name, file.getvalue())


@pytest.mark.browser
def test_of_a_pdf(printed: Print):
    content = printed(plan.as_html())

    @settings(max_examples=40, deadline=None)
    @given(changes=CHANGES)
    def mangle(changes: list[tuple[float, int, bytes]]) -> None:
        read("plan.pdf", changed(content, changes))

    mangle()
