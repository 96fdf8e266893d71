"""Reading against the gold: `make score`, or python -m benchmarks.score [the options of the corpus's score.py].

Reads every document of the corpus (SHIXIAN_CORPUS, by default `../shared`: documents/ and gold/) and has the corpus's own
score.py compare. Its options pass through: --errors 20 shows differences, --min measures=0.95 fails below that F1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from documents.errors import UnreadableSource
from documents.jsonl import to_json_lines
from documents.read import read_source

ROOT = Path(__file__).parents[1]


def corpus_folder() -> Path:
    """The folder of the corpus; exits with a word where it is not there."""
    folder = Path(os.environ.get("SHIXIAN_CORPUS") or ROOT.parent / "shared")
    if not (folder / "gold" / "score.py").is_file():
        sys.exit(f"the corpus is not in {folder}: set SHIXIAN_CORPUS to the folder of documents/ and gold/")
    return folder


def write_readings(sources: list[Path], path: Path) -> None:
    """All measures of the sources, a line each, in the form of the gold."""
    with path.open("w", encoding="utf-8") as lines:
        for source in sources:
            try:
                reading = read_source(source.name, source.read_bytes())
            except UnreadableSource as error:
                print(f"{source.name}: {error}", file=sys.stderr)
                continue
            lines.writelines(f"{line}\n" for line in to_json_lines(reading, source.name))


def main(options: list[str]) -> int:
    """Read and compare; returns the exit status of score.py."""
    corpus = corpus_folder()
    gold = sorted(map(str, (corpus / "gold").glob("*.jsonl")))
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        write_readings(sorted((corpus / "documents").iterdir()), readings)
        command = [sys.executable, str(corpus / "gold" / "score.py"), *gold, "--read", str(readings), *options]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
