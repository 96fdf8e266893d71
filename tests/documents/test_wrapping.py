"""A text wrapped at a fixed width, as PDF and mail leave it, reads as the text with a paragraph a line does."""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.errors import UnreadableSource
from documents.model import Reading
from documents.read import read_source
from documents.structure.lines import lines_of
from documents.text.decode import decode
from documents.text.layout import layout_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "documents").iterdir())
LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
WIDTHS = range(20, 46)


def wrapped(text: str, width: int) -> str:
    """Every line but the rows of tables broken after `width` characters, wherever that is."""
    return "\n".join(
        line if "\t" in line or line.count("|") > 1 else "\n".join(line[i : i + width] for i in range(0, len(line), width))
        for line in text.split("\n")
    )  # fmt: skip


def typeset(text: str, width: int) -> str:
    """Lines of `width` Chinese characters as a page has them: paragraphs indented, Latin letters and digits half as wide
    and not parted, no closing mark at a line's head, no opening one at its end."""
    unit = re.compile(r"[（《“〈]*(?:[A-Za-z0-9.]+|.)[，。；：、）》”！？〉]*")
    lines = []
    for paragraph in text.split("\n"):
        if "\t" in paragraph or paragraph.count("|") > 1 or len(paragraph) <= width:
            lines.append(paragraph)
            continue
        line = "　　"
        for part in unit.findall(paragraph.strip()):
            if halves(line + part) > 2 * width and line.strip():
                lines.append(line)
                line = ""
            line += part
        lines.append(line)
    return "\n".join(lines)


def halves(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)


def read_from(text: str, issued: date | None = None) -> Reading:
    return read_source("plan.txt", text.encode(), issued)


def words(text: str) -> str:
    return "".join(text.split())


def outcome(reading: Reading):
    """What a reading says, without where in the source it stands."""
    documents = {d.key: d.number for d in reading.documents}
    return [
        (
            documents[m.document], words(m.chapter), m.number, words(m.title), m.open,
            [(d.surface, d.kind, d.start, d.end, d.rule, words(d.step)) for d in m.deadlines],
            [astuple(u)[:3] for u in m.mentions],
        )
        for m in reading.measures
    ]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("source", EXAMPLES, ids=lambda p: p.stem)
def test_an_example_reads_the_same_at_any_width(source: Path, width: int):
    text = decode(source.name, source.read_bytes()).text
    assert outcome(read_from(wrapped(text, width))) == outcome(read_from(text))


@pytest.mark.parametrize("width", [20, 24, 28, 32, 38, 44])
@pytest.mark.parametrize("source", EXAMPLES, ids=lambda p: p.stem)
def test_an_example_reads_the_same_when_typeset(source: Path, width: int):
    text = decode(source.name, source.read_bytes()).text
    assert outcome(read_from(typeset(text, width))) == outcome(read_from(text))


def telling(widths: tuple[int, ...]) -> list[tuple[Path, int]]:
    """The layouts, each with the widths that can be told from it: a table, or a few lines of prose, tell none."""
    return [
        (source, width)
        for source in LAYOUTS
        for width in widths
        if layout_of(lines_of(wrapped(source.read_text("utf8"), width))).wrapped
    ]


@pytest.mark.parametrize(("source", "width"), telling((20, 28, 37)), ids=lambda x: getattr(x, "stem", x))
def test_a_layout_reads_the_same_when_its_width_can_be_told(source: Path, width: int):
    text = source.read_text("utf8")
    assert outcome(read_from(wrapped(text, width))) == outcome(read_from(text))


@pytest.mark.parametrize(
    ("lines", "is_wrapped"),
    [
        (["推进各项工作，建立健全长效机制，明确责任分工，确"] * 6 + ["保落实。"], True),
        (["推进各项工作，建立健全长效机制，明确责任分工，确"] * 3 + ["保落实。"], False),
        (["市教育局", "市财政局", "市民政局", "市公安局", "市司法局"], False),
        (["推进工作" * n + "。" for n in range(3, 15)], False),
        (["推进工作" * 30 + "。"] * 8, False),
        (["推进各项工作，建立健全长效机制，2024年明确责任，"] * 5 + ["推进各项工作，建立健全长效机制，明确责任分工，确"] * 5, True),
    ],
    ids=["wrapped", "too few", "a list of short names", "paragraphs of all lengths", "paragraphs of one length", "with digits"],
)  # fmt: skip
def test_a_width_is_told_only_where_lines_share_it(lines, is_wrapped):
    assert layout_of(lines_of("\n".join(lines))).wrapped is is_wrapped


PROSE = st.lists(
    st.sampled_from(
        "推进共享 标准统一、 便捷高效 的服务 ，8月底前完成 ；组织培训 （试行） 不少于5、6处 《某办法》 。做好二、三产业融合".split()
    ),
    min_size=6, max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PROSE, min_size=8, max_size=12), st.integers(20, 45))
def test_numbers_in_prose_begin_no_item_wherever_a_line_breaks(texts, width):
    plan = "一、重点任务\n" + "\n".join(f"{i}.做好工作。{text}。（市数据局负责）" for i, text in enumerate(texts, 1))
    read = read_from(wrapped(plan, width), date(2024, 1, 1))
    assert [m.number for m in read.measures] == [str(i) for i in range(1, len(texts) + 1)]


@settings(deadline=None)
@given(st.text(alphabet="一、1.（）。；责任单位：市局\n 　", max_size=400), st.integers(14, 30))
def test_any_text_is_read_when_wrapped(text, width):
    try:
        read_from(wrapped(text, width))
    except UnreadableSource:
        return
