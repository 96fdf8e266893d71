"""The folder of publications on a disk: its layout, and the steps that must survive a kill at any moment.

    out/
    ├── publications/
    │   ├── 000007-2021-09-06/        a whole publication; never changed once it has this name
    │   │   ├── calendars/*.ics
    │   │   ├── index.html …          extras
    │   │   └── manifest.json
    │   ├── .writing-…/               what a run is writing; left over when it was killed
    │   └── .lock
    ├── current → publications/000007-2021-09-06
    └── calendars → current/calendars

A reader goes through `current`, which one atomic rename moves to the next publication. The current one and the one
before it are kept, for readers who are in the middle of it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from calendars.errors import LinksError, PublicationError
from warehouse.causes import cause
from warehouse.locking import held

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

PUBLICATIONS = "publications"
CURRENT = "current"
CALENDARS = "calendars"
WRITING = ".writing-"
LINKING = ".linking-"
PATIENCE_SECONDS = 600  # more than the largest publication takes
# What is not called so was put there by somebody else, and is left alone.
PUBLISHED_NAME = re.compile(r"\d{6}-\d{4}-\d{2}-\d{2}")
WRITING_NAME = re.compile(rf"{re.escape(WRITING)}\d{{6}}(-\d{{4}}-\d{{2}}-\d{{2}})?")


@contextmanager
def locked(out: Path, waiting: Callable[[], object] = list) -> Iterator[None]:
    """Keep the folder of publications to ourselves until the block ends; the lock goes with the process that holds it.

    Another process that is publishing is waited for, and `waiting` called once. Raises PublicationError where it takes
    longer than PATIENCE_SECONDS, or nothing can be written under `out`.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(held(out / PUBLICATIONS / ".lock", PATIENCE_SECONDS, waiting))
        except TimeoutError as error:
            raise PublicationError(f"另一个进程一直在向 {out} 发布，请等它结束后再试") from error
        except OSError as error:
            raise PublicationError(f"无法写入 {out}：{cause(error)}") from error
        yield


def sweep(out: Path) -> None:
    """Remove what a killed run left behind: half-written publications and links that were never moved into place."""
    for leftover in (out / PUBLICATIONS).glob(f"{WRITING}*"):
        if WRITING_NAME.fullmatch(leftover.name):
            shutil.rmtree(leftover)
    for link in out.glob(f"{LINKING}*"):
        if link.is_symlink():
            link.unlink()


def current_publication(out: Path) -> Path | None:
    """The folder of the publication that readers see; None where there is none yet."""
    link = out / CURRENT
    return link.resolve() if link.is_symlink() and link.is_dir() else None


def check_links(out: Path) -> None:
    """Raise PublicationError where a link's name is taken by something else, LinksError where no link can be made."""
    for name in (CURRENT, CALENDARS):
        path = out / name
        if path.exists() and not path.is_symlink():
            raise PublicationError(f"{path} 已存在且不是本程序建立的链接，请移走后再发布")
    trial = out / f"{LINKING}trial"
    try:
        trial.symlink_to(PUBLICATIONS)
    except (OSError, NotImplementedError) as error:
        raise LinksError(f"{out} 所在的文件系统不支持符号链接，无法整体切换发布；请把结果目录换到支持的磁盘") from error
    trial.unlink()


def point(link: Path, target: str) -> None:
    """Make `link` point to `target` in one step: readers see the old target or the new one, never neither."""
    if link.is_symlink() and os.readlink(link) == target:  # noqa: PTH115 - the text of the link, unresolved
        return
    fresh = link.with_name(f"{LINKING}{link.name}")
    fresh.symlink_to(target)
    fresh.replace(link)
    sync_folder(link.parent)


def put(path: Path, body: bytes) -> None:
    """Write a new file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(body)


def reuse(old: Path, new: Path) -> None:
    """Give the file `old` a second name, or a copy where the file system has no hard links."""
    try:
        new.hardlink_to(old)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK):
            raise
        shutil.copy2(old, new)


def sync(folder: Path, files: list[Path]) -> None:
    """Bring new files, and the folders that name them, to the disk: a rename must not outlive what it names."""
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    for each in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        sync_folder(each)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def next_number(out: Path) -> int:
    """The number of the next publication: one more than the highest that ever got its name here and is still kept."""
    return 1 + max((int(path.name.partition("-")[0]) for path in whole_publications(out)), default=0)


def whole_publications(out: Path) -> list[Path]:
    """All publications that got their name, shown or not, in the order of their numbers."""
    folders = (out / PUBLICATIONS).glob("[0-9]*-*")
    return sorted(path for path in folders if PUBLISHED_NAME.fullmatch(path.name) and path.is_dir())


def prune(out: Path, keep: Container[Path | None]) -> None:
    """Remove all publications but those to keep: first out of sight, so that none is ever seen in part."""
    for old in whole_publications(out):
        if old not in keep:
            doomed = old.with_name(f"{WRITING}{old.name}")
            old.rename(doomed)
            shutil.rmtree(doomed)
