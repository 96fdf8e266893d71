"""Ingest: sources → readings → warehouse → units resolved and measures linked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import TaskRunContext
from prefect.runtime import flow_run

from documents.model import Reading
from documents.read import READER_VERSION
from flows import sources
from flows.local_units import choose
from flows.progress import console, stage
from flows.settings import Settings, today
from flows.sources import FoundSource
from warehouse.causes import cause
from warehouse.connection import open_warehouse
from warehouse.holding import Held, held_sources
from warehouse.linking import Linked, link_measures
from warehouse.loading import Loaded, SourceReading, Stamp, load
from warehouse.registering import Merged, decided_entries
from warehouse.registry import LocalEntry
from warehouse.resolving import Resolved, resolve_mentions
from warehouse.variants.comparing import compare_wordings


def _reading_key(_context: TaskRunContext, parameters: dict[str, Any]) -> str:
    """What a reading depends on: the content, the suffix (it chooses the reader), the reader and its tables."""
    source: FoundSource = parameters["source"]
    suffix = hashlib.sha256(Path(source.path).suffix.encode()).hexdigest()[:8]
    return f"reading-{READER_VERSION}-{source.sha256 or 'none'}-{suffix}"


def _may_pass(_task: Any, _run: Any, state: State[Any]) -> bool:
    """A share that hangs or a file that is being written may be there again; a reader's mistake will not mend itself."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@dataclass(frozen=True, slots=True)
class Found:
    """The sources there are, those that must be read, and all that the warehouse holds of any, by path."""

    there: list[FoundSource]
    changed: list[FoundSource]
    held: dict[str, Held]


@task(name="find sources", cache_policy=NO_CACHE)
def find_sources(paths: Sequence[str], home: Path, folder: Path, reader: str, as_of: date) -> Found:
    """All sources, each kept; and those that the warehouse has not read as they are now."""
    with open_warehouse(folder, as_of) as connection:
        held = held_sources(connection)
    there = sources.find(paths, home)
    changed = sources.changed(there, held, reader) + sources.vanished(there, held, reader, home)
    return Found(there, changed, held)


@task(
    name="read source",
    # Not by its path: the name of a file may be the title of a document that is not public, and Prefect logs it.
    task_run_name="read {source.sha256:.12}",
    retries=2,
    retry_delay_seconds=2,
    retry_condition_fn=_may_pass,
    cache_key_fn=_reading_key,
    persist_result=True,
    result_serializer="compressed/pickle",
)
def read_source(source: FoundSource, home: Path) -> tuple[Reading | None, str]:
    """Reads one source; kept by its content, so that no text is read twice by the same reader, wherever it lies."""
    return sources.interpret(source, home=home)


def read_all(found: Found, reader: str, home: Path) -> list[SourceReading]:
    """All that is to be read; one that is gone before it could be opened is one that cannot be read."""
    readings = []
    for source in found.changed:
        try:
            # A source that was not found has no content to be kept by.
            reading, reason = (None, source.reason) if source.reason else read_source(source, home)
        except OSError as error:
            reading, reason = None, f"打不开文件：{cause(error)}。"
        read = sources.as_read(source, reading, reason)
        readings.append(sources.as_last_read(read, found.held.get(source.path), reader, home))
    return readings


@task(name="load readings", cache_policy=NO_CACHE)
def load_readings(
    folder: Path,
    readings: Sequence[SourceReading],
    present: Sequence[str],
    local: Sequence[LocalEntry],
    stamp: Stamp,
) -> Loaded:
    """Puts what was read into the warehouse, in one transaction."""
    with open_warehouse(folder, stamp.as_of) as connection:
        return load(connection, readings, present, local, stamp)


@task(name="lay decisions over units", cache_policy=NO_CACHE)
def as_decided(folder: Path, local: Sequence[LocalEntry], as_of: date) -> Merged:
    """The local units with what stewards decided about units."""
    with open_warehouse(folder, as_of) as connection:
        return decided_entries(connection, local)


@task(name="resolve mentions", cache_policy=NO_CACHE)
def resolve(folder: Path, local: Sequence[LocalEntry], as_of: date) -> Resolved:
    """Says which unit each mention means."""
    with open_warehouse(folder, as_of) as connection:
        return resolve_mentions(connection, local)


@task(name="compare wordings", cache_policy=NO_CACHE)
def compare(folder: Path, as_of: date) -> int:
    """Says which words differ by a character from those of another place."""
    with open_warehouse(folder, as_of) as connection:
        return compare_wordings(connection)


@task(name="link measures", cache_policy=NO_CACHE)
def link(folder: Path, as_of: date) -> Linked:
    """Says which measure implements or repeats which."""
    with open_warehouse(folder, as_of) as connection:
        return link_measures(connection)


@flow(name="ingest")
def ingest(
    paths: Sequence[str] | None = None, as_of: date | None = None, settings: Settings | None = None
) -> list[str]:
    """Brings the warehouse up to date with the sources; returns the reasons of those that could not be read."""
    settings, as_of = settings or Settings(), as_of or today()
    chosen = choose(settings)
    going_by = as_decided(settings.warehouse, chosen.entries, as_of)
    local = going_by.entries
    for notice in filter(None, (chosen.notice, *going_by.problems)):
        console.print(f"  {notice}", markup=False, soft_wrap=True)
    stamp = Stamp(sources.reader_of(local), as_of, _run_id())
    with stage("查找来源文件") as current:
        found = find_sources(sources.places(paths, settings), settings.home, settings.warehouse, stamp.reader, as_of)
        current.result = f"{len(found.there)} 个文件，其中 {len(found.changed)} 个是新的、有改动或有更正"
    with stage("读取文件") as current:
        readings = read_all(found, stamp.reader, settings.home)
        unreadable = [reading.reason for reading in readings if reading.reason]
        if not found.there:
            unreadable = [f"{'、'.join(paths or settings.sources)} 里没有任何文件。请把文件放进去，或改正路径。"]
        current.result = f"读出 {len(readings) - len(unreadable)} 个，{len(unreadable)} 个无法读取"
    for reason in unreadable:
        console.print(f"  ✘ {reason}", markup=False, style="red")
    with stage("写入数据仓库") as current:
        loaded = load_readings(settings.warehouse, readings, [source.path for source in found.there], local, stamp)
        current.result = f"{loaded.documents} 件文件，{loaded.changes} 处时限新增或变更"
    with stage("核对责任单位") as current:
        resolved = resolve(settings.warehouse, local, as_of)
        current.result = f"{resolved.units} 个单位，{resolved.undefined} 处查无此单位，{resolved.ambiguous} 处指向不明"
    with stage("建立任务对应关系") as current:
        linked = link(settings.warehouse, as_of)
        current.result = f"{linked.implements} 项落实上级任务，{linked.repeats} 项重复"
    with stage("比较文字") as current:
        current.result = f"{compare(settings.warehouse, as_of)} 处与别处只差一个字"
    return unreadable


def _run_id() -> str:
    return str(flow_run.id)
