"""Validate: check views → Great Expectations → findings with their life."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from expectations.checks import checks, views
from expectations.findings import Stamp, age, happened
from flows.progress import stage
from flows.settings import Settings, today
from warehouse.checking import check_frames
from warehouse.connection import frame, open_warehouse
from warehouse.keeping import renew_findings


@task(name="run checks", cache_policy=NO_CACHE)
def run_checks(folder: Path, as_of: date) -> pl.DataFrame:
    """Every row of a check view that fails a check."""
    from expectations.validation import validate as expect  # Great Expectations takes seconds to import.

    with open_warehouse(folder, as_of) as connection:
        return expect(check_frames(connection, views()))


@task(name="keep findings", cache_policy=NO_CACHE)
def keep_findings(folder: Path, failures: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The findings after this run, with the passages they rest on."""
    stamp = Stamp(as_of, flow_run.root_flow_run_id or flow_run.id or "", datetime.now(UTC))

    def renewed(known: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        aged = age(known, failures, as_of)
        return aged, happened(known, aged, stamp)

    with open_warehouse(folder, as_of) as connection:
        renew_findings(connection, renewed)
        return frame(connection, "findings_shown")


@task(name="show findings", cache_policy=NO_CACHE)
def show_findings(findings: pl.DataFrame) -> None:
    """The findings that are not closed as a table in Prefect's pages; nothing of documents that are not public."""
    titles = {check.id: check.title for check in checks()}
    rows = [
        {
            "检查": titles.get(row["check_id"], row["check_id"]),
            "级别": row["severity"],
            "文件": row["document_number"] or row["source_name"],
            "行": row["line"],
            "问题": row["message"],
        }
        for row in findings.filter((pl.col("state") != "closed") & ~pl.col("private")).iter_rows(named=True)
    ]
    create_table_artifact(table=rows, key="findings", description="校验问题")


@flow(name="validate")
def validate(as_of: date | None = None, settings: Settings | None = None) -> pl.DataFrame:
    """Checks what the warehouse holds; returns all findings (columns: warehouse/sql/findings_shown.sql)."""
    settings, as_of = settings or Settings(), as_of or today()
    with stage("校验") as current:
        findings = keep_findings(settings.warehouse, run_checks(settings.warehouse, as_of), as_of)
        opened = findings.filter(pl.col("state").is_in(["open", "confirmed"]))
        current.result = f"{opened.height} 个问题待处理"
    show_findings(findings)
    return findings
