"""Great Expectations' own pages (Data Docs) of the suites as they are run, for whoever wants them; they open without a network.

Its templates load scripts, styles and fonts from servers on the net: these go, and with them folding, the filter for failed
ones, sorting and charts. What is read stays, in a style of our own, under an index of our own, for theirs is drawn by a script.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import great_expectations as gx
import polars as pl
from jinja2 import Environment, StrictUndefined

from documents.errors import ShixianError
from expectations.checks import Check, checks
from expectations.validation import as_pandas, expectation_of

# The file by which a folder is known as one of ours, which may be made again.
MARK = "shixian-data-docs.txt"
MARKED = "本文件夹由 shixian findings --data-docs 生成，可以整个重新生成。\n"
SEVERITIES = {"critical": "严重", "warning": "警告", "info": "提示"}
# What a page of theirs loads from elsewhere or would run: scripts, linked files, pictures, the bar that shows them, the letter of news.
LOADED = re.compile(
    r"<script\b.*?</script>|<link\b[^>]*>|<img\b[^>]*>|<nav\b[^>]*navbar[^>]*>.*?</nav>\s*</div>\s*</nav>|<footer\b.*?</footer>",
    re.DOTALL,
)
ABROAD = re.compile(r"<p>Stay current.*?</p>|url\('https?://[^']*'\)[^;]*;", re.DOTALL)


class FolderTakenError(ShixianError):
    """Raised where the pages are to go into a folder that holds something else; nothing of it is touched."""


def build_data_docs(frames: Mapping[str, pl.DataFrame], folder: Path) -> Path:
    """Writes the pages of every suite over the check views (`frames` by name) into `folder`, and returns their index.

    Raises FolderTakenError where the folder holds anything but such pages.
    """
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        raise FolderTakenError(f"文件夹 {folder} 里有别的内容，请指定一个空文件夹。")
    with TemporaryDirectory() as aside:
        site, made = Path(aside, "site"), Path(aside, "made")
        failed = _run(frames, site)
        for page in sorted(site.rglob("*.html")):
            if page.parent != site:
                _copy(page, made / page.relative_to(site).parts[0])
        made.mkdir(exist_ok=True)
        _write(made / "style.css", _resource("data_docs.css"))
        _write(made / MARK, MARKED)
        _write(made / "index.html", _index(frames, failed))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder, dirs_exist_ok=True)
    return folder / "index.html"


def _run(frames: Mapping[str, pl.DataFrame], site: Path) -> dict[str, int]:
    """Runs a suite a view and has the pages written to `site`; how many rows fail each check."""
    context = _context(site)
    source = context.data_sources.add_pandas("warehouse")
    failed: dict[str, int] = {}
    for view, rows in frames.items():
        of_view = [check for check in checks() if check.view == view]
        if rows.is_empty():
            continue
        batch = source.add_dataframe_asset(view).add_batch_definition_whole_dataframe("all")
        suite = context.suites.add(gx.ExpectationSuite(view, expectations=[_noted(check) for check in of_view]))
        definition = context.validation_definitions.add(gx.ValidationDefinition(name=view, data=batch, suite=suite))
        # No keys of rows: they hold words of documents, and a page of theirs is no place for those.
        outcome = definition.run(
            batch_parameters={"dataframe": as_pandas(rows, of_view)}, result_format={"result_format": "SUMMARY"}
        )
        for result in outcome.results:
            meta = result.expectation_config.meta if result.expectation_config else None
            failed[(meta or {})["check"]] = result.result.get("unexpected_count") or 0
    context.build_data_docs()
    return failed


def _context(site: Path) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(site)}
    config: Any = {"class_name": "SiteBuilder", "show_how_to_buttons": False, "store_backend": store}
    context.add_data_docs_site("shixian", config)
    return context


def _noted(check: Check) -> Any:
    expectation = expectation_of(check)
    expectation.notes = [f"{check.title}（{check.id}）", check.explanation, check.advice]
    return expectation


def _copy(page: Path, folder: Path) -> None:
    """A page of theirs, offline and in Chinese, into a folder without theirs of runs; its name is the view's."""
    view = page.stem.removeprefix("warehouse-")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{view}.html", offline(page.read_text("utf8"), view))


def offline(html: str, view: str) -> str:
    """A page without anything that it loads from elsewhere, its words in Chinese, its links to the pages as we lay them."""
    of_view = [check for check in checks() if check.view == view]
    titles = "、".join(check.title for check in of_view)
    body = html[html.find("<body>") + len("<body>") : html.rfind("</body>")]
    body = ABROAD.sub("", LOADED.sub("", body))
    body = re.sub(r'href="(?:\.\./)+(index\.html|expectations/)', r'href="../\1', body)
    body = _in_chinese(body, of_view)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(titles)}</title>'
    top = f'<header class="top"><a href="../index.html">返回目录</a><h1>{escape(titles)}</h1></header>'
    style = '<link rel="stylesheet" href="../style.css">'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}{style}</head><body>{top}{body}</body></html>\n'


def _in_chinese(body: str, of_view: list[Check]) -> str:
    words = _words()["words"] | {
        column: "、".join(check.title for check in of_view if check.column == column)
        for column in {check.column for check in of_view}
    }
    texts = re.split(r"(<[^>]*>)", body)
    for i in range(0, len(texts), 2):
        bare = texts[i].strip()
        if bare in words:
            texts[i] = texts[i].replace(bare, words[bare])
    body = "".join(texts)
    for row in _words()["pattern"]:
        body = re.sub(row["find"], row["write"], body)
    return body


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_resource("data_docs.toml"))


def _index(frames: Mapping[str, pl.DataFrame], failed: Mapping[str, int]) -> str:
    rows = [
        {
            "id": check.id,
            "title": check.title,
            "severity": SEVERITIES[check.severity],
            "explanation": check.explanation,
            "view": check.view,
            "rows": frames[check.view].height if check.view in frames else 0,
            "failed": failed.get(check.id, 0),
        }
        for check in checks()
    ]
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(_resource("data_docs.html"))
    return template.render(rows=rows)


def _resource(name: str) -> str:
    return resources.files("expectations").joinpath(name).read_text(encoding="utf8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf8", newline="\n")
