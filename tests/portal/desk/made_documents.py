"""Plans for the tests of the desk's pages on documents, and the real flow that reads them into a warehouse."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from playwright import sync_api as playwright

from tests.portal.made_desk import MONDAY
from warehouse.connection import frame, open_warehouse

HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0"


def plan(
    *measures: str,
    number: str = "东政办发〔2024〕31号",
    title: str = "社区食堂建设方案",
    issuer: str = "东湖区人民政府办公室",
) -> str:
    """A plan of a made-up district, with the measures given, each after its number."""
    numbered = "\n\n".join(f"{i}. {text}" for i, text in enumerate(measures, 1))
    return f"""{issuer}文件

{number}

{issuer}关于印发{title}的通知

各镇人民政府、街道办事处，区政府各部门：

现将《{title}》印发给你们，请认真贯彻执行。

{issuer}
2024年4月8日

{title}

为做好有关工作，制定本方案。

一、重点任务

{numbered}
"""


PLANS = {
    "食堂.txt": plan(
        "建成社区食堂12处。2024年10月底前完成。（责任单位：区民政局、区财政局）",
        "制定补贴办法，并报区政府审定，成熟一个推进一个。（责任单位：区财政局）",
        "开展食品安全检查。2023年12月底前完成。（责任单位：区卫生健康局、区餐饮发展促进中心）",
    ),
    "攻击.txt": plan(
        "清理网络谣言。2024年11月底前完成。（责任单位：区公安分局）",
        number="东政办发〔2024〕32号",
        title=f"防范{HOSTILE}诈骗工作方案",
    ),
}


def written(folder: Path) -> Path:
    """The plans as files in a folder."""
    folder.mkdir(parents=True)
    for name, text in PLANS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(home: Path, sources: Path) -> None:
    """The main job over the folder of sources, as of the morning on which the desk is visited."""
    from flows.pipeline import pipeline
    from flows.settings import Settings

    pipeline([str(sources)], MONDAY, Settings(home=home, out=home.parent / "out", no_units=True))


def copied(made: tuple[Path, Path], folder: Path) -> tuple[Path, Path]:
    """The home and the sources of a run, copied so that a test may change them."""
    home, sources = (Path(shutil.copytree(part, folder / part.name)) for part in made)
    return home, sources


def sign_in(page: playwright.Page, address: str, token: str) -> None:
    """Uses a personal link in a browser."""
    page.goto(f"{address}/desk/sign-in?token={token}")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/desk/")


@dataclass(frozen=True)
class Desk:
    """A desk that is served, with what it serves."""

    address: str
    home: Path
    sources: Path

    def documents(self) -> dict[str, dict[str, object]]:
        """The documents of the warehouse by number."""
        with open_warehouse(self.home / "warehouse", MONDAY) as connection:
            return {row["number"]: row for row in frame(connection, "desk_documents").iter_rows(named=True)}

    def identity(self, number: str = "东政办发〔2024〕31号") -> str:
        """The id of a document."""
        return str(self.documents()[number]["document_id"])

    def rows(self, query: str, **given: object) -> list[dict[str, object]]:
        """The rows of one of the warehouse's queries."""
        with open_warehouse(self.home / "warehouse", MONDAY) as connection:
            return frame(connection, query, given or None).to_dicts()

    def run(self) -> None:
        """The main job again."""
        run(self.home, self.sources)
