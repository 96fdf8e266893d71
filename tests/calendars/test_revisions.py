"""UID, SEQUENCE and LAST-MODIFIED over a life of edits: what subscribers' clients go by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.feeds import build_feeds, verify_no_orphan
from tests.calendars.made_up import APPROVALS, AS_OF, FINANCE, Subscription, entries, entry, units

RAISES = [
    ({"due_on": date(2021, 11, 30)}, "the day"),
    ({"title": "推行开办企业半日办结"}, "the title"),
    ({"state": "进行中"}, "the state"),
    ({"conflict_due_on": date(2021, 12, 31)}, "a conflict makes it tentative"),
    ({"role": "cooperating"}, "the owner: the unit no longer leads"),
    ({"units": [{"name": "区税务局", "role": "lead"}]}, "the owner: another unit leads"),
    ({"cancelled_on": AS_OF}, "withdrawn"),
    ({"kind": "recurring", "rule": "FREQ=MONTHLY", "due_on": None}, "the rule"),
]
KEEPS = [
    ({"status": "临期"}, "a light that turns"),
    ({"status": "逾期"}, "a light that turns"),
    ({"text": "推行开办企业一次办结，全程网办。"}, "the text"),
    ({"step": "全程网办"}, "the step"),
    ({"notes": ["编号跳号"]}, "a finding"),
    ({"number": "2", "chapter": "二、开办企业", "line": 99}, "renumbered"),
    ({"source_name": "别名.txt"}, "the source's name"),
]


@pytest.mark.parametrize(("change", "reason"), RAISES)
def test_sequence_rises_by_one_when_what_counts_changes(change: dict[str, object], reason: str) -> None:
    calendar = Subscription()
    first = calendar.publish(entry())["d1"]
    second = calendar.publish(entry(**change))["d1"]
    again = calendar.publish(entry(**change))["d1"]
    assert (first.sequence, second.sequence, again.sequence) == (0, 1, 1), reason
    assert first.uid == second.uid == again.uid


@pytest.mark.parametrize(("change", "reason"), KEEPS)
def test_sequence_stays_when_it_does_not_count(change: dict[str, object], reason: str) -> None:
    calendar = Subscription()
    first = calendar.publish(entry())["d1"]
    second = calendar.publish(entry(**change))["d1"]
    assert (first.sequence, second.sequence) == (0, 0), reason
    assert first.uid == second.uid


def test_what_is_withdrawn_is_cancelled_for_60_days_and_then_leaves() -> None:
    calendar = Subscription()
    calendar.publish(entry())
    gone = entry(cancelled_on=AS_OF)
    assert calendar.publish(gone)["d1"].status == "CANCELLED"
    assert calendar.publish(gone, as_of=AS_OF + timedelta(days=60))["d1"].status == "CANCELLED"
    assert "d1" not in calendar.publish(gone, as_of=AS_OF + timedelta(days=61))


def test_what_comes_back_goes_on_counting() -> None:
    calendar = Subscription()
    calendar.publish(entry())
    calendar.publish(entry(cancelled_on=AS_OF))
    calendar.publish(as_of=AS_OF + timedelta(days=90))
    back = calendar.publish(entry(), as_of=AS_OF + timedelta(days=91))["d1"]
    assert (back.status, back.sequence) == ("CONFIRMED", 2)


def test_what_moves_to_another_unit_is_cancelled_where_it_was() -> None:
    calendar = Subscription()
    before = calendar.publish(entry())["d1"]
    after = calendar.publish(entry(unit_id=FINANCE))["d1"]
    assert (after.uid, after.status, after.sequence) == (before.uid, "CANCELLED", 1)
    assert after.summary.startswith("【已转出】")
    assert calendar.publish(entry(unit_id=FINANCE), as_of=AS_OF + timedelta(days=60))["d1"].sequence == 1
    assert "d1" not in calendar.publish(entry(unit_id=FINANCE), as_of=AS_OF + timedelta(days=61))


def test_a_move_is_no_place_to_stand() -> None:
    """The cancelled event of the unit that had it must not hide that the other one's is missing."""
    calendar = Subscription()
    calendar.publish(entry())
    moved = build_feeds(entries(entry(unit_id=FINANCE)), units(APPROVALS), calendar.table, AS_OF)
    assert verify_no_orphan(["d1"], [feed for feed in moved if feed.unit_id == APPROVALS]) == ("d1",)
    assert verify_no_orphan(["d1"], moved) == ()


def test_a_duty_that_two_documents_state_is_one_event_that_names_both() -> None:
    body = entry(deadline_id="d1", duty_id="y")
    annex = entry(deadline_id="d2", duty_id="y", document_title="任务分工", document_number="")
    events = Subscription().publish(body, annex)
    assert list(events) == ["d1"]
    assert "《东湖区便企利民工作方案》" in events["d1"].description
    assert "《任务分工》" in events["d1"].description


def test_the_second_document_does_not_take_the_event_from_the_first() -> None:
    calendar = Subscription()
    later = entry(deadline_id="z9", duty_id="y")
    earlier = entry(deadline_id="a1", duty_id="y", recorded_on=date(2020, 1, 1))
    assert list(calendar.publish(later)) == ["z9"]
    assert list(calendar.publish(later, earlier)) == ["z9"]


def test_two_events_that_turn_out_to_be_one_duty_leave_one_and_cancel_the_other() -> None:
    calendar = Subscription()
    assert set(calendar.publish(entry(deadline_id="d1"), entry(deadline_id="d2"))) == {"d1", "d2"}
    one = [entry(deadline_id="d1", duty_id="y"), entry(deadline_id="d2", duty_id="y")]
    joined = calendar.publish(*one)
    assert {name: event.status for name, event in joined.items()} == {"d1": "CONFIRMED", "d2": "CANCELLED"}
    assert calendar.publish(*one) == joined
    assert set(calendar.publish(*one, as_of=AS_OF + timedelta(days=61))) == {"d1"}


def test_two_steps_that_fall_due_on_one_day_are_two_events_and_stay_two_in_the_annex() -> None:
    steps = [entry(deadline_id=name, measure_id="m1", duty_id="y", step=name) for name in ("d1", "d2")]
    annex = [entry(deadline_id=name, measure_id="m2", duty_id="y", step=name) for name in ("d3", "d4")]
    assert set(Subscription().publish(*steps, *annex)) == {"d1", "d2"}


def test_of_two_reports_on_one_duty_the_further_counts() -> None:
    done = entry(deadline_id="d2", duty_id="y", state="已销号", status="已完成")
    assert Subscription().publish(entry(duty_id="y"), done)["d1"].summary.startswith("【牵头】✓")


EDITS = st.lists(
    st.fixed_dictionaries(
        {
            "due_on": st.sampled_from([date(2021, 10, 31), date(2021, 12, 31)]),
            "title": st.sampled_from(["甲", "乙"]),
            "state": st.sampled_from(["未启动", "进行中"]),
            "status": st.sampled_from(["未到期", "临期"]),
            "unit_id": st.sampled_from([APPROVALS, FINANCE]),
            "duty_id": st.sampled_from(["y1", "y2"]),
            "withdrawn": st.booleans(),
            "present": st.booleans(),
            "days": st.integers(0, 70),
        }
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_any_life_of_edits_keeps_uids_unique_and_sequence_from_falling(edits: list[dict[str, object]]) -> None:
    calendar, day = Subscription(), AS_OF
    highest: dict[str, int] = {}
    last: dict[str, tuple[int, object]] = {}
    for edit in edits:
        day += timedelta(days=int(str(edit["days"])))
        facts = {name: edit[name] for name in ("due_on", "title", "state", "status", "unit_id")}
        facts |= {"changed_on": day, "cancelled_on": day if edit["withdrawn"] else None}
        rows = [entry(**facts)] if edit["present"] else []
        rows.append(entry(deadline_id="d2", duty_id=edit["duty_id"]))
        rows[0]["duty_id"] = "y1" if edit["present"] else rows[0]["duty_id"]
        events = calendar.publish(*rows, as_of=day)
        assert len({event.uid for event in events.values()}) == len(events)
        for event in events.values():
            cancelled = event.status == "CANCELLED"  # and then nothing else about it counts
            seen = "CANCELLED" if cancelled else (event.day, event.status, event.summary.partition("】")[2])
            assert event.sequence >= highest.get(event.uid, 0)
            if last.get(event.uid, (event.sequence, seen))[1] != seen:
                assert event.sequence > last[event.uid][0]
            highest[event.uid] = event.sequence
            last[event.uid] = (event.sequence, seen)
        assert calendar.publish(*rows, as_of=day) == events
