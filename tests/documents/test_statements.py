"""What a document says of itself: force, validity, programme, goals; and sentences that speak of something else."""

from __future__ import annotations

from datetime import date

import pytest

from documents.read import read_source

HEAD = """清河市人民政府关于印发{title}的通知
清政发〔2021〕6号

各区县人民政府：

现将方案印发给你们。

清河市人民政府
2021年3月5日

{title}

"""


def stated(body: str, title: str = "清河市供水保障方案") -> list[tuple[str, str, str]]:
    """Kind, first and last day of each statement; issued on 2021-03-05."""
    (document,) = read_source("plan.txt", (HEAD.format(title=title) + body + "\n").encode()).documents
    return [(s.kind, str(s.start or ""), str(s.end or "")) for s in document.statements]


SENTENCES = [
    ("本办法自2021年6月1日起施行。", [("effective", "2021-06-01", "")], "a day"),
    ("本方案自印发之日起施行。", [("effective", "2021-03-05", "")], "the day of issue"),
    ("本意见自发布之日起30日后施行。", [("effective", "2021-04-04", "")], "days after issue"),
    ("本规定从2021年7月1日起正式实施。", [("effective", "2021-07-01", "")], "从 and 正式"),
    ("自2021年5月1日起施行，有效期至2026年4月30日。", [("effective", "2021-05-01", ""), ("valid", "2021-05-01", "2026-04-30")], "both"),
    ("本措施自印发之日起施行，有效期2年。", [("effective", "2021-03-05", ""), ("valid", "2021-03-05", "2023-03-04")], "a term"),
    ("本办法有效期为自发布之日起3年。", [("valid", "2021-03-05", "2024-03-04")], "a term from issue"),
    ("本细则自2021年4月1日起试行，试行期一年。", [("effective", "2021-04-01", ""), ("valid", "2021-04-01", "2022-03-31")], "on trial"),
    ("本公告执行期限为2021年1月1日至2021年12月31日。", [("valid", "2021-01-01", "2021-12-31")], "a period"),
    ("本通知自2021年4月1日起执行至2022年12月31日止。", [("effective", "2021-04-01", ""), ("valid", "2021-04-01", "2022-12-31")], "起…止"),
    ("此前规定与本意见不一致的，以本意见为准。", [("force", "", "")], "what rules"),
    ("以往文件与本通知不一致的，按照本通知执行。", [("force", "", "")], "what rules, 按照"),
    ("上级另有规定与本办法抵触的，从其规定。", [], "another rules"),
    ("食品经营许可证有效期5年。", [], "a licence's validity"),
    ("自2021年5月1日起，全面停止办理纸质证照。", [], "a duty's beginning"),
    ("对自2021年1月1日起施行的新标准，各部门要加强宣传。", [], "another's force"),
    ("《海陵省供水条例》自2020年10月1日起施行。", [], "a law's force"),
    ("按本方案要求推进，各区县要落实责任。", [], "no conflict of papers"),
    ("方案实施期限为2021年4月至2023年12月。", [("programme", "2021-04-01", "2023-12-31")], "the programme's period"),
    ("本规划期限为2021—2035年，近期至2025年。", [("programme", "2021-01-01", "2035-12-31")], "years"),
    ("工作时间：上午9时至11时。", [], "a time of day"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "why"), SENTENCES, ids=[why for _, _, why in SENTENCES])
def test_a_sentence(sentence: str, expected: list[tuple[str, str, str]], why: str):
    assert stated("一、附则\n" + sentence) == expected, why


TITLES = [
    ("清河市供水行动计划（2021—2023年）", ("2021-01-01", "2023-12-31")),
    ("清河市2021-2025年供水规划", ("2021-01-01", "2025-12-31")),
    ("清河市“十四五”供水规划", ("2021-01-01", "2025-12-31")),
    ("清河市国民经济和社会发展第十三个五年规划", ("2016-01-01", "2020-12-31")),
]


@pytest.mark.parametrize(("title", "days"), TITLES, ids=[title for title, _ in TITLES])
def test_the_period_in_a_title(title: str, days: tuple[str, str]):
    assert stated("一、任务\n1.落实责任。（责任单位：市水务局）", title) == [("programme", *days)]


GOALS = """一、总体要求
（一）指导思想。坚持问题导向，到2022年见效。
（二）主要目标。2021年底前，管网漏损率降到12%以下；到2023年，供水普及率达到99%，力争到2025年底，全面建成智慧水务。
2020年，供水普及率为95%。
二、重点任务
（一）改造管网。到2022年，完成改造50公里。（责任单位：市水务局）
"""


def test_goals_are_the_dated_sentences_under_a_heading_that_names_goals():
    assert stated(GOALS) == [("goal", "", "2021-12-31"), ("goal", "", "2023-12-31"), ("goal", "", "2025-12-31")]


def test_the_last_year_of_a_goal_ends_no_programme():
    (document,) = read_source("plan.txt", (HEAD.format(title="清河市供水方案") + GOALS).encode()).documents
    assert document.programme_end is None


def test_a_statement_stands_where_it_says():
    reading = read_source(
        "plan.txt", (HEAD.format(title="清河市供水方案") + "本方案自2021年6\n月1日起施行。\n").encode()
    )
    (statement,) = reading.documents[0].statements
    assert statement.text == "自2021年6月1日起施行"
    assert reading.text[statement.span.start : statement.span.end] == "自2021年6\n月1日起施行"


FORWARDED = """清河市水利局关于转发《海陵省水利厅关于做好水库除险工作的通知》的通知
清水字〔2021〕20号

各区县水利局：

现将通知（海水建〔2021〕9号）转发给你们。

清河市水利局
2021年4月2日

海陵省水利厅关于做好水库除险工作的通知
海水建〔2021〕9号

各市水利局：

现将有关事项通知如下。
一、任务
1.排查水库。6月底前完成。
"""


def test_a_forwarded_paper_without_a_date_is_read_as_of_the_forwarding_one():
    reading = read_source("notice.txt", FORWARDED.encode())
    assert [d.issued for d in reading.documents] == [date(2021, 4, 2), None]
    assert [d.end for m in reading.measures for d in m.deadlines] == [date(2021, 6, 30)]


PHASES = [
    ("二、时间安排", "从即日起至2022年12月，分三个阶段进行。", [("programme", "2021-03-05", "2022-12-31")], "from now"),
    ("二、实施步骤", "整治行动从2021年3月至12月，共分三个阶段。", [("programme", "2021-03-01", "2021-12-31")], "of what"),
    ("二、方法步骤", "2021年4月—2022年6月，分四步推进。", [("programme", "2021-04-01", "2022-06-30")], "steps"),
    ("二、重点任务", "从2021年4月至2022年6月，分三批完成改造。", [], "a task in batches"),
    ("二、时间安排", "培训从4月至6月，每月两期。", [], "no phases"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "sentence", "expected", "why"), PHASES, ids=[row[-1] for row in PHASES])
def test_the_frame_of_phases_is_the_programme(
    heading: str, sentence: str, expected: list[tuple[str, str, str]], why: str
):
    assert (
        stated(f"一、总体要求\n坚持底线思维。\n{heading}\n{sentence}\n（一）动员阶段。各区县抓好部署。") == expected
    ), why


def test_a_school_year_in_the_title_is_no_programme():
    assert stated("一、任务\n1.落实责任。（责任单位：教务处）", "示例中学2023-2024学年第二学期工作安排") == []
