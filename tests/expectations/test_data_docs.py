"""Great Expectations' pages open without a network, say in Chinese what is checked, and take nobody's folder."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from expectations.checks import checks
from expectations.data_docs import MARK, FolderTakenError, build_data_docs

HOSTILE = "<script>alert(1)</script>"
FRAMES = {
    "mention_unit": pl.DataFrame(
        {"subject": [HOSTILE, "b", "c"], "resolution": ["exact", "undefined", "ambiguous"], "surface": [HOSTILE] * 3}
    ),
    "measure_units": pl.DataFrame({"subject": ["a", "b"], "mentions": [0, 2]}),
    "deadline_order": pl.DataFrame(schema={"subject": pl.String, "days_later": pl.Int64}),
}


class Loaded(HTMLParser):
    """What a page would load or run, and where its links go."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes note of an element."""
        given = dict(attrs)
        self.loaded += [given.get("src") or ""] if tag in ("script", "img", "iframe") else []
        self.loaded += [given.get("href") or ""] if tag == "link" else []
        self.links += [given.get("href") or ""] if tag == "a" else []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a few checks."""
    return build_data_docs(FRAMES, tmp_path_factory.mktemp("docs") / "校验说明").parent


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_there_is_a_page_of_the_suite_and_one_of_its_result_for_each_view_with_rows(folder: Path) -> None:
    names = {str(page.relative_to(folder)) for page in pages(folder)}
    views = ("measure_units", "mention_unit")
    assert names == {"index.html", *(f"{kind}/{v}.html" for v in views for kind in ("expectations", "validations"))}


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(folder: Path) -> None:
    for page in pages(folder):
        text = page.read_text("utf8")
        found = Loaded()
        found.feed(text)
        assert [link for link in found.loaded if link not in ("style.css", "../style.css")] == [], page
        assert "script" not in text, page
        assert "http" not in re.sub(r"<[^a][^>]*>", "", text), page
        links = [link.split("#")[0] for link in found.links if not link.startswith("#")]
        assert [link for link in links if not (page.parent / link).exists()] == [], page
    assert "@import" not in (folder / "style.css").read_text("utf8")
    assert "url(" not in (folder / "style.css").read_text("utf8")


def test_the_index_tells_every_check_in_chinese_with_its_counts(folder: Path) -> None:
    index = (folder / "index.html").read_text("utf8")
    assert [check.id for check in checks() if check.title not in index or check.explanation not in index] == []
    row = index[index.index("unit_none") :]
    assert re.findall(r'class="number[^"]*">(\d+)<', row)[:2] == ["2", "1"]


def test_a_page_says_what_is_asked_in_chinese(folder: Path) -> None:
    result = (folder / "validations" / "mention_unit.html").read_text("utf8")
    for words in ("单位名称查无此单位", "取值不得是", "共 3 行，1 行不符", "校验项数"):
        assert words in result
    suite = (folder / "expectations" / "measure_units.html").read_text("utf8")
    assert next(check.advice for check in checks() if check.id == "unit_none") in suite


def test_pages_are_made_again_in_their_folder_and_in_no_other(folder: Path, tmp_path: Path) -> None:
    assert build_data_docs(FRAMES, folder) == folder / "index.html"
    (tmp_path / "工作总结.docx").write_bytes(b"x")
    with pytest.raises(FolderTakenError, match="别的内容"):
        build_data_docs(FRAMES, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["工作总结.docx"]
    assert (folder / MARK).exists()
