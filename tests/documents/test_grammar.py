"""The tables of grammar: the guide's worked example does what the guide says, and no pattern repeats without a limit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "grammar.md").read_text("utf8")
TABLES = sorted((ROOT / "documents" / "grammar").glob("*.toml"))
READ = """
import sys, datetime
from documents.jsonl import to_json_lines
from documents.read import read_source
print(*to_json_lines(read_source("plan.txt", sys.stdin.buffer.read(), datetime.date(2025, 1, 2)), ""), sep="\\n")
"""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)\n```", GUIDE, re.DOTALL)


def units_read(folder: Path, text: str) -> list[str]:
    """What a copy of the reader makes of a text: role and name of each unit, as the guide prints them."""
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf8"}
    done = subprocess.run(
        [sys.executable, "-c", READ], input=text.encode(), capture_output=True, check=True, env=env, cwd=folder
    )
    measure = json.loads(done.stdout)
    found = [f"{role} {unit}" for role in ("lead", "resp", "coop", "other") for unit in measure[role]]
    return sorted(found, key=lambda line: text.index(line.split()[1]))


def test_the_worked_example_does_what_the_guide_says(tmp_path: Path):
    shutil.copytree(ROOT / "documents", tmp_path / "documents", ignore=shutil.ignore_patterns("__pycache__"))
    text, before, after = blocks("text")
    old, new, _ = blocks("toml")
    assert units_read(tmp_path, text) == before.split("\n")
    roles = tmp_path / "documents" / "grammar" / "roles.toml"
    assert roles.read_text("utf8").count(old) == 1
    roles.write_text(roles.read_text("utf8").replace(old, new), "utf8")
    assert units_read(tmp_path, text) == after.split("\n")


def test_the_guide_names_every_table():
    assert [p.name for p in TABLES if f"`{p.name}`" not in GUIDE] == []


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [s for child in children for s in strings(child)]


@pytest.mark.parametrize("table", TABLES, ids=lambda p: p.stem)
def test_no_repetition_stands_within_another(table: Path):
    runaway = re.compile(r"[*+]\)[*+]|[*+]\)\{\d*,\}|\{\d+,\}\)[*+]")
    assert [s for s in strings(tomllib.loads(table.read_text("utf8"))) if runaway.search(s)] == []
