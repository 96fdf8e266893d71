"""Every string that looks like a time is a deadline or is listed with the reason why it is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from documents.errors import UnreadableSource
from documents.model import Reading
from documents.read import read_source
from documents.text.passage import passage_of
from documents.times.times import timelike_in
from documents.vocabulary import table
from tests.documents.test_segments import SOURCES, TEXTS

WHYS = table("contexts")["why"]


def silent(reading: Reading) -> list[str]:
    """The strings of each line that look like times and are in no list."""
    spans = [d.span for m in reading.measures for d in m.deadlines] + [d.span for d in reading.dismissed]
    listed = [False] * (len(reading.text) + 1)
    for span in spans:
        listed[span.start : span.end] = [True] * (span.end - span.start)
    missed, at = [], 0
    for line in reading.text.splitlines(keepends=True):
        for cell in line.split("\t"):
            passage = passage_of([(cell, at, 1)])
            for start, end in timelike_in(passage.folded):
                span = passage.span(start, end)
                if not any(listed[span.start : span.end]):
                    missed.append(passage.text[start:end])
            at += len(cell) + 1
        at -= 1
    return missed


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_time_of_a_plan_is_passed_over(source: Path):
    reading = read_source(source.name, source.read_bytes())
    assert silent(reading) == []
    assert {d.why for d in reading.dismissed} <= set(WHYS)


@given(TEXTS)
def test_no_time_of_any_text_is_passed_over(pieces: list[str]):
    try:
        reading = read_source("来源.txt", "".join(pieces).encode("utf-8", "ignore"))
    except UnreadableSource:
        return
    assert {d.why for d in reading.dismissed} <= set(WHYS)


PLACES = [
    (
        "各县区人民政府：\n现将2024年度方案印发给你们。\n示例市人民政府\n2024年3月1日\n",
        "2024年3月1日",
        "issued",
        "the date of issue",
    ),
    ("一、重点任务\n1. 优化流程。提速，3个工作日内办结。\n", "3个工作日内", "service_limit", "a service's limit"),
    ("序号\t事项\t法定时限\n1\t登记\t20个工作日\n", "20个工作日", "cell", "a cell of an inventory"),
    ("一、重点任务\n1. 优化流程，尽快完成。\n", "尽快", "vague", "no day"),
]


@pytest.mark.parametrize(("text", "surface", "why", "reason"), PLACES, ids=[p[3] for p in PLACES])
def test_a_time_that_is_no_deadline_keeps_its_reason(text: str, surface: str, why: str, reason: str):
    reading = read_source("来源.txt", text.encode(), date(2024, 1, 8))
    assert (surface, why) in [(d.surface, d.why) for d in reading.dismissed]
