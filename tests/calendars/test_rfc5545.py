"""Feeds by RFC 5545 and RFC 7986, clause by clause; read by two parsers that are not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from calendars.feeds import build_feeds
from calendars.readback import verify
from tests.calendars.made_up import APPROVALS, AS_OF, FINANCE, entries, entry, feeds, nothing_published, units


def lines(*rows: dict[str, object]) -> list[str]:
    """The unfolded content lines of the first feed."""
    return feeds(*rows)[0].body.decode().replace("\r\n ", "").split("\r\n")


def test_3_1_content_lines_end_in_crlf_and_have_75_octets_at_most() -> None:
    body = feeds(entry(text="推行“一窗受理”。" * 400))[0].body
    physical = body.split(b"\r\n")
    assert 72 < max(map(len, physical)) <= 75
    assert physical[-1] == b""
    assert b"\n" not in b"".join(physical)
    for line in physical:
        line.decode()  # no character is cut


def test_3_3_11_text_is_escaped_once() -> None:
    read = lines(entry(title="甲;乙,丙\\丁\\N戊", text="甲;乙\n丙"))
    assert "SUMMARY:【牵头】甲\\;乙\\,丙\\\\丁\\\\N戊" in read
    assert any("任务：甲\\;乙\\n丙\\n责任主体" in line for line in read)


def test_3_6_required_properties_stand_once_and_there_is_no_method_and_no_timezone() -> None:
    read = lines(entry())
    for once in ("VERSION:2.0", "CALSCALE:GREGORIAN", "BEGIN:VEVENT"):
        assert read.count(once) == 1
    assert sum(line.startswith("PRODID:") for line in read) == 1
    assert not [line for line in read if line.startswith(("METHOD", "BEGIN:VTIMEZONE", "BEGIN:VALARM"))]


def test_3_6_1_an_all_day_event_ends_on_the_day_after() -> None:
    read = lines(entry(due_on=date(2021, 12, 31)))
    assert "DTSTART;VALUE=DATE:20211231" in read
    assert "DTEND;VALUE=DATE:20220101" in read


def test_3_6_1_a_period_stands_on_its_last_day_and_says_its_first() -> None:
    read = lines(entry(kind="during", surface="6月份", start_on=date(2021, 6, 1), due_on=date(2021, 6, 30)))
    assert "DTSTART;VALUE=DATE:20210630" in read
    assert any("时限：6月份（2021年6月1日至2021年6月30日）" in line for line in read)


def test_3_8_2_7_a_deadline_blocks_no_day() -> None:
    assert "TRANSP:TRANSPARENT" in lines(entry())


def test_3_8_5_3_a_rule_begins_on_dtstart_and_ends_on_a_date() -> None:
    read = lines(entry(kind="recurring", rule="FREQ=MONTHLY;BYMONTHDAY=4", due_on=None, surface="每月4日前"))
    assert "DTSTART;VALUE=DATE:20210604" in read
    assert "RRULE:FREQ=MONTHLY;UNTIL=20221231;BYMONTHDAY=4" in read


def test_3_8_7_times_are_utc_and_those_of_the_recorded_changes() -> None:
    read = lines(entry(recorded_on=date(2021, 6, 1), changed_on=date(2021, 7, 2)))
    assert "CREATED:20210531T160000Z" in read
    assert "DTSTAMP:20210701T160000Z" in read
    assert "LAST-MODIFIED:20210701T160000Z" in read


STATUSES = [
    ("未到期", "未启动", "CONFIRMED", "5", "steelblue", "【牵头】推行"),
    ("临期", "进行中", "CONFIRMED", "3", "darkorange", "【牵头】推行"),
    ("逾期", "退回", "CONFIRMED", "1", "crimson", "【牵头】推行"),
    ("待销号", "申请办结", "CONFIRMED", "7", "goldenrod", "【牵头】推行"),
    ("已完成", "已销号", "CONFIRMED", "9", "seagreen", "【牵头】✓ 推行"),
    ("逾期完成", "已销号", "CONFIRMED", "9", "olivedrab", "【牵头】✓ 推行"),
    ("已取消", "中止", "CANCELLED", "9", "gray", "【牵头】（已取消）推行"),
]


@pytest.mark.parametrize(("status", "state", "vevent", "priority", "color", "summary"), STATUSES)
def test_3_8_1_11_each_status_has_its_look(
    status: str, state: str, vevent: str, priority: str, color: str, summary: str
) -> None:
    read = lines(entry(status=status, state=state, changed_on=AS_OF))
    assert f"STATUS:{vevent}" in read
    assert f"PRIORITY:{priority}" in read
    assert f"COLOR:{color}" in read
    assert any(line.startswith(f"SUMMARY:{summary}") for line in read)


def test_3_8_1_11_a_conflict_of_dates_is_tentative_on_the_earlier_day_and_names_both() -> None:
    read = lines(entry(conflict_due_on=date(2021, 8, 31), conflict_document="《市方案》（示政发〔2021〕1号）"))
    assert "STATUS:TENTATIVE" in read
    assert "DTSTART;VALUE=DATE:20210831" in read
    told = next(line for line in read if line.startswith("DESCRIPTION:"))
    assert "示东政发〔2021〕3号" in told
    assert "2021年10月31日" in told
    assert "《市方案》（示政发〔2021〕1号）定为2021年8月31日" in told


def test_3_8_1_2_tags_are_the_role_and_the_chapter() -> None:
    assert "CATEGORIES:配合,一、开办企业，甲" in lines(entry(role="cooperating", chapter="一、开办企业,甲"))


def test_7986_5_the_calendar_has_a_name_and_says_how_often_to_ask() -> None:
    read = lines(entry())
    assert "NAME:示例市东湖区行政审批服务局·时限" in read
    assert "X-WR-CALNAME:示例市东湖区行政审批服务局·时限" in read
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in read
    assert "X-PUBLISHED-TTL:PT12H" in read


def test_a_description_says_what_a_clerk_needs() -> None:
    told = (
        feeds(entry(step="登记、刻章一个窗口受理", notes=["责任主体“区税务局”无法确定"]))[0].events[0].event.description
    )
    assert told.split("\n") == [
        "时限：10月底前（2021年10月31日）",
        "环节：登记、刻章一个窗口受理",
        "状态：未到期（未启动）",
        "⚠ 待核实：责任主体“区税务局”无法确定",
        "任务：推行开办企业一次办结。10月底前，登记、刻章、申领发票一个窗口受理。",
        "责任主体：区行政审批服务局（牵头）、区税务局（配合）",
        "文件：《东湖区便企利民工作方案》（示东政发〔2021〕3号）",
        "出处：一、开办企业 第1项 方案.txt 第12行",
    ]


def test_ongoing_and_daily_duties_stand_on_no_day() -> None:
    ongoing = entry(kind="ongoing", due_on=None, surface="长期坚持")
    daily = entry(deadline_id="d2", kind="recurring", due_on=None, rule="FREQ=DAILY", surface="每日")
    only = feeds(ongoing, daily)[0].events
    assert [each.deadline_ids for each in only] == [()]


def test_an_empty_unit_has_a_valid_feed_with_one_entry_that_says_so() -> None:
    built = build_feeds(entries(), units(FINANCE), nothing_published(), AS_OF)
    assert len(built) == 1
    assert [each.event.day for each in built[0].events] == [AS_OF]
    assert "暂无" in built[0].events[0].event.summary
    verify(built[0].body, [each.event for each in built[0].events])


def test_what_nobody_owns_is_marked_so() -> None:
    unowned = entry(unit_id="990102-unowned", owner="unowned", role="other")
    assert feeds(unowned)[0].events[0].event.summary == "【无主】推行开办企业一次办结"


def test_two_parsers_agree_with_what_was_built() -> None:
    rows = [entry(deadline_id=f"d{number}", due_on=date(2021, number, 1)) for number in range(1, 13)]
    body = feeds(*rows)[0].body
    strict = IcsCalendarStream.calendar_from_ics(body.decode()).events
    loose = Calendar.from_ical(body).events
    assert [event.dtstart for event in strict] == [row["due_on"] for row in rows] == [event.start for event in loose]
    assert {event.last_modified for event in strict} == {datetime(2021, 5, 31, 16, tzinfo=UTC)}


def test_the_order_of_rows_changes_no_byte() -> None:
    rows = [entry(deadline_id=f"d{number}", unit_id=unit) for number in range(5) for unit in (APPROVALS, FINANCE)]
    assert feeds(*rows) == feeds(*reversed(rows))
