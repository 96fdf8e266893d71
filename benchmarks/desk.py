"""How fast the stewards' desk answers over two thousand documents' worth of findings, on one core.

`python -m benchmarks.desk` makes a warehouse of made-up rows (seconds), serves it on a port of its own, asks for each page
many times and prints the median and the slowest twentieth, client included. `--keep FOLDER` leaves the warehouse there.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from expectations.checks import checks
from portal.app import create_app
from warehouse.connection import append, frame, open_warehouse, transaction
from warehouse.deciding import decide
from warehouse.decisions import Decision
from warehouse.granting import grant
from warehouse.tables import table

DOCUMENTS, MEASURES, FINDINGS, DISTRICTS = 2000, 60, 50, 40
DAY = date(2024, 9, 2)
TIMES = 40
SENTENCE = (
    "推进第{n}项便民服务提升工作，完善网点布局，健全管护机制，2024年{month}月底前完成。"
    "（牵头单位：区{unit}局；责任单位：区财政局、各街道办事处）"
)
UNITS = (
    "教育 科技 民政 司法 财政 水利 商务 审计 统计 信访 医疗保障 应急管理 "
    "市场监督管理 城市管理 交通运输 农业农村 文化和旅游 卫生健康"
).split()
Row = dict[str, Any]


def rows_of(seed: int) -> dict[str, list[Row]]:
    """The rows of a made-up warehouse by table, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    made: dict[str, list[Row]] = {
        name: [] for name in ("sources", "documents", "measures", "deadlines", "findings", "units", "texts")
    }
    for district in range(DISTRICTS):
        code = f"99{district // 20 + 1:02}{district % 20 + 1:02}"
        made["units"] += [
            {
                "unit_id": f"{code}-{n}",
                "name": f"第{district}区{name}局",
                "aliases": [],
                "jurisdiction": code,
                "kind": "institution",
            }
            for n, name in enumerate(UNITS)
        ]
    for n in range(DOCUMENTS):
        _document(made, n, made["units"][(n % DISTRICTS) * len(UNITS)]["jurisdiction"], chance)
    return made


def _document(made: dict[str, list[Row]], n: int, code: str, chance: random.Random) -> None:
    document, source = f"d{n:05}", f"s{n:05}"
    lines = [SENTENCE.format(n=m, month=chance.randint(1, 12), unit=chance.choice(UNITS)) for m in range(MEASURES)]
    made["sources"].append({"source_id": source, "name": f"方案{n}.txt", "path": f"plans/方案{n}.txt", "state": "read"})
    made["texts"].append({"source_id": source, "text": "\n".join(lines)})
    made["documents"].append(
        {"document_id": document, "source_id": source, "number": f"东政发〔2024〕{n}号", "title": f"便民服务提升实施方案之{n}",
         "issuer": "区人民政府", "issued": DAY - timedelta(days=n % 700), "jurisdiction": code, "line": 1, "end_line": MEASURES}
    )  # fmt: skip
    for m, text in enumerate(lines):
        of = {"measure_id": f"{document}-m{m}", "document_id": document, "position": m, "line": m + 1}
        made["measures"].append(
            {**of, "chapter": "一、重点任务", "number": str(m + 1), "title": text[:14], "text": text}
        )
        made["deadlines"].append(
            {
                **of,
                "deadline_id": f"{document}-t{m}",
                "surface": "2024年9月底前",
                "kind": "by",
                "due_on": date(2024, 9, 30),
            }
        )
    made["findings"] += [_finding(document, source, code, n, m, chance) for m in range(FINDINGS)]


def _finding(document: str, source: str, code: str, n: int, m: int, chance: random.Random) -> Row:
    check = chance.choice([check for check in checks() if check.severity != "critical"])
    unit = chance.randrange(len(UNITS))
    surface = f"区{UNITS[unit]}管理局" if chance.random() < 0.3 else f"2024年{chance.randint(1, 12)}月底前"
    found = DAY - timedelta(days=chance.randint(0, 200))
    return {
        "finding_id": f"{n:016x}{m:016x}", "check_id": check.id, "severity": check.severity,
        "state": "closed" if chance.random() < 0.2 else "open", "subject": f"{document}:{m}", "source_id": source,
        "document_id": document, "measure_id": f"{document}-m{m}", "deadline_id": f"{document}-t{m}",
        "chapter": "一、重点任务", "number": str(m + 1), "line": m + 1, "surface": surface, "unit_id": f"{code}-{unit}",
        "other_measure_id": f"d{(n + 1) % DOCUMENTS:05}-m{m}" if "superior" in check.id else None,
        "message": f"“{surface}”与单位名录或上级文件的要求不符，请对照原文核对。", "first_seen": found, "last_seen": DAY,
    }  # fmt: skip


def make(folder: Path) -> str:
    """Makes the warehouse and returns the token of a personal link to its desk."""
    with open_warehouse(folder / "warehouse", DAY) as connection:
        with transaction(connection):
            for name, rows in rows_of(4).items():
                append(connection, name, table(name, rows))
        ids = frame(connection, "desk_findings", {"checks": []})["finding_id"].to_list()
        for start in range(0, 2000, 20):
            judged = [Decision("waive", finding, reason="另行安排") for finding in ids[start : start + 20]]
            decide(connection, judged, f"管理员{start % 7}", datetime(2024, 8, 1 + start % 28, tzinfo=UTC))
        return grant(connection, "测速", "steward", (), datetime.now(UTC))[1]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The portal over the warehouse, on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(create_app(folder / "out", folder), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def pages() -> dict[str, list[str]]:
    """The addresses that are timed, by what the figure is called; they are asked for in turn."""
    chance = random.Random(7)  # noqa: S311
    some = [f"{chance.randrange(DOCUMENTS):016x}{chance.randrange(FINDINGS):016x}" for _ in range(TIMES)]
    unit = f"990101-{UNITS.index('水利')}"
    return {
        "list": ["/desk/"],
        "list, all states, searched": ["/desk/?state=all&words=教育%20便民"],
        "list, filtered": [f"/desk/?check=unit_undefined&unit={unit}", "/desk/?severity=info&owner=-", "/desk/?document=d00077"],
        "list, sorted, page 20": ["/desk/?sort=newest&page=20", "/desk/?sort=alike&page=20", "/desk/?sort=document&page=20"],
        "finding": [f"/desk/findings/{one}" for one in some],
        "documents × checks": ["/desk/matrix/documents"],
        "decisions": ["/desk/decisions"],
    }  # fmt: skip


def timed(client: httpx.Client, addresses: list[str]) -> list[float]:
    """How long each of TIMES answers took, in milliseconds, after one that is not counted."""
    client.get(addresses[0]).raise_for_status()
    taken = []
    for n in range(TIMES):
        start = time.perf_counter()
        client.get(addresses[n % len(addresses)]).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def main() -> None:
    """Makes, serves, asks, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="the folder for the warehouse, which is left there and used again")
    keep = parser.parse_args().keep
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        token = make(folder) if not (folder / "warehouse").exists() else _again(folder)
        with served(folder) as address, httpx.Client(base_url=address, timeout=120) as client:
            client.post("/desk/sign-in", data={"token": token})
            start = time.perf_counter()
            client.get("/desk/").raise_for_status()
            print(f"{'first list after a commit':28} {(time.perf_counter() - start) * 1000:6.0f} ms")
            for name, addresses in pages().items():
                taken = timed(client, addresses)
                slow = statistics.quantiles(taken, n=20)[-1]
                print(f"{name:28} median {statistics.median(taken):6.1f} ms   95 % {slow:6.1f} ms")


def _again(folder: Path) -> str:
    with open_warehouse(folder / "warehouse", DAY) as connection:
        return grant(connection, "测速", "steward", (), datetime.now(UTC))[1]


if __name__ == "__main__":
    main()
