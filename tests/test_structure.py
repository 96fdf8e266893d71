"""The house keeps its shape: imports run one way, a file holds one thought, SQL is not put together in code."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Each folder with what it may import of the others: documents ← warehouse ← the three rooms ← flows and portal.
MAY_IMPORT = {
    "documents": set(),
    "warehouse": {"documents"},
    "expectations": {"documents", "warehouse"},
    "calendars": {"documents", "warehouse"},
    "summaries": {"documents", "warehouse"},
    "portal": {"documents", "warehouse", "expectations", "calendars", "summaries"},
    "flows": {"documents", "warehouse", "expectations", "calendars", "summaries", "portal"},
}
# The rooms of the reader, each with those below it that it may import; what stands in none of them may import all.
READER = {
    "text": set(),
    "formats": {"text"},
    "times": {"text"},
    "units": {"text"},
    "tables": {"text"},
    "structure": {"text", "times", "units", "tables"},
    "papers": {"text", "times", "structure"},
    "doubts": {"text", "times", "units", "tables", "structure", "papers"},
    "mends": {"text", "times", "units", "tables", "structure"},
}
LONGEST_FILE = 350
LONGEST_FUNCTION = 45
VAGUE_NAMES = re.compile(r"(^|_)(utils?|helpers?|manager|common|misc|base)($|_)")
STATEMENT = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(OR\s+REPLACE\s+)?(TABLE|VIEW)|MERGE\s+INTO)\b",
    re.DOTALL,
)
# A statement may be given the name of a table or column of ours, never a value.
OWN_NAME = re.compile(r"\b(FROM|INTO|TABLE|VIEW|UPDATE|SELECT|WHERE|AND|BY)\s+\{\w+\}")

MODULES = sorted(path.relative_to(ROOT) for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))
PYTHON_FILES = sorted(
    path.relative_to(ROOT) for room in (*MAY_IMPORT, "tests", "benchmarks") for path in (ROOT / room).rglob("*.py")
)


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text("utf-8"))


def imported(module: Path) -> Iterator[str]:
    """The names of the modules that a file imports, anywhere in it."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_every_room_is_held():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert rooms == set(MAY_IMPORT)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_run_one_way(module: Path):
    room = module.parts[0]
    others = {name.partition(".")[0] for name in imported(module)} & set(MAY_IMPORT)
    assert others <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("room", READER)
def test_the_reader_reads_one_way(room: str):
    modules = [module for module in MODULES if module.parts[:2] == ("documents", room)]
    inner = {name.split(".")[1] for module in modules for name in imported(module) if name.startswith("documents.")}
    assert inner & set(READER) <= READER[room] | {room}
    assert modules


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_warehouse_knows_duckdb(module: Path):
    tops = {name.partition(".")[0] for name in imported(module)}
    assert module.parts[0] == "warehouse" or not tops & {"duckdb", "sqlite3"}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_flows_know_prefect(module: Path):
    tops = {name.partition(".")[0] for name in imported(module)}
    assert module.parts[0] == "flows" or "prefect" not in tops


@pytest.mark.parametrize("module", PYTHON_FILES, ids=str)
def test_a_file_holds_one_thought(module: Path):
    assert len((ROOT / module).read_text("utf-8").splitlines()) <= LONGEST_FILE
    assert not VAGUE_NAMES.search(module.stem)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_function_fits_on_a_screen(module: Path):
    functions = (node for node in ast.walk(parsed(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_sql_is_never_put_together_from_values(module: Path):
    formatted = [ast.unparse(node) for node in ast.walk(parsed(module)) if isinstance(node, ast.JoinedStr)]
    assert [text for text in formatted if STATEMENT.search(text) and "{" in OWN_NAME.sub("", text)] == []


def normal(name: str) -> str:
    """A distribution's name as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_what_is_imported_is_declared(room: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normal(re.split(r"[<>=!~;\[ ]", line)[0]) for line in project["dependencies"]}
    tops = {name.partition(".")[0] for module in MODULES if module.parts[0] == room for name in imported(module)}
    foreign = tops - set(MAY_IMPORT) - sys.stdlib_module_names
    distributions = packages_distributions()
    undeclared = {top for top in foreign if not declared & {normal(name) for name in distributions.get(top, [top])}}
    assert undeclared == set()
