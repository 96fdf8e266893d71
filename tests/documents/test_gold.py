"""The reader against annotated documents: the corpus's gold with its own scorer, and the layouts kept here, exactly."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from benchmarks.score import write_readings
from documents.jsonl import record_of
from documents.read import read_source

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
ROWS = ("measures", "deadlines", "end dates", "surfaces", "units", "groups", "places", "lines", "open")
# A measure or a day that is not read is a deadline missed: of these one in two hundred may be wrong, of the rest one in a hundred.
LEAST = dict.fromkeys(ROWS, 0.99) | {"measures": 0.995, "end dates": 0.995}


def test_gold(corpus: Path, tmp_path: Path):
    read = tmp_path / "read.jsonl"
    write_readings(sorted((corpus / "documents").iterdir()), read)
    gold = sorted(map(str, (corpus / "gold").glob("*.jsonl")))
    least = [argument for row, f1 in LEAST.items() for argument in ("--min", f"{row}={f1}")]
    command = [sys.executable, str(corpus / "gold" / "score.py"), *gold, "--read", str(read), "--errors", "5", *least]
    scored = subprocess.run(command, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stderr + scored.stdout


def words(value):
    """A value by its words alone, as the scorer compares: width folded, blanks and punctuation dropped."""
    if isinstance(value, list):
        return [words(v) for v in value]
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda p: p.stem)
def test_layout(layout: Path):
    reading = read_source(layout.name, layout.read_bytes())
    numbers = {d.key: d.number for d in reading.documents}
    read = [record_of(m, numbers[m.document], "") for m in reading.measures]
    gold = [json.loads(line) for line in layout.with_suffix(".jsonl").read_text("utf8").splitlines()]
    keys = ("doc", "ch", "no", "title", "dl", "lead", "resp", "coop", "other", "groups", "open")
    assert [{k: words(r[k]) for k in keys} for r in read] == [{k: words(g[k]) for k in keys} for g in gold]
