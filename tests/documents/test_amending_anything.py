"""What holds of mends whatever the text and whatever is marked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fragments import texts
from documents.mends.amending import APPLY, Amendment, amend
from documents.text.quoting import quote_of
from tests.documents.amended_plan import EDITS, PLAN, amended, marked, read_any, reading

WRITTEN = st.text("处年月底前，。；、甲乙12\n（）：区局一 ", max_size=30)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([w for w, _ in EDITS] + ["现将", "东政办发", "序号"]), WRITTEN),
        max_size=3,
    )
)
def test_whatever_is_written_elsewhere_an_amendment_holds(written: list[tuple[str, str]]):
    """Of the measure itself nothing is edited: its mend is made, or it is told that the measure is read otherwise now."""
    before, own, after = PLAN.partition("1. 改造社区食堂。9月底前，完成十二处社区食堂改造；10月底前，公布食堂价目。")
    for words, new in written:
        before, after = before.replace(words, new + words), after.replace(words, words + new)
    read = read_any(before + own + after)
    assert read is not None
    held = [
        d
        for m in read.measures
        for d in m.deadlines
        if d.span.start == read.text.find("9月底前", read.text.find("1. 改"))
    ]
    quoted = marked("9月底前")
    for document in read.documents:
        measures = [m for m in read.measures if m.document == document.key]
        changed, problems = amend(document, read.text, measures, [Amendment("deadline_strike", quoted)], read.segments)
        mine = [d for m in measures for d in m.deadlines if d in held]
        assert all(d not in mine for m in changed for d in m.deadlines)
        assert bool(problems) != bool(mine)


@settings(deadline=None)
@given(texts(most_lines=15))
def test_without_amendments_a_reading_stays_as_it_is(text: str):
    if read := read_any(text):
        for document in read.documents:
            own = tuple(m for m in read.measures if m.document == document.key)
            assert amend(document, read.text, own, (), read.segments) == (own, ())


KINDS = st.sampled_from(sorted(APPLY))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "start_on": st.sampled_from(["", "2024-01-01", "2024-13-01", "昨天"]),
        "due_on": st.sampled_from(["", "2024-06-30", "9999-12-31"]),
        "rule": st.sampled_from(["", "FREQ=WEEKLY;BYDAY=FR", "FREQ=", "每周"]),
        "role": st.sampled_from(["lead", "other", ""]),
        "surface": st.text(max_size=8),
        "number": st.text(max_size=3),
    },
)


@settings(deadline=None)
@given(st.one_of(texts(most_lines=12), st.just(PLAN)), st.data())
def test_any_amendments_of_any_text_are_safe(text: str, data: st.DataObject):
    """Whatever is marked: nothing breaks, all that stands stands inside its document, and what is not made is told."""
    read = read_any(text)
    if read is None:
        return
    size = len(read.text)
    amendments = []
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, size - 1))
        end = data.draw(st.integers(start + 1, min(size, start + 80)))
        if read.text[start:end].strip():
            quoted = quote_of(read.text, start, end)
            amendments.append(Amendment(data.draw(KINDS), quoted, data.draw(VALUES)))
    for document in read.documents:
        own = [m for m in read.measures if m.document == document.key]
        measures, problems = amend(document, read.text, own, amendments, read.segments)
        assert all(p.kind == "mend_not_applied" and "没有生效" in p.detail for p in problems)
        for measure in measures:
            assert document.span.start <= measure.span.start < measure.span.end <= document.span.end
            assert measure.text
            assert measure.title or not all(m.title for m in own), "the reader gives some no title either"
            for thing in (*measure.deadlines, *measure.mentions):
                assert 0 <= thing.span.start < thing.span.end <= size
                assert thing.surface
            for start, end in measure.parts:
                assert measure.span.start <= start < end <= measure.span.end


@settings(deadline=None)
@given(st.data())
def test_what_is_added_and_struck_leaves_no_trace(data: st.DataObject):
    read = reading()
    measure = data.draw(st.sampled_from(read.measures[:2]))
    taken = [(d.span.start, d.span.end) for d in (*measure.deadlines, *measure.mentions)]
    start = data.draw(st.integers(measure.span.start, measure.span.end - 2))
    end = data.draw(st.integers(start + 1, min(start + 12, measure.span.end)))
    words = read.text[start:end]
    if not words.strip() or any(a < end and start < b for a, b in taken):
        return
    quoted = quote_of(read.text, start, end)
    add = Amendment("deadline_add", quoted, {"due_on": "2024-12-01"})
    once, problems = amended(add, read=read)
    if problems:
        return
    assert once != read.measures
    back, problems = amended(add, Amendment("deadline_strike", quoted), read=read)
    assert (back, problems) == (read.measures, ())
