"""A publication is whole or not at all, whatever happens while it is made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from calendars.errors import LinksError, PublicationError
from calendars.feeds import Feed, build_feeds
from calendars.folder import locked
from calendars.publication import Publication, publish, renew
from tests.calendars.made_up import APPROVALS, AS_OF, FINANCE, entries, entry, feeds, nothing_published, units

STAGES = ("begun", "feed", "written", "synced", "named", "shown", "done")


def first() -> tuple[Feed, ...]:
    return feeds(entry(), entry(deadline_id="d2", unit_id=FINANCE))


def second() -> tuple[Feed, ...]:
    return feeds(entry(title="改过的事项"), entry(deadline_id="d2", unit_id=FINANCE))


def shown(out: Path) -> dict[str, bytes]:
    """What a reader of out/ sees: every file of the current publication but its manifest."""
    current = out / "current"
    files = (path for path in current.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in files}


def expected(built: tuple[Feed, ...], page: bytes) -> dict[str, bytes]:
    return {f"calendars/{feed.filename}": feed.body for feed in built} | {"index.html": page}


def publish_with(out: Path, built: tuple[Feed, ...], page: bytes = b"1") -> Publication:
    return publish(built, out, AS_OF, extras={"index.html": page})


def test_it_shows_feeds_and_pages_together(tmp_path: Path) -> None:
    done = publish_with(tmp_path, first())
    assert shown(tmp_path) == expected(first(), b"1")
    assert (tmp_path / "calendars" / "示例市东湖区财政局.ics").is_file()
    assert (tmp_path / "calendars").readlink() == Path("current/calendars")
    assert (done.feeds, done.events, done.deadlines) == (2, 2, frozenset({"d1", "d2"}))
    assert (done.fresh, done.rewritten, done.problems) == (True, 2, ())


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    before = publish_with(tmp_path, first())
    again = publish_with(tmp_path, first())
    assert again == replace(before, fresh=False, rewritten=0)
    assert len(list((tmp_path / "publications").glob("[0-9]*"))) == 1


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    kept = tmp_path / "calendars" / "示例市东湖区财政局.ics"
    inode = kept.stat().st_ino
    done = publish_with(tmp_path, second())
    assert done.rewritten == 1
    assert kept.stat().st_ino == inode
    assert shown(tmp_path) == expected(second(), b"1")


def test_an_old_publication_is_kept_for_its_readers_and_older_ones_go(tmp_path: Path) -> None:
    for page in (b"1", b"2", b"3", b"4"):
        publish_with(tmp_path, first(), page)
    names = sorted(path.name for path in (tmp_path / "publications").glob("[0-9]*"))
    assert names == ["000003-2021-09-06", "000004-2021-09-06"]


def test_a_reader_in_the_middle_reads_on(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    inside = (tmp_path / "current").resolve()
    publish_with(tmp_path, second(), b"2")
    assert (inside / "index.html").read_bytes() == b"1"


def test_a_unit_that_goes_takes_its_file_with_it(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    publish_with(tmp_path, feeds(entry()))
    assert [path.name for path in (tmp_path / "calendars").iterdir()] == ["示例市东湖区行政审批服务局.ics"]


def test_a_feed_that_does_not_read_back_keeps_its_last_good_version(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    untouched, changed = second()
    spoilt = replace(changed, body=changed.body.replace(b"SEQUENCE:0", b"SEQUENCE:9"))
    done = publish_with(tmp_path, (untouched, spoilt))
    assert done.held == {APPROVALS}
    assert "sequence" in done.problems[0].message
    assert shown(tmp_path) == expected(first(), b"1")
    assert done.deadlines == {"d1", "d2"}


def test_a_first_feed_that_does_not_read_back_is_not_shown_and_the_others_are(tmp_path: Path) -> None:
    good, other = first()
    done = publish_with(tmp_path, (replace(good, body=b"BEGIN:VCALENDAR\r\n"), other))
    assert done.held == {good.unit_id}
    assert set(shown(tmp_path)) == {f"calendars/{other.filename}", "index.html"}
    assert done.deadlines == {each.deadline_id for each in other.events}


def test_a_feed_that_would_lose_a_deadline_is_held_and_one_that_lacks_a_new_one_is_not(tmp_path: Path) -> None:
    publish_with(tmp_path, feeds(entry()))
    lacks_new = publish_with(tmp_path, feeds(entry(title="新题"), entry(deadline_id="d2", status="不明")))
    assert (lacks_new.held, lacks_new.rewritten, len(lacks_new.problems)) == (frozenset(), 1, 1)
    would_lose = publish_with(tmp_path, feeds(entry(status="不明"), entry(deadline_id="d3")))
    assert would_lose.held == {APPROVALS}
    assert would_lose.deadlines == {"d1"}


def test_two_feeds_of_one_name_are_refused_and_nothing_changes(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    twins = tuple(replace(feed, filename="同名.ics") for feed in first())
    with pytest.raises(PublicationError, match=r"同名\.ics"):
        publish_with(tmp_path, twins, b"2")
    assert shown(tmp_path) == expected(first(), b"1")


@pytest.mark.parametrize(
    "name", ["../外.html", "/外.html", "calendars/甲.ics", "manifest.json", "a/../../外.html", "."]
)
def test_a_page_cannot_leave_the_publication(tmp_path: Path, name: str) -> None:
    with pytest.raises(PublicationError):
        publish(first(), tmp_path / "out", AS_OF, extras={name: b""})
    assert not list(tmp_path.rglob("外.html"))


def test_a_publication_that_somebody_spoilt_stops_the_next_until_its_link_is_removed(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    (tmp_path / "current" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(PublicationError, match="删除 current"):
        publish_with(tmp_path, second())
    (tmp_path / "current").unlink()
    assert publish_with(tmp_path, second()).fresh
    assert shown(tmp_path) == expected(second(), b"1")


def test_a_feed_that_somebody_spoilt_is_written_again(tmp_path: Path) -> None:
    publish_with(tmp_path, first())
    (tmp_path / "calendars" / "示例市东湖区财政局.ics").write_bytes(b"spoilt")
    assert publish_with(tmp_path, first(), b"2").rewritten == 1
    assert shown(tmp_path) == expected(first(), b"2")


def spoil(path: Path) -> None:
    path.write_bytes(b"spoilt")


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
@pytest.mark.parametrize("name", ["calendars/示例市东湖区财政局.ics", "index.html"])
def test_what_was_removed_or_altered_by_hand_is_made_whole_though_nothing_else_changed(
    tmp_path: Path, name: str, harm: Callable[[Path], None]
) -> None:
    publish_with(tmp_path, first())
    harm(tmp_path / "current" / name)
    done = publish_with(tmp_path, first())
    assert shown(tmp_path) == expected(first(), b"1")
    assert (done.fresh, done.mended) == (True, (name,))
    assert publish_with(tmp_path, first()).mended == ()


@pytest.mark.parametrize("harm", [Path.unlink, spoil])
def test_a_feed_whose_last_version_somebody_spoilt_cannot_be_held(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    publish_with(tmp_path, feeds(entry(), entry(deadline_id="d3")))
    harm(tmp_path / "calendars" / "示例市东湖区行政审批服务局.ics")
    done = publish_with(tmp_path, feeds(entry(status="不明"), entry(deadline_id="d3")))
    assert done.deadlines == {"d3"}, "what can be built is better than nothing, or than what somebody spoilt"
    assert done.held == frozenset()
    assert "无法保留" in done.problems[-1].message


def test_a_feed_that_is_held_may_come_from_the_publication_before(tmp_path: Path) -> None:
    publish_with(tmp_path, feeds(entry()))
    publish_with(tmp_path, feeds(entry()), b"2")
    (tmp_path / "calendars" / "示例市东湖区行政审批服务局.ics").unlink()
    done = publish_with(tmp_path, feeds(entry(status="不明")), b"2")
    assert (done.held, done.deadlines) == ({APPROVALS}, {"d1"})
    assert (tmp_path / "calendars" / "示例市东湖区行政审批服务局.ics").read_bytes() == feeds(entry())[0].body


def test_one_that_publishes_is_waited_for(tmp_path: Path) -> None:
    with locked(tmp_path):
        second_run = threading.Thread(target=publish_with, args=(tmp_path, second()))
        second_run.start()
        renew(first(), tmp_path, AS_OF)
        time.sleep(0.5)
        assert shown(tmp_path) == {f"calendars/{feed.filename}": feed.body for feed in first()}
    second_run.join()
    assert shown(tmp_path) == expected(second(), b"1")


def test_one_that_never_ends_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calendars.folder.PATIENCE_SECONDS", 0.1)
    with locked(tmp_path), pytest.raises(PublicationError, match="另一个进程"):
        publish_with(tmp_path, first())


def test_a_folder_where_nothing_can_be_written_is_told() -> None:
    with pytest.raises(PublicationError, match="无法写入 /proc/none"):
        publish(first(), Path("/proc/none"), AS_OF)


def test_a_folder_of_that_name_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "我的.txt").write_text("我的")
    with pytest.raises(PublicationError, match="calendars"):
        publish_with(tmp_path, first())
    assert (tmp_path / "calendars" / "我的.txt").read_text() == "我的"


def test_a_file_system_without_links_is_named_as_the_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(LinksError, match="符号链接"):
        publish_with(tmp_path, first())


def test_a_file_system_without_hard_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_with(tmp_path, first())

    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    publish_with(tmp_path, second())
    assert shown(tmp_path) == expected(second(), b"1")


def test_a_full_disk_is_said_and_the_last_publication_stands(tmp_path: Path) -> None:
    publish_with(tmp_path, first())

    def fill(stage: str) -> None:
        if stage == "written":
            raise OSError(28, "No space left on device")

    with pytest.raises(PublicationError, match="磁盘已满"):
        publish(second(), tmp_path, AS_OF, at=fill)
    assert not list((tmp_path / "publications").glob(".writing*")), "what was begun would keep the disk full"
    assert shown(tmp_path) == expected(first(), b"1")
    assert publish_with(tmp_path, second(), b"2").fresh


KILLED = """
import os, signal, sys
from pathlib import Path
from calendars.publication import publish
from tests.calendars.made_up import AS_OF
from tests.calendars.test_publication import second

def kill(stage):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

publish(second(), Path(sys.argv[1]), AS_OF, extras={"index.html": b"2"}, at=kill)
"""


def killed_at(stage: str, out: Path) -> None:
    """Publish in a process of its own, which is killed when it reaches `stage`."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(out), stage],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_a_kill_leaves_a_whole_publication_and_the_next_run_completes(tmp_path: Path, stage: str) -> None:
    publish_with(tmp_path, first())
    killed_at(stage, tmp_path)
    after = expected(second(), b"2") if stage in ("shown", "done") else expected(first(), b"1")
    assert shown(tmp_path) == after
    publish_with(tmp_path, second(), b"2")
    assert shown(tmp_path) == expected(second(), b"2")
    assert not [path for path in tmp_path.rglob(".*") if path.name != ".lock"]


@pytest.mark.parametrize("stage", STAGES)
def test_a_kill_of_the_very_first_publication_shows_all_or_nothing(tmp_path: Path, stage: str) -> None:
    killed_at(stage, tmp_path)
    assert shown(tmp_path) in ({}, expected(second(), b"2"))
    publish_with(tmp_path, second(), b"2")
    assert shown(tmp_path) == expected(second(), b"2")
    assert (tmp_path / "calendars").resolve() == (tmp_path / "current").resolve() / "calendars"


def test_an_empty_warehouse_still_publishes(tmp_path: Path) -> None:
    done = publish(build_feeds(entries(), units(), nothing_published(), AS_OF), tmp_path, AS_OF)
    assert (done.feeds, done.events) == (0, 0)
    assert (tmp_path / "calendars").is_dir()
