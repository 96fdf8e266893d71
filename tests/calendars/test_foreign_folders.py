"""What somebody else put beside the publications is left alone."""

from __future__ import annotations

from pathlib import Path

from calendars.folder import next_number, prune, sweep


def test_only_our_own_folders_are_counted_and_removed(tmp_path: Path) -> None:
    home = tmp_path / "publications"
    foreign = [home / name for name in ("2019-年报", "1x-abc", ".writing-mine", "000001-draft")]
    ours = [home / name for name in ("000001-2024-09-02", "000002-2024-09-09", ".writing-000003")]
    for folder in (*foreign, *ours):
        folder.mkdir(parents=True)
    assert next_number(tmp_path) == 3
    sweep(tmp_path)
    prune(tmp_path, [ours[1]])
    assert [folder.exists() for folder in foreign] == [True] * 4
    assert [folder.exists() for folder in ours] == [False, True, False]
