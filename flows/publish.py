"""Publish: one feed a unit, the findings and a start page, switched in together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from calendars.feeds import Feed, build_feeds, published_rows, verify_no_orphan
from calendars.folder import PATIENCE_SECONDS, locked
from calendars.publication import Publication, renew
from expectations.checks import checks
from expectations.listing import titled
from flows.errors import PublicationHeldError
from flows.progress import console, stage
from flows.settings import Settings, today
from flows.summary_page import summary_file
from summaries.findings_page import render_findings
from summaries.index_page import render_index
from warehouse.connection import frame, open_warehouse
from warehouse.keeping import public_findings
from warehouse.publishing import calendar_entries, feed_units, published, record_publication

FINDINGS, INDEX = "findings.html", "index.html"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication holds: how many feeds and events, and where its pages lie."""

    feeds: int
    events: int
    pages: dict[str, Path]


@task(name="build feeds", cache_policy=NO_CACHE)
def build(folder: Path, as_of: date) -> tuple[tuple[Feed, ...], pl.DataFrame]:
    """The feeds of all units, with the units that get one; what they will show is recorded before anybody sees it.

    Raises PublicationHeldError where a finding says that the warehouse is not whole, or where a dated deadline would stand
    in no feed at all.
    """
    with open_warehouse(folder, as_of) as connection:
        _refuse_damage(frame(connection, "findings_shown"))
        entries = calendar_entries(connection)
        units = feed_units(connection, entries)
        feeds = build_feeds(entries, units, published(connection), as_of)
        dated = frame(connection, "dated_deadlines")
        orphans = verify_no_orphan(dated["deadline_id"], feeds)
        if orphans:
            lost = dated.filter(pl.col("deadline_id") == orphans[0]).row(0, named=True)
            where = f"{lost['source_name']} 第{lost['line']}行“{lost['surface']}”"
            raise PublicationHeldError(
                f"有 {len(orphans)} 个时限不在任何日历中（如 {where}），本次不发布，上一次发布的结果保持不变。"
            )
        record_publication(connection, published_rows(feeds))
    return feeds, units


def _refuse_damage(findings: pl.DataFrame) -> None:
    holding = [check.id for check in checks() if check.holds_publication]
    damage = findings.filter(pl.col("check_id").is_in(holding) & pl.col("state").is_in(["open", "confirmed"]))
    if damage.height:
        raise PublicationHeldError(
            f"{damage['message'][0]}共 {damage.height} 处，本次不发布，上一次发布的结果保持不变。"
        )


@task(name="draw pages", cache_policy=NO_CACHE)
def draw(folder: Path, feeds: tuple[Feed, ...], units: pl.DataFrame, as_of: date) -> dict[str, bytes]:
    """The start page and the list of findings, by file name."""
    with open_warehouse(folder, as_of) as connection:
        findings = titled(public_findings(connection))
        documents = frame(connection, "documents_shown")
        names = frame(connection, "jurisdiction_names")
    shown = pl.DataFrame(
        [(feed.unit_id, feed.filename, len(feed.events)) for feed in feeds],
        schema={"unit_id": pl.String, "feed": pl.String, "events": pl.Int64},
        orient="row",
    )
    rows = units.join(shown, on="unit_id").join(names, on="jurisdiction", how="left")
    outstanding = findings.filter(pl.col("state") == "open").height
    index = render_index(
        documents,
        rows,
        as_of,
        summary=f"../{summary_file(as_of).as_posix()}",
        findings=FINDINGS,
        open_findings=outstanding,
    )
    return {INDEX: index.encode(), FINDINGS: render_findings(findings, as_of).encode()}


@task(name="switch publication", cache_policy=NO_CACHE)
def switch_in(feeds: tuple[Feed, ...], pages: dict[str, bytes], out: Path, as_of: date) -> Publication:
    """Writes everything aside, reads it back, and puts it in place of the last publication in one step."""
    return renew(feeds, out, as_of, extras=pages)


def _tell_of_waiting() -> None:
    console.print(f"  另一次运行正在发布，等它结束（最多 {PATIENCE_SECONDS // 60} 分钟）…", markup=False)


@flow(name="publish")
def publish(as_of: date | None = None, settings: Settings | None = None) -> Published:
    """Publishes what the warehouse holds. Raises PublicationHeldError where that would lose a deadline."""
    settings, as_of = settings or Settings(), as_of or today()
    with stage("发布日历") as current, locked(settings.out, _tell_of_waiting):
        feeds, units = build(settings.warehouse, as_of)
        pages = draw(settings.warehouse, feeds, units, as_of)
        publication = switch_in(feeds, pages, settings.out, as_of)
        current.result = f"{publication.feeds} 个日历，{publication.events} 个事件，{publication.rewritten} 个有变化"
    if publication.mended:
        named = f"{len(publication.mended)} 个文件（如 {publication.mended[0]}）"
        console.print(f"  发布后被改动或删除的 {named}已恢复。", markup=False, soft_wrap=True)
    for problem in publication.problems:
        console.print(f"  ✘ {problem.message}", markup=False, style="red")
    shown = settings.out / "current"
    return Published(
        publication.feeds,
        publication.events,
        {"首页": shown / INDEX, "日历": settings.out / "calendars", "校验问题": shown / FINDINGS},
    )
