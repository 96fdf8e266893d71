"""A warehouse for the desk's tests, made by the real flows from plans written here, and personal links to it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import uvicorn

from portal.app import create_app
from warehouse.connection import open_warehouse
from warehouse.granting import grant

EXAMPLES = Path(__file__).parents[2] / "examples"
CITY = """示例市人民政府文件

示政发〔2024〕6号

示例市人民政府关于印发便民服务提升方案的通知

各区人民政府，市政府各部门：

现将《便民服务提升方案》印发给你们，请认真贯彻执行。

示例市人民政府
2024年3月1日

便民服务提升方案

为提升便民服务水平，制定本方案。

一、重点任务

1. 推行证照联办。2024年6月底前，实现营业执照与许可证一次申请。（牵头单位：市市场监督管理局）

2. 完善社区食堂。2024年9月底前，建成社区食堂三十家。（牵头单位：市民政局）
"""
DISTRICT = """示例市东湖区人民政府文件

东政发〔2024〕9号

示例市东湖区人民政府关于印发{title}的通知

各镇人民政府、街道办事处，区政府各部门：

现将《{title}》印发给你们，请认真贯彻执行。

示例市东湖区人民政府
2024年4月8日

{title}

根据《示例市人民政府关于印发便民服务提升方案的通知》（示政发〔2024〕6号），制定本方案。

一、重点任务

1. 推行证照联办。2024年8月底前，实现营业执照与许可证一次申请。（牵头单位：区市场监督管理局）

2. 完善社区食堂。2024年9月底前，建成社区食堂三家。（牵头单位：区便民食堂管理局）

3. 整治背街小巷。2024年10月底前，整治背街小巷十条。（牵头单位：区便民食堂管理局）

4. 清理积存垃圾。2024年3月底前完成清理。（牵头单位：区城市管理局）

5. 更新健身器材。2024年11月底前完成更新。
"""
HOSTILE = "<script>alert(1)</script>=cmd|'../../x'提升方案"
"""A title that would be HTML, a formula or a path if it got the chance."""
MONDAY = date(2024, 9, 2)


def write_plans(folder: Path, title: str = "便民服务落实方案") -> None:
    """A city's plan and its district's, which has one thing of nearly each kind wrong."""
    folder.mkdir(exist_ok=True)
    (folder / "市方案.txt").write_text(CITY, encoding="utf-8")
    (folder / "区方案.txt").write_text(DISTRICT.format(title=title), encoding="utf-8")


def run(folder: Path, as_of: date = MONDAY) -> None:
    """The real main job over `folder/plans`, with results and warehouse beside it."""
    from flows.pipeline import pipeline
    from flows.settings import Settings

    settings = Settings(
        sources=(str(folder / "plans"),), units=EXAMPLES / "local_units.csv", out=folder / "out", home=folder / "home"
    )
    pipeline(None, as_of, settings)


def link(home: Path, name: str = "陈一鸣", role: str = "steward", places: tuple[str, ...] = ()) -> str:
    """The token of a personal link to the desk over the warehouse in `home`."""
    with open_warehouse(home / "warehouse", MONDAY) as connection:
        return grant(connection, name, role, places, datetime.now(UTC))[1]


@contextmanager
def desk_served(out: Path, home: Path) -> Iterator[str]:
    """The portal with its desk, on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(create_app(out, home), port=0, log_level="error", server_header=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@contextmanager
def signed_in(address: str, token: str) -> Iterator[httpx.Client]:
    """A client that has used the personal link of a token."""
    with httpx.Client(base_url=address, timeout=30) as client:
        assert client.post("/desk/sign-in", data={"token": token}).status_code == 303
        yield client


def form_token(page: str) -> dict[str, str]:
    """The hidden field that every form of a page carries."""
    found = re.search(r'name="token_of_form" value="([^"]+)"', page)
    assert found is not None
    return {"token_of_form": found[1]}
