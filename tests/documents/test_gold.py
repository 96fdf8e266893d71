"""The reader against annotated documents: the corpus's gold with its own scorer, and the layouts kept here, exactly."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from documents.jsonl import record_of, to_json_lines
from documents.read import read_source

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
ROWS = ("measures", "deadlines", "end dates", "surfaces", "units", "groups", "places", "lines", "open")
LEAST = 0.99


def test_gold(corpus: Path, tmp_path: Path):
    read = tmp_path / "read.jsonl"
    with read.open("w", encoding="utf8") as out:
        for source in sorted((corpus / "documents").iterdir()):
            for line in to_json_lines(read_source(source.name, source.read_bytes()), str(source)):
                out.write(line + "\n")
    gold = sorted(map(str, (corpus / "gold").glob("*.jsonl")))
    least = [x for row in ROWS for x in ("--min", f"{row}={LEAST}")]
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
