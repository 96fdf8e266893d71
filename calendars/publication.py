"""Feeds → a publication: whole or not at all.

Every feed is written aside and read back from there by another parser; then one rename shows the new publication, and
until that rename the last good one stands, whatever happens. A feed that is not what was built keeps its last good
version, and the publication says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calendars.draft import Draft, Problem, add_extra, add_feed, begin
from calendars.errors import PublicationError
from calendars.folder import (
    CALENDARS,
    CURRENT,
    PUBLICATIONS,
    check_links,
    current_publication,
    locked,
    point,
    prune,
    put,
    sweep,
    sync,
    sync_folder,
)
from calendars.manifest import MANIFEST, Manifest, manifest_bytes
from warehouse.causes import cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from calendars.feeds import Feed


@dataclass(frozen=True, slots=True)
class Publication:
    """What a call of publish did. `publication_id` names the folder `path`; `fresh` is False where nothing had changed.

    Counts are of all feeds that stand in it: files, events, and `deadlines`, the ids that stand in at least one.
    `rewritten` counts the feeds whose bytes are new; `mended` are the files (paths in the publication) that were found
    altered or gone and are as they were published again.
    """

    publication_id: str
    path: Path
    fresh: bool
    feeds: int
    events: int
    deadlines: frozenset[str]
    rewritten: int
    mended: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def held(self) -> frozenset[str]:
        """The units whose feed is not the one that was built: their rows are not to be recorded as published."""
        return frozenset(problem.unit_id for problem in self.problems if problem.held)


def pass_by(stage: str) -> None:
    """What publish calls at each stage where nothing listens."""


def publish(
    feeds: Iterable[Feed],
    out: Path,
    as_of: date,
    *,
    extras: Mapping[str, bytes] | None = None,
    at: Callable[[str], None] = pass_by,
) -> Publication:
    """Publish `feeds`, and with them `extras` (file name in the publication → bytes), under `out`, one process at a time.

    `out/current` and `out/calendars` lead to the result. Feeds and extras that are those of the current publication,
    and lie there as they were published, make no new one. `at` is called with each stage's name as it is reached: begun,
    feed (after each), written, synced, named, shown, done. Raises PublicationError, and readers see what they saw, where
    the folder cannot be used, a file cannot be written or two claim a name.
    """
    with locked(out):
        return renew(feeds, out, as_of, extras=extras, at=at)


def renew(
    feeds: Iterable[Feed],
    out: Path,
    as_of: date,
    *,
    extras: Mapping[str, bytes] | None = None,
    at: Callable[[str], None] = pass_by,
) -> Publication:
    """As `publish`, for one who holds the lock (`folder.locked`) since before the feeds were built.

    Else another process might publish in between what is newer than these feeds.
    """
    out = out.resolve()
    try:
        (out / PUBLICATIONS).mkdir(parents=True, exist_ok=True)
        check_links(out)
        sweep(out)
        draft = begin(out, current_publication(out))
        at("begun")
        for feed in feeds:
            add_feed(draft, feed)
            at("feed")
        for name, body in (extras or {}).items():
            add_extra(draft, name, body)
        at("written")
        return finish(draft, out, as_of, at)
    except FileExistsError as error:
        sweep(out)
        raise PublicationError(f"两个文件同名：{error.filename2 or error.filename}，未作任何改动") from error
    except OSError as error:
        # What was written would keep a full disk full.
        sweep(out)
        raise PublicationError(f"无法写入 {out}：{cause(error)}，上一次发布保持不变") from error


def finish(draft: Draft, out: Path, as_of: date, at: Callable[[str], None]) -> Publication:
    """Show the draft to readers, unless it holds what they see already, and tell what was done."""
    manifest = Manifest(draft.number, as_of, tuple(draft.records), draft.extras)
    if draft.last and draft.before and manifest.same_content(draft.before) and not draft.mended:
        sweep(out)
        path = draft.last
    else:
        path = show(draft, manifest, out, at)
        prune(out, keep=(path, draft.last))
    point(out / CALENDARS, f"{CURRENT}/{CALENDARS}")
    at("done")
    return Publication(
        publication_id=path.name,
        path=path,
        fresh=path != draft.last,
        feeds=len(draft.records),
        events=sum(record.events for record in draft.records),
        deadlines=frozenset(deadline for record in draft.records for deadline in record.deadline_ids),
        rewritten=draft.rewritten,
        mended=tuple(draft.mended),
        problems=tuple(draft.problems),
    )


def show(draft: Draft, manifest: Manifest, out: Path, at: Callable[[str], None]) -> Path:
    """Finish the draft, give it its name, and lead readers to it; its folder."""
    put(draft.folder / MANIFEST, manifest_bytes(manifest))
    sync(draft.folder, [*draft.written, draft.folder / MANIFEST])
    at("synced")
    path = draft.folder.with_name(manifest.publication_id)
    draft.folder.rename(path)
    sync_folder(path.parent)
    at("named")
    point(out / CURRENT, f"{PUBLICATIONS}/{path.name}")
    at("shown")
    return path
