"""A publication while it is written: each feed goes to the disk, is read back from there, or is held back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from calendars.errors import FeedError, PublicationError
from calendars.folder import CALENDARS, PUBLICATIONS, WRITING, next_number, put, reuse, whole_publications
from calendars.manifest import MANIFEST, FeedRecord, Manifest, read_manifest
from calendars.readback import verify

if TYPE_CHECKING:
    from calendars.feeds import Feed


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a unit's feed that a person must see; `held` where the last good version stands, if any."""

    unit_id: str
    message: str
    held: bool


@dataclass(slots=True)
class Draft:
    """The one thing here that changes. `last` is the publication that readers see, `before` its manifest.

    `written` are the files with new bytes, `rewritten` how many of them are feeds, `extras` name → SHA-256. `mended` are
    the files of the last publication that were not there any more as they were published, though they are to be again.
    """

    folder: Path
    number: int
    last: Path | None
    before: Manifest | None
    earlier: dict[str, FeedRecord]
    records: list[FeedRecord] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)
    mended: list[str] = field(default_factory=list)
    rewritten: int = 0


def begin(out: Path, last: Path | None) -> Draft:
    """An empty draft under `out`. Raises PublicationError where the last publication has no readable manifest."""
    number = next_number(out)
    folder = out / PUBLICATIONS / f"{WRITING}{number:06d}"
    (folder / CALENDARS).mkdir(parents=True)
    before = read_manifest(last) if last else None
    return Draft(folder, number, last, before, before.of_units() if before else {})


def add_feed(draft: Draft, feed: Feed) -> None:
    """Write a feed and read it back, or name the file of the last publication again where its bytes are the same.

    A feed that does not read back, or would lose a deadline that stands in its last version, is held.
    """
    earlier = draft.earlier.get(feed.unit_id)
    lost = [refusal for refusal in feed.refused if earlier and refusal.deadline_id in earlier.deadline_ids]
    told = len(draft.problems)
    held = bool(lost) and hold(draft, feed)
    draft.problems[told:told] = [Problem(feed.unit_id, refusal.message, held) for refusal in feed.refused]
    if held:
        return
    record, path = record_of(feed), draft.folder / CALENDARS / feed.filename
    old = draft.last / CALENDARS / earlier.filename if draft.last and earlier else None
    if old and old.is_file() and old.read_bytes() == feed.body:
        reuse(old, path)
        draft.records.append(record)
        return
    put(path, feed.body)
    try:
        verify(path.read_bytes(), [each.event for each in feed.events])
    except FeedError as error:
        path.unlink()
        draft.problems.append(Problem(feed.unit_id, str(error), held=True))
        hold(draft, feed)
        return
    if record == earlier:
        draft.mended.append(f"{CALENDARS}/{feed.filename}")
    draft.written.append(path)
    draft.records.append(record)
    draft.rewritten += 1


def hold(draft: Draft, feed: Feed) -> bool:
    """Let the feed's last good version stand; whether there is one that nobody has spoilt since."""
    earlier = draft.earlier.get(feed.unit_id)
    if earlier is None:
        return False
    for publication in reversed(whole_publications(draft.folder.parent.parent)):
        old = publication / CALENDARS / earlier.filename
        if old.is_file() and hashlib.sha256(old.read_bytes()).hexdigest() == earlier.sha256:
            reuse(old, draft.folder / CALENDARS / feed.filename)
            draft.mended += [f"{CALENDARS}/{earlier.filename}"] if publication != draft.last else []
            draft.records.append(
                FeedRecord(feed.unit_id, feed.filename, earlier.sha256, earlier.events, earlier.deadline_ids)
            )
            return True
    message = f"{feed.name}的日历上一版（{earlier.filename}）已被改动或删除，无法保留"
    draft.problems.append(Problem(feed.unit_id, message, held=False))
    return False


def record_of(feed: Feed) -> FeedRecord:
    """What the manifest keeps of a feed."""
    deadlines = tuple(sorted({deadline for each in feed.events for deadline in each.deadline_ids}))
    return FeedRecord(feed.unit_id, feed.filename, hashlib.sha256(feed.body).hexdigest(), len(feed.events), deadlines)


def add_extra(draft: Draft, name: str, body: bytes) -> None:
    """Write a further file of the publication. Raises PublicationError for a name that leads out of its folder."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or not place.parts or place.parts[0] in (CALENDARS, MANIFEST):
        raise PublicationError(f"附加文件名“{name}”不可用")
    path, digest = draft.folder / place, hashlib.sha256(body).hexdigest()
    put(path, body)
    draft.written.append(path)
    draft.extras[name] = digest
    old = draft.last / place if draft.last else None
    as_before = draft.before is not None and draft.before.extras.get(name) == digest
    if old and as_before and not (old.is_file() and old.read_bytes() == body):
        draft.mended.append(name)
