"""Plans of the made-up city and its bureau, and links between their measures as a test says them."""

from __future__ import annotations

from datetime import date

import duckdb

from tests.warehouse.conftest import source
from warehouse.connection import append
from warehouse.loading import SourceReading
from warehouse.tables import table

CITY = "示例市人民政府"
BUREAU = "示例市水利局"
ACTS = "根据《示例市人民政府关于印发河道治理方案的通知》（示政发〔2022〕3号）要求，"


def paper(
    number: str,
    issuer: str,
    issued: date,
    *measures: str,
    title: str = "河道治理方案",
    basis: str = "",
    body: str = "",
    tail: str = "",
) -> SourceReading:
    """A plan issued by `issuer` on a day, with numbered measures; `basis` is what it acts on, `body` stands before them."""
    numbered = "\n\n".join(f"{i}. {text}" for i, text in enumerate(measures, 1))
    day = f"{issued.year}年{issued.month}月{issued.day}日"
    text = f"""{issuer}文件

{number}

{issuer}关于印发{title}的通知

各有关单位：

现将《{title}》印发给你们，请认真贯彻执行。

{issuer}
{day}

{title}

{basis}为做好有关工作，制定本方案。

{body}

一、重点任务

{numbered}

{tail}
"""
    return source(f"{number}.txt", text)


def link(connection: duckdb.DuckDBPyConnection, relation: str, *pairs: tuple[str, str]) -> None:
    """Links measures, named by words of their titles, in place of what linking found."""
    connection.execute("DELETE FROM links")
    connection.execute("DELETE FROM alignments")
    rows = []
    for own, other in pairs:
        ids = [_measure(connection, words) for words in (own, other)]
        rows.append(
            {"measure_id": ids[0], "other_measure_id": ids[1], "relation": relation, "score": 99.0, "reason": ""}
        )
    append(connection, "links", table("links", rows))


def align(
    connection: duckdb.DuckDBPyConnection, relation: str, *pairs: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    """Aligns deadlines, each named by words of its measure's title and its own words."""
    rows = []
    for own, other in pairs:
        (a, m), (b, n) = (_deadline(connection, *named) for named in (own, other))
        rows.append({"deadline_id": a, "other_deadline_id": b, "measure_id": m, "other_measure_id": n,
                     "relation": relation, "score": 99.0})  # fmt: skip
    append(connection, "alignments", table("alignments", rows))


def _measure(connection: duckdb.DuckDBPyConnection, words: str) -> str:
    (found,) = connection.execute("SELECT measure_id FROM measures WHERE contains(text, ?)", [words]).fetchall()
    return str(found[0])


def _deadline(connection: duckdb.DuckDBPyConnection, words: str, surface: str) -> tuple[str, str]:
    measure = _measure(connection, words)
    query = "SELECT deadline_id FROM deadlines WHERE measure_id = ? AND surface = ?"
    (found,) = connection.execute(query, [measure, surface]).fetchall()
    return str(found[0]), measure
