"""The command says what it does, and what is wrong, in one clear line."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = """示例市东湖区人民政府办公室文件

东政办发〔2024〕31号

东湖区人民政府办公室关于印发社区食堂建设方案的通知

各镇人民政府、街道办事处，区政府各部门：

现将《社区食堂建设方案》印发给你们，请认真贯彻执行。

东湖区人民政府办公室
2024年4月8日

社区食堂建设方案

一、重点任务

1. 改造提升食堂。9月底前，完成十二处社区食堂改造。（牵头单位：区民政局；责任单位：区财政局、各镇街）

2. 公布价目。每季度公布一次价目。（牵头单位：区民政局）
"""


# Words of ours are names of commands, options, files and settings.
ENGLISH = re.compile(
    r"\b(?:usage|options?|arguments?|commands?|show|this|message|exit|error|try|for|help\.|missing|required|invalid|value"
    r"|such|Traceback|default|str|int)\b",
    re.IGNORECASE,
)


def shixian(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flows", *arguments]
    root = str(Path(__file__).parents[2])
    environment = {"PYTHONPATH": root, "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", **more}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, encoding="utf8")
    return path


def test_help_names_every_command(tmp_path: Path) -> None:
    told = shixian("--help", cwd=tmp_path)
    assert told.returncode == 0
    for command in ("run", "read", "findings", "summary", "serve", "grant", "grants", "revoke"):
        assert command in told.stdout


def test_reading_prints_a_measure_a_line(plan: Path) -> None:
    told = shixian("read", "./方案.txt", "--jsonl", cwd=plan.parent)
    assert (told.returncode, told.stderr) == (0, "")
    first, second = map(json.loads, told.stdout.splitlines())
    assert (first["source"], first["doc"], first["no"]) == ("./方案.txt", "东政办发〔2024〕31号", "1")
    assert first["dl"] == [["9月底前", "by", "2024-09-30"]]
    assert (first["lead"], first["resp"], first["groups"]) == (["区民政局"], ["区财政局"], ["各镇街"])
    assert second["dl"] == [["每季度", "recurring", "FREQ=MONTHLY;INTERVAL=3"]]


def test_a_text_is_shown_with_what_was_made_of_it(plan: Path) -> None:
    shown = shixian("read", plan.name, "--explain", "--out", "结果", cwd=plan.parent)
    assert shown.returncode == 0, shown.stderr
    assert "任务：1 改造提升食堂" in shown.stdout
    assert "“9月底前”→ 2024-09-30 前" in shown.stdout
    page = plan.parent / "结果" / "explained" / f"{plan.name}.html"
    assert str(page.relative_to(plan.parent)) in shown.stdout
    assert "改造提升食堂" in page.read_text("utf-8")


def test_a_text_without_a_date_takes_the_day_given(tmp_path: Path) -> None:
    (tmp_path / "摘录.txt").write_text("1. 修缮绿道。6月底前完成。（牵头单位：区园林局）\n", encoding="utf8")
    told = shixian("read", "摘录.txt", "--jsonl", "--issued", "2019-03-01", cwd=tmp_path)
    assert json.loads(told.stdout)["dl"] == [["6月底前", "by", "2019-06-30"]]


def test_one_bad_file_does_not_stop_the_others(plan: Path) -> None:
    (plan.parent / "空.txt").write_bytes(b"")
    told = shixian("read", "空.txt", "方案.txt", "没有.txt", "--jsonl", cwd=plan.parent)
    assert told.returncode == 3
    assert len(told.stdout.splitlines()) == 2
    assert [line.split("：")[0] for line in told.stderr.splitlines()].count("空.txt") == 1
    assert "没有这个文件" in told.stderr


@pytest.mark.parametrize(
    ("reason", "arguments", "word"),
    [
        ("a day that is none", ("run", "--as-of", "2024-13-01"), "不是日期"),
        ("a year that cannot be meant", ("run", "--as-of", "0001-01-01"), "请检查年份"),
        ("no warehouse yet", ("findings", "--jsonl"), "请先运行 shixian run"),
        ("results into a file", ("run", "--out", "方案.txt"), "是一个文件"),
        ("no warehouse yet", ("summary",), "请先运行 shixian run"),
        ("a summary into a file", ("summary", "--out", "方案.txt"), "是一个文件"),
        ("a port that is none", ("serve", "--port", "99999"), "1 到 65535"),
        ("a port that is no number", ("serve", "--port", "八千"), "1 到 65535"),
        ("an option that is none", ("run", "--unit", "名录.csv"), "没有选项 --unit"),
        ("an option without what it needs", ("run", "--out"), "选项 --out 后面"),
        ("a command that is none", ("rum",), "没有命令"),
        ("no file to read", ("read",), "缺少"),
        (
            "a role that is none",
            ("grant", "王文书", "--role", "管理员"),
            "数据管理员（steward）、督办员（coordinator）",
        ),
        ("a last day that is over", ("grant", "王文书", "--expires", "2019-01-01"), "已经过去"),
        ("an address that is none", ("grant", "王文书", "--url", "javascript:alert(1)"), "不是网址"),
        ("no warehouse yet", ("revoke", "王文书"), "请先运行 shixian run"),
        ("more than is asked for", ("summary", "方案.txt"), "方案.txt"),
    ],
)
def test_what_is_wrong_is_said(reason: str, arguments: tuple[str, ...], word: str, plan: Path) -> None:
    told = shixian(*arguments, cwd=plan.parent)
    assert told.returncode == 2, reason
    assert word in told.stderr
    assert not ENGLISH.search(told.stderr)


@pytest.mark.parametrize("command", ["", "run", "read", "findings", "summary", "serve", "grant", "grants", "revoke"])
def test_help_is_chinese(command: str, tmp_path: Path) -> None:
    told = shixian(*command.split(), "--help", cwd=tmp_path)
    assert told.returncode == 0
    assert not ENGLISH.search(told.stdout)


def test_without_a_word_the_help_is_shown(tmp_path: Path) -> None:
    told = shixian(cwd=tmp_path)
    assert "用法：" in told.stdout + told.stderr
    assert not ENGLISH.search(told.stderr)


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = shixian("serve", "--port", str(port), cwd=tmp_path)
    assert told.returncode == 1
    assert told.stderr == f"端口 {port} 已被占用：可能已有一个 shixian serve 在运行。请用 --port 换一个端口。\n"


def test_a_cell_beyond_all_measure_is_told(plan: Path) -> None:
    header = "名称,类型,代码,上级,别名,成员,启用日期,停用日期,继任\n"
    (plan.parent / "名录.csv").write_text(f'{header}区花木中心,单位,,东湖区,"{"甲" * 140000}\n', encoding="utf8")
    told = shixian("run", "方案.txt", "--units", "名录.csv", cwd=plan.parent)
    assert told.returncode == 1
    assert "第2行" in told.stderr.splitlines()[-1]
    assert "引号" in told.stderr.splitlines()[-1]


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "shixian.toml").write_text("port = = 1\n", encoding="utf8")
    told = shixian("findings", cwd=tmp_path)
    assert told.returncode == 2
    assert told.stderr == "shixian.toml 的写法不对：第1行第8列。\n"


def test_a_variable_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    told = shixian("findings", cwd=tmp_path, SHIXIAN_SOURCES="plans")
    assert told.returncode == 2
    assert "SHIXIAN_SOURCES" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_setting_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "shixian.toml").write_text('source = ["plans"]\n', encoding="utf8")
    told = shixian("findings", cwd=tmp_path)
    assert told.returncode == 2
    assert "没有 source 这项设置" in told.stderr


def test_a_setting_of_the_wrong_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "shixian.toml").write_text('port = "eight"\n', encoding="utf8")
    told = shixian("findings", cwd=tmp_path)
    assert told.returncode == 2
    assert "port" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("reason", "arguments", "environment", "word"),
    [
        (
            "a server that is not there",
            ("run", "."),
            {"PREFECT_API_URL": "http://127.0.0.1:1/api"},
            "连不上 Prefect 服务",
        ),
        ("an address of another machine", ("serve", "--host", "192.0.2.1"), {}, "192.0.2.1"),
        ("an address that is none", ("serve", "--host", "没有..这里"), {}, "没有..这里"),
        ("no list of units", ("run", ".", "--units", "没有.csv"), {}, "没有本地单位名录"),
        ("a folder that cannot be made", ("run", ".", "--home", "/proc/none"), {}, "不能在 /proc/none 里建立目录"),
    ],
)
def test_what_stops_a_command_is_one_line(
    reason: str, arguments: tuple[str, ...], environment: dict[str, str], word: str, plan: Path
) -> None:
    told = shixian(*arguments, cwd=plan.parent, **environment)
    assert told.returncode == 1, reason
    assert word in told.stderr.splitlines()[-1]
    assert "Traceback" not in told.stderr


def test_a_link_is_given_once_listed_and_taken_back(tmp_path: Path) -> None:
    given = shixian(
        "grant", "王文书", "--role", "督办员", "--jurisdiction", "枣庄市", "--url", "https://a.cn/", cwd=tmp_path
    )
    assert given.returncode == 0, given.stderr
    link = given.stdout.strip()
    assert link.startswith("https://a.cn/desk/sign-in?token=")
    listed = shixian("grants", cwd=tmp_path, COLUMNS="200")
    assert all(word in listed.stdout for word in ("王文书", "督办员", "枣庄市", "长期", "有效"))
    assert link.split("=")[1] not in listed.stdout
    assert shixian("revoke", "王文书", cwd=tmp_path).stdout == "已收回王文书的 1 个链接。\n"
    assert "已收回" in shixian("grants", cwd=tmp_path, COLUMNS="200").stdout
    unknown = shixian("grant", "王文书", "--jurisdiction", "枣桩市", cwd=tmp_path)
    assert unknown.returncode == 1
    assert "枣庄市（370400）" in unknown.stderr
