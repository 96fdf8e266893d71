"""A plan that is mended in the tests, and what they ask of it."""

from __future__ import annotations

from documents.errors import UnreadableSource
from documents.mends.amending import Amendment, amend
from documents.model import Measure, Problem, Reading
from documents.read import read_source
from documents.text.quoting import Quote, quote_of

PLAN = """东湖区人民政府办公室关于印发社区食堂建设方案的通知

东政办发〔2024〕31号

各镇人民政府、街道办事处：

现将《社区食堂建设方案》印发给你们，请认真贯彻执行。

东湖区人民政府办公室
2024年4月8日

社区食堂建设方案

一、重点任务

1. 改造社区食堂。9月底前，完成十二处社区食堂改造；10月底前，公布食堂价目。（牵头单位：区民政局；责任单位：区财政局）

2. 开展助餐配送。为行动不便的老人配送到家，在入冬前办妥。（牵头单位：区民政局；完成时限：2024年12月底前）

二、保障措施

各街道要明确专人，在三个月里报送名单。

| 序号 | 事项 | 说明 |
| --- | --- | --- |
| 1 | 更新食堂设备 | 区城管局2024年11月30日前 |
"""


def reading(text: str = PLAN) -> Reading:
    return read_source("方案.md", text.encode())


def marked(words: str, read: Reading | None = None) -> Quote:
    text = (read or reading()).text
    at = text.index(words)
    return quote_of(text, at, at + len(words))


def amended(*amendments: Amendment, read: Reading | None = None) -> tuple[tuple[Measure, ...], tuple[Problem, ...]]:
    read = read or reading()
    return amend(read.documents[-1], read.text, read.measures, amendments, read.segments)


def read_any(text: str) -> Reading | None:
    try:
        return read_source("来源.txt", text.encode("utf8", "ignore"))
    except UnreadableSource:
        return None


EDITS = (
    ("十二处", "十四处"),
    ("各镇人民政府、", "各镇人民政府、开发区管委会、"),
    ("2024年4月8日", "2024年4月9日"),
    ("一、重点任务\n", "一、重点任务\n\n1. 新设任务。6月底前，完成选址。（牵头单位：区住建局）\n"),
    ("\n\n", "\n"),
    ("，", ", "),
    ("明确专人", "明确专门人员"),
)
