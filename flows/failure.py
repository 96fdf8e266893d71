"""A run that failed, in one line for the person who started it: what is wrong, what to do, and what stands."""

from __future__ import annotations

import errno
import shutil
import traceback
from contextlib import suppress
from pathlib import Path

from documents.errors import ShixianError
from flows.errors import RunFailedError, ServerError
from flows.settings import Settings
from flows.temporary_server import set_aside_damaged

LOG = "error.log"
SCARCE_MEGABYTES = 16
"""With less left on a disk, what went wrong while something was written is the disk's fault: a small run writes this much."""


def standing(out: Path) -> str:
    """What a run that did not come to its end leaves, as half a sentence."""
    return f"{out / 'current'} 是最近一次完整的发布" if (out / "current").exists() else "还没有发布过结果"


def explained(error: Exception, settings: Settings) -> ShixianError:
    """The error to show: the one given where it says what is wrong, else one that does; what nobody knew is logged."""
    if isinstance(error, ShixianError) and not _may_be_the_disk(error):
        return error
    full = next(
        (folder for folder in (settings.home, settings.out) if _megabytes_left(folder) < SCARCE_MEGABYTES), None
    )
    if full:
        left = f"磁盘空间不足：{full} 所在的磁盘只剩 {_megabytes_left(full):.0f} MB"
        return RunFailedError(f"{left}。请腾出空间后再运行；{standing(settings.out)}。")
    if isinstance(error, ShixianError):
        return error
    if set_aside_damaged(settings.home / "prefect"):
        return RunFailedError(f"请再运行一次；{standing(settings.out)}。")
    log = settings.home / LOG
    with suppress(OSError):
        log.write_text("".join(traceback.format_exception(error)), encoding="utf8", errors="replace")
    kind = type(error).__name__
    return RunFailedError(f"运行出错（{kind}），详细记录在 {log}，请交给运维人员；{standing(settings.out)}。")


def _may_be_the_disk(error: ShixianError) -> bool:
    """Whether a full disk may be behind an error that says something else: a server's, the warehouse's, a file's."""
    cause = error.__cause__
    if isinstance(cause, OSError):
        return cause.errno == errno.ENOSPC
    return cause is not None or isinstance(error, ServerError)


def _megabytes_left(folder: Path) -> float:
    """What is left on the disk of a folder that may have to be made yet; infinite where the system does not say."""
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    usage = shutil.disk_usage(there)
    return usage.free // 2**20 if usage.total else float("inf")
