"""A made-up district, 示例市东湖区, as the warehouse would hand it over: for tests and for looking at the pages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from summaries import frames

AS_OF = date(2021, 9, 6)
HOSTILE = (
    "<script>alert('周报')</script>",
    "=cmd|'/C calc'!A0",
    "</title></style><style>body{display:none}</style><img src=x onerror=alert(1)>",
    "../../etc/passwd",
    "甲\u202e乙丙\x00\x08丁 {{ 7*7 }} {% raw %}",
)
UNITS = (
    "发展和改革局 教育和体育局 科学技术局 工业和信息化局 民政局 司法局 财政局 人力资源和社会保障局 自然资源局 "
    "住房和城乡建设局 交通运输局 城乡水务局 农业农村局 商务和投资促进局 文化和旅游局 卫生健康局 退役军人事务局 应急管理局 "
    "审计局 市场监督管理局 医疗保障局 统计局 信访局 行政审批服务局 大数据中心 综合行政执法局 地方金融监管局 税务局"
).split()
TASKS = (
    "压缩企业开办时间至1个工作日以内",
    (
        "推行工程建设项目“拿地即开工”审批模式，对社会投资的简易低风险项目实行告知承诺制，将立项用地规划许可、工程建设许可、"
        "施工许可、竣工验收四个阶段合并为一个阶段办理，同步推进区域评估、联合审图、联合测绘、联合验收，全程跟踪服务"
    ),
    "建立惠企政策“免申即享”清单并向社会公布",
    "实现高频电子证照在政务服务窗口全面应用",
    "完成老旧供水管网改造年度任务",
    "出台促进就业创业若干措施",
    "编制公共数据开放目录",
    "开展“双随机、一公开”部门联合抽查",
    "建成镇街便民服务中心标准化示范点",
    "落实政府采购预留份额支持中小企业",
)
CHAPTERS = ("一、开办企业", "二、办理建筑许可", "三、获得电力和用水用气", "四、政务服务", "五、优化就业创业环境")
DOCUMENTS = (
    ("东政发〔2021〕7号", "示例市东湖区人民政府关于印发东湖区优化营商环境创新突破行动实施方案的通知", date(2021, 6, 2)),
    (
        "东政办发〔2021〕11号",
        "示例市东湖区人民政府办公室关于印发加快推进政务服务“跨省通办”实施方案的通知",
        date(2021, 6, 18),
    ),
    (
        "东行审〔2021〕21号",
        "示例市东湖区行政审批服务局关于印发优化营商环境创新突破行动落实方案的通知",
        date(2021, 7, 5),
    ),
    ("", "关于支持乡村振兴示范镇高质量发展做好精准定向赋权工作的通知", None),
)
LONG = "公章刻制管理，" * 40 + "全面推行公章刻制网上备案。（区公安分局局牵头，区财政局配合）" + "另外，" * 80
LIGHTS = ("未到期", "临期", "逾期", "待销号", "已完成", "逾期完成", "已取消")


@dataclass(frozen=True)
class Frames:
    """The five frames of a summary."""

    deadlines: pl.DataFrame
    findings: pl.DataFrame
    changes: pl.DataFrame
    units: pl.DataFrame
    documents: pl.DataFrame


def district(seed: int = 1, deadlines: int = 110, hostile: bool = True) -> Frames:
    """A district with `deadlines` deadlines, the same for the same seed; `hostile` puts HOSTILE among the titles."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    rows = [_deadline(chance, position) for position in range(deadlines)]
    if hostile:
        for row, text in zip(chance.sample(rows, len(HOSTILE)), HOSTILE, strict=True):
            row["title"] = text
    return Frames(
        deadlines=pl.DataFrame(rows, schema=frames.DEADLINES),
        findings=pl.DataFrame(_findings(hostile), schema=frames.FINDINGS),
        changes=pl.DataFrame(_changes(rows), schema=frames.CHANGES),
        units=pl.DataFrame([_unit(chance, position) for position in range(len(UNITS))], schema=frames.UNITS),
        documents=pl.DataFrame([_document(position) for position in range(len(DOCUMENTS))], schema=frames.DOCUMENTS),
    )


def full_name(position: int) -> str:
    """The registered name of the unit at `position` of UNITS."""
    return f"示例市东湖区{UNITS[position]}"


def _unit(chance: random.Random, position: int) -> dict[str, Any]:
    return {
        "unit_id": f"u{position}",
        "unit_name": full_name(position),
        "jurisdiction": "示例市东湖区",
        "feed": f"990102-{position:02}.ics",
        "events": chance.randrange(1, 40),
    }


def _document(position: int) -> dict[str, Any]:
    number, title, issued = DOCUMENTS[position]
    return {
        "document_id": f"d{position}",
        "number": number,
        "title": title,
        "issuer": title.split("关于")[0],
        "issued": issued,
        "source_name": "东湖区人民政府公报2021年第4期.txt" if position < 2 else f"{number or '赋权通知'}.txt",
        "measures": 40 - position,
        "deadlines": 60 - position,
    }


def _deadline(chance: random.Random, position: int) -> dict[str, Any]:
    which = chance.choice((0, 0, 0, 1, 2, 3))
    number, title, issued = DOCUMENTS[which]
    sort = chance.choice(("by", "by", "by", "by", "during", "recurring", "ongoing"))
    due = AS_OF + timedelta(days=chance.choice((-67, -21, -6, -3, -1, 0, 2, 5, 7, 8, 12, 25, 116)))
    daily = chance.random() < 0.5
    undated = sort == "ongoing" or (sort == "recurring" and daily)
    concerned = chance.sample(range(len(UNITS)), chance.choice((1, 2, 3, 9)))
    named = [full_name(unit) for unit in concerned]
    state, status = _light(chance, due) if not undated else ("未启动", "未到期")
    return {
        "deadline_id": f"x{position:04}",
        "duty_id": f"y{position // 2:04}",
        "measure_id": f"m{position // 2:04}",
        "document_id": f"d{which}",
        "document_number": number,
        "document_title": title,
        "issuer": title.split("关于")[0],
        "jurisdiction": "990102",
        "jurisdiction_name": "示例市东湖区",
        "issued": issued,
        "chapter": chance.choice(CHAPTERS),
        "number": str(position % 40 + 1),
        "title": chance.choice(TASKS),
        "text": chance.choice(TASKS) + "。",
        "surface": {"ongoing": "持续推进", "recurring": "每日" if daily else "每月5日前"}.get(
            sort, f"{due.month}月{due.day}日前"
        ),
        "step": chance.choice(("", "制定工作方案并报区政府办公室", "完成全部系统对接和数据核验，形成工作报告")),
        "kind": sort,
        "start_on": due - timedelta(days=20) if sort == "during" else None,
        "due_on": None if undated else due,
        "rule": ("FREQ=DAILY" if daily else "FREQ=MONTHLY;BYMONTHDAY=5") if sort == "recurring" else "",
        "source_name": "东湖区人民政府公报2021年第4期.txt",
        "line": 100 + position,
        "lead": named[:1],
        "responsible": named[1:],
        "others": ["各镇人民政府、街道办事处"] if chance.random() < 0.3 else [],
        "unit_ids": [f"u{unit}" for unit in concerned],
        "state": state,
        "status": status,
        "notes": ["待核实"] if chance.random() < 0.08 else [],
        "recorded_on": date(2021, 8, 31) if position % 7 else AS_OF,
        "changed_on": date(2021, 8, 31),
    }


def _light(chance: random.Random, due: date) -> tuple[str, str]:
    """A state and the status that it has on AS_OF."""
    ended = chance.choice(("", "", "", "申请办结", "已销号", "晚报", "中止"))
    if ended == "中止":
        return "中止", "已取消"
    if ended == "已销号" or (ended == "晚报" and due < AS_OF):
        return "已销号", "已完成" if ended == "已销号" else "逾期完成"
    if ended == "申请办结":
        return "申请办结", "待销号"
    days = (due - AS_OF).days
    return "进行中", "逾期" if days < 0 else "临期" if days <= 7 else "未到期"


def _changes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    issued = [_change(row, position, "issued", "", "", "") for position, row in enumerate(rows)]
    moved = [
        _change(rows[3], 9001, "changed", "due_on", "2021-09-30", "2021-12-31"),
        _change(rows[4], 9002, "withdrawn", "", "", ""),
        _change(rows[5], 9003, "changed", "lead", full_name(3), full_name(8)),
    ]
    for row in moved:
        row["recorded_on"] = row["effective_on"] = date(2021, 9, 2)
    return issued + moved


def _change(row: dict[str, Any], position: int, kind: str, field: str, old: str, new: str) -> dict[str, Any]:
    return {
        "change_id": f"c{position:04}",
        "deadline_id": row["deadline_id"],
        "kind": kind,
        "field": field,
        "old_value": old,
        "new_value": new,
        "effective_on": row["issued"],
        "recorded_on": row["recorded_on"],
        "title": row["title"],
        "document_number": row["document_number"],
    }


def _findings(hostile: bool) -> list[dict[str, Any]]:
    later = _finding(
        0, "deadline_later_than_superior", "时限晚于上级文件", "warning",
        surface="9月底前",
        message="本文件要求9月底前完成，所落实的上级文件要求6月底前完成，晚了92天",
        measure_text="压缩企业开办时间。9月底前，企业开办全流程压缩至1个工作日以内，推行“一窗通办”“全程网办”，实现营业执照、"
        "公章、税务发票、社保登记、公积金开户、银行预约开户一次申请、并联办理，9月底前全区各办理点全部达标。",
        advice="请核对两份文件：确属本文件差错的，点“确认”并告知发文机关；上级另有规定的，写明理由后豁免。",
        other=(DOCUMENTS[0], "一、开办企业", "1", 203, "压缩企业开办时间。6月底前，企业开办全流程压缩至1个工作日以内。"),
    )  # fmt: skip
    undefined = [
        _finding(
            number, "unit_undefined", "单位不在名录中", "warning",
            surface="区公安分局局",
            message="“区公安分局局”不在单位名录中，最接近的是“示例市东湖区公安分局”",
            measure_text=LONG,
            advice="请在单位名录中为该名称增加别名，或新建单位。",
        )
        for number in (1, 2, 3)
    ]  # fmt: skip
    others = [
        _finding(4, "unit_none", "有时限而无责任主体", "warning", message="时限“11月底前”所在任务没有写明任何单位", surface="11月底前",
                 measure_text="11月底前，完成清理规范工作。", advice="请向发文机关核实由谁负责。"),
        _finding(5, "document_changed", "同一文号两种文本", "critical", message="同一文号的两份来源文件内容不同", surface="",
                 measure_text="", advice="请确定以哪一份为准，撤下另一份。"),
        _finding(6, "deadline_not_working_day", "到期日不是工作日", "info", message="2021年10月31日是星期日", surface="10月底前",
                 measure_text=HOSTILE[2] * 3 + "10月底前完成。" if hostile else "10月底前完成。", advice=""),
        _finding(7, "numbering_gap", "编号不连续", "warning", state="waived", message="第12项之后是第14项", surface="14."),
        _finding(8, "numbering_gap", "编号不连续", "warning", state="closed", message="第3项之后是第5项", surface="5."),
    ]  # fmt: skip
    return [later, *undefined, *others]


def _finding(
    position: int,
    check: str,
    title: str,
    severity: str,
    *,
    message: str,
    surface: str,
    state: str = "open",
    measure_text: str = "按规定办理。",
    advice: str = "",
    other: tuple[tuple[str, str, date | None], str, str, int, str] | None = None,
) -> dict[str, Any]:
    document = DOCUMENTS[2]
    counterpart: dict[str, Any] = {}
    if other is not None:
        (number, name, _), chapter, item, line, text = other
        counterpart = {
            "other_document_number": number, "other_document_title": name, "other_chapter": chapter,
            "other_number": item, "other_line": line, "other_text": text,
            "other_source_name": "公报.pdf", "other_surface": "6月底前", "other_place": "第7页",
        }  # fmt: skip
    return {
        "finding_id": f"f{position:03}",
        "check_id": check,
        "check_title": title,
        "severity": severity,
        "state": state,
        "source_name": f"{document[0]}.txt",
        "document_number": document[0],
        "document_title": document[1],
        "chapter": CHAPTERS[position % len(CHAPTERS)],
        "number": str(position + 1),
        "line": 40 + position,
        "surface": surface,
        "measure_title": TASKS[position % len(TASKS)],
        "measure_text": measure_text,
        "message": message,
        "advice": advice,
        "first_seen": date(2021, 8, 31),
        "last_seen": AS_OF,
        "closed_on": date(2021, 9, 3) if state == "closed" else None,
    } | counterpart
