"""A feed byte by byte: every change to what subscribers get shows in a diff.

`python -m tests.calendars.test_golden` writes the files anew; look at the diff before committing it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from calendars.feeds import build_feeds
from tests.calendars.made_up import APPROVALS, AS_OF, FINANCE, entries, entry, nothing_published, units

GOLDEN = Path(__file__).parent / "golden"


def golden_feeds() -> dict[str, bytes]:
    """File name → bytes: a unit with one entry of each kind, and a unit with none."""
    rows = [
        entry(notes=["责任主体“区政务中心”无法确定"]),
        entry(deadline_id="d2", kind="during", surface="6月上旬", start_on=date(2021, 6, 1), due_on=date(2021, 6, 10)),
        entry(deadline_id="d3", kind="recurring", surface="每月4日前", rule="FREQ=MONTHLY;BYMONTHDAY=4", due_on=None),
        entry(deadline_id="d4", conflict_due_on=date(2021, 9, 30), conflict_document="《上级方案》"),
        entry(deadline_id="d5", state="已销号", status="已完成", role="cooperating"),
        entry(deadline_id="d6", cancelled_on=AS_OF, status="已取消"),
        entry(deadline_id="d7", text="路径 D:\\New；甲,乙;丙\r\nBEGIN:VEVENT\x07"),
    ]
    built = build_feeds(entries(*rows), units(APPROVALS, FINANCE), nothing_published(), AS_OF)
    return {f"{feed.unit_id}.ics": feed.body for feed in built}


@pytest.mark.parametrize("name", [f"{APPROVALS}.ics", f"{FINANCE}.ics"])
def test_a_feed_is_the_same_byte_by_byte(name: str) -> None:
    assert golden_feeds()[name] == (GOLDEN / name).read_bytes()


if __name__ == "__main__":
    for name, body in golden_feeds().items():
        (GOLDEN / name).write_bytes(body)
