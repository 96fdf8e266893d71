"""The command `shixian`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from documents.errors import ShixianError
from flows.chinese import ChineseCommand, ChineseGroup, told
from flows.errors import WrongUsageError
from flows.interruption import end_in_one_line
from flows.settings import Settings, today
from flows.settings import settings as settings_given

# Prefect, DuckDB and Great Expectations take seconds to import: each command imports what it needs.

app = typer.Typer(
    help="时限：把政府文件里的每一个完成时限，送到要完成它的单位。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    cls=ChineseGroup,
)
screen = Console(highlight=False)

SOURCE_UNREADABLE = 3
USAGE = 2
FIRST_YEAR = 1949
NOTHING_CHANGED = "已中断；没有改动任何结果。"


def _any_day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2024-09-02 的样子。") from None


def _last_day(text: str) -> date:
    day = _any_day(text)
    if day < today():
        raise typer.BadParameter(f"“{text}”已经过去，请检查年份。")
    return day


def _day(text: str) -> date:
    day = _any_day(text)
    if not FIRST_YEAR <= day.year <= today().year + 1:
        raise typer.BadParameter(f"“{text}”不在 {FIRST_YEAR} 年到明年之间，请检查年份。")
    return day


AsOf = Annotated[date | None, typer.Option("--as-of", parser=_day, metavar="日期", help="以哪一天为准，默认今天。")]
Out = Annotated[Path | None, typer.Option("--out", metavar="目录", help="结果放在哪里，默认 out。")]
Units = Annotated[Path | None, typer.Option("--units", metavar="文件", help="本地单位名录（CSV），默认沿用上次的。")]
NoUnits = Annotated[bool, typer.Option("--no-units", help="不再使用本地单位名录。")]
Home = Annotated[Path | None, typer.Option("--home", metavar="目录", help="数据仓库放在哪里，默认 .shixian。")]


def _require_folders(*folders: Path) -> None:
    for folder in folders:
        if folder.exists() and not folder.is_dir():
            raise WrongUsageError(f"{folder} 是一个文件，不能用来存放结果。请换一个目录。")


@app.command(cls=ChineseCommand)
def run(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[文件或文件夹]...", help="要读的文件，默认取设置。")
    ] = None,
    as_of: AsOf = None,
    out: Out = None,
    units: Units = None,
    no_units: NoUnits = False,
    home: Home = None,
) -> None:
    """读文件、校验、发布日历和每周汇总：全部工作一次完成。"""
    settings = settings_given(sources=tuple(sources or ()), out=out, units=units, no_units=no_units, home=home)
    _require_folders(settings.out, settings.home)
    from flows.failure import standing

    end_in_one_line(lambda: f"已中断；{standing(settings.out)}，重新运行即可接着做。")
    outcome = _run_pipeline(settings, as_of or today())
    _show(outcome)
    if outcome.unreadable:
        typer.echo(f"有 {len(outcome.unreadable)} 个文件无法读取，见上面的提示；其他文件已照常处理。", err=True)
        raise typer.Exit(SOURCE_UNREADABLE)


def _run_pipeline(settings: Settings, as_of: date) -> Any:
    from flows.failure import explained
    from flows.temporary_server import prefect_api

    try:
        with prefect_api(settings.home):
            from flows.pipeline import pipeline

            return pipeline(None, as_of, settings)
    except Exception as error:
        raise explained(error, settings) from error


def _show(outcome: Any) -> None:
    table = Table(title="本次结果", show_header=False, title_justify="left")
    for name, value in (
        ("文件", outcome.documents),
        ("任务", outcome.measures),
        ("时限", outcome.deadlines),
        ("单位", outcome.units),
        ("严重问题", outcome.findings.get("critical", 0)),
        ("警告", outcome.findings.get("warning", 0)),
        ("提示", outcome.findings.get("info", 0)),
        ("日历", outcome.published.feeds),
    ):
        table.add_row(name, str(value))
    screen.print(table)
    for name, path in {**outcome.published.pages, "每周汇总": outcome.summary}.items():
        screen.print(f"{name}：{path}", markup=False, soft_wrap=True)


@app.command(cls=ChineseCommand)
def read(
    files: Annotated[list[str], typer.Argument(metavar="文件...", help="要读的文件。")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="每行输出一项任务（JSON）。")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="逐行显示原文和读成了什么，并在结果目录的 explained 里写成网页。")
    ] = False,
    issued: Annotated[
        date | None, typer.Option("--issued", parser=_day, metavar="日期", help="文件没有成文日期时，按这一天算。")
    ] = None,
    out: Out = None,
) -> None:
    """只读文件，列出读到的任务、时限和责任单位；不用数据仓库。"""
    end_in_one_line(lambda: NOTHING_CHANGED)
    from documents.jsonl import to_json_lines
    from flows.sources import find
    from flows.sources import read as read_one

    failed = False
    for source in find(files):
        reading = read_one(source, issued)
        if reading.reading is None:
            typer.echo(reading.reason, err=True)
            failed = True
        elif jsonl:
            for line in to_json_lines(reading.reading, source.path):
                sys.stdout.write(line + "\n")
        elif explain:
            _explain(source.path, reading.reading, out)
        else:
            _show_measures(source.path, reading.reading)
    if failed:
        raise typer.Exit(SOURCE_UNREADABLE)


def _explain(path: str, reading: Any, out: Path | None) -> None:
    from flows import explanation

    explanation.show(screen, path, reading)
    page = explanation.write(settings_given(out=out).out, path, reading)
    screen.print(f"网页：{page}", markup=False, soft_wrap=True)


def _show_measures(path: str, reading: Any) -> None:
    table = Table("章节", "序号", "任务", "时限", "责任主体", title=escape(path), title_justify="left")
    for measure in reading.measures:
        deadlines = "、".join(deadline.surface for deadline in measure.deadlines)
        mentions = "、".join(mention.surface for mention in measure.mentions)
        cells = (measure.chapter, measure.number, measure.title, deadlines, mentions)
        table.add_row(*map(escape, cells))
    screen.print(table)


@app.command(cls=ChineseCommand)
def findings(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="每行输出一个问题（JSON）。")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="连同已关闭的问题。")] = False,
    data_docs: Annotated[
        Path | None,
        typer.Option("--data-docs", metavar="文件夹", help="不列问题，写出各项校验的说明和结果（网页，离线可看）。"),
    ] = None,
    check: Annotated[list[str] | None, typer.Option(metavar="检查", help="只列这项检查的，可以写几次。")] = None,
    severity: Annotated[
        list[str] | None, typer.Option(metavar="级别", help="只列这个级别的：严重、警告、提示，可以写几次。")
    ] = None,
    state: Annotated[
        list[str] | None, typer.Option(metavar="状态", help="待处理、已确认、不予处理、已关闭、全部，可以写几次。")
    ] = None,
    document: Annotated[
        str, typer.Option(metavar="文号或标题", show_default=False, help="只列这件文件的，可以只写一部分。")
    ] = "",
    home: Home = None,
) -> None:
    """列出校验问题。"""
    end_in_one_line(lambda: NOTHING_CHANGED)
    from expectations.listing import Filter, chosen, to_json_line
    from warehouse.connection import frame, open_warehouse

    settings = settings_given(home=home)
    _require_warehouse(settings)
    if data_docs is not None:
        typer.echo(_written_data_docs(settings, data_docs))
        return
    wanted = Filter(check or (), severity or (), [*(state or ()), *(["全部"] if closed else [])], document)
    with open_warehouse(settings.warehouse, today()) as connection:
        shown = list(chosen(frame(connection, "findings_shown"), wanted).iter_rows(named=True))
    if not jsonl:
        _list_findings(shown)
        return
    for row in shown:
        sys.stdout.write(to_json_line(row) + "\n")


def _list_findings(shown: list[dict[str, Any]]) -> None:
    from summaries.drawing import UNSEEN

    if not shown:
        typer.echo("没有待处理的校验问题。")
    for row in shown:
        place = f"{row['document_number'] or row['source_name']} {row['place'] or '第{}行'.format(row['line'])}"
        line = f"[{row['severity']}] {place}：{row['message']}".translate(UNSEEN)
        screen.print(line, markup=False, soft_wrap=True)


def _written_data_docs(settings: Settings, folder: Path) -> Path:
    """The index of the checks' pages, written from what the warehouse holds now."""
    from expectations.checks import views
    from expectations.data_docs import build_data_docs
    from warehouse.checking import check_frames
    from warehouse.connection import open_warehouse

    with open_warehouse(settings.warehouse, today()) as connection:
        return build_data_docs(check_frames(connection, views()), folder)


@app.command(cls=ChineseCommand)
def summary(as_of: AsOf = None, out: Out = None, home: Home = None) -> None:
    """写出某一天的每周汇总。"""
    settings = settings_given(out=out, home=home)
    _require_folders(settings.out)
    _require_warehouse(settings)
    end_in_one_line(lambda: NOTHING_CHANGED)
    from flows.summary_page import gather, write_summary

    day = as_of or today()
    typer.echo(write_summary(gather(settings.warehouse, day), settings.out, day))


@app.command(cls=ChineseCommand)
def serve(
    host: Annotated[str | None, typer.Option(metavar="地址", help="监听的地址，默认 127.0.0.1。")] = None,
    port: Annotated[str | None, typer.Option(metavar="端口", help="监听的端口，默认 8321。")] = None,
    out: Out = None,
    home: Home = None,
) -> None:
    """在浏览器里看日历和每周汇总，处置校验问题。"""
    from portal.app import listen
    from portal.app import serve as serve_portal

    settings = settings_given(host=host, port=port, out=out, home=home)
    _require_folders(settings.out)
    listening = listen(settings.host, settings.port)
    typer.echo(f"请在浏览器打开 http://{settings.host}:{settings.port}/ （按 Ctrl+C 结束）", err=True)
    serve_portal(settings.out, listening, settings.home)


@app.command("grant", cls=ChineseCommand)
def give_access(
    name: Annotated[str, typer.Argument(metavar="姓名", help="谁，处置记录里写这个名字。")],
    role: Annotated[
        str,
        typer.Option(
            metavar="角色",
            show_default=False,
            help="数据管理员（steward，可以处置，默认）或督办员（coordinator，只能查看）。",
        ),
    ] = "steward",
    jurisdiction: Annotated[
        list[str] | None, typer.Option(metavar="名称或代码", help="管哪个地方（连同下级），可以写几次；默认全部。")
    ] = None,
    expires: Annotated[
        date | None, typer.Option(parser=_last_day, metavar="日期", help="有效期的最后一天，默认长期。")
    ] = None,
    url: Annotated[
        str, typer.Option(metavar="网址", show_default=False, help="对外的网址，默认按监听的地址和端口。")
    ] = "",
    home: Home = None,
) -> None:
    """发放一个人的工作台链接；链接只显示这一次。"""
    end_in_one_line(lambda: NOTHING_CHANGED)
    from flows.access import give

    given, link = give(settings_given(home=home), name, role, jurisdiction or (), expires, url)
    typer.echo(
        f"已发放给{given.name}（编号 {given.grant_id}）。下面的链接只显示这一次，请当面或加密交给本人：", err=True
    )
    typer.echo(link)


@app.command("grants", cls=ChineseCommand)
def list_access(home: Home = None) -> None:
    """列出工作台的全部授权。"""
    end_in_one_line(lambda: NOTHING_CHANGED)
    from flows.access import listed

    settings = settings_given(home=home)
    _require_warehouse(settings)
    screen.print(listed(settings))


@app.command("revoke", cls=ChineseCommand)
def take_access_back(
    who: Annotated[str, typer.Argument(metavar="姓名或编号", help="收回谁的链接，或哪一个。")], home: Home = None
) -> None:
    """收回工作台链接，立即生效。"""
    end_in_one_line(lambda: NOTHING_CHANGED)
    from flows.access import take_back

    settings = settings_given(home=home)
    _require_warehouse(settings)
    taken = take_back(settings, who)
    typer.echo(f"已收回{taken[0].name}的 {len(taken)} 个链接。")


def _require_warehouse(settings: Settings) -> None:
    if not settings.warehouse.exists():
        raise WrongUsageError(f"{settings.home} 里还没有数据仓库，请先运行 shixian run。")


def main() -> None:
    """The entry point of the command."""
    try:
        # Not standalone: what is wrong is said here, in Chinese, and what typer.Exit carries comes back.
        status = app(standalone_mode=False)
    except typer.TyperException as error:
        typer.echo(told(error), err=True)
        raise SystemExit(error.exit_code) from None
    except ShixianError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(USAGE if isinstance(error, WrongUsageError) else 1) from None
    raise SystemExit(status)
