"""Reads files in a process of its own and tells what was found: a hostile or huge file holds nobody else up.

`python -m portal.desk.reading_apart` takes a JSON list of paths on standard input and writes a line of JSON for each
file as soon as it is read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import UnreadableSource
from documents.read import read_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.model import Document, Measure, Reading

LONGEST_SECONDS = 180
"""For all files of an upload together; a plan of a hundred pages takes about a second."""
MOST_MEASURES, MOST_UNITS, MOST_PROBLEMS = 400, 60, 60
LONGEST_SHOWN = 200
TOO_LONG = "读取时间过长，没有读完。请分成较小的文件再上传。"
BROKEN = "读取时出错，这是程序的缺陷，请把这个文件交给运维人员。"

Told = dict[str, Any]


def read_apart(paths: Sequence[Path]) -> list[Told]:
    """What was read of each file, in their order (see `told`); one that takes too long or breaks the reader is unreadable."""
    command = [sys.executable, "-m", "portal.desk.reading_apart"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    asked = json.dumps([str(path) for path in paths]).encode()
    reason = BROKEN
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the paths go in by standard input
            command, input=asked, capture_output=True, env=environment, timeout=LONGEST_SECONDS, check=False
        )
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output, reason = error.stdout or b"", TOO_LONG
    found = [json.loads(line) for line in output.split(b"\n") if line.endswith(b"}")]
    return [*found, *({"state": "unreadable", "reason": reason} for _ in paths[len(found) :])]


def told(path: Path) -> Told:
    """What is read of one file, as JSON can carry it: its documents, figures, units, problems and measures.

    `state` is read, or unreadable with a Chinese `reason`.
    """
    try:
        reading = read_source(f"来源{path.suffix}", path.read_bytes())
    except UnreadableSource as error:
        return {"state": "unreadable", "reason": error.reason}
    except Exception:  # noqa: BLE001 - whatever one text does to the reader, the other files are read
        return {"state": "unreadable", "reason": BROKEN}
    units = dict.fromkeys(mention.surface for measure in reading.measures for mention in measure.mentions)
    return {
        "state": "read",
        "reason": "",
        "documents": [_document(document, reading) for document in reading.documents],
        "measures": len(reading.measures),
        "deadlines": sum(len(measure.deadlines) for measure in reading.measures),
        "units": len(units),
        "unit_names": [_short(name) for name in list(units)[:MOST_UNITS]],
        "problems": len(reading.problems),
        "problem_details": [
            [problem.span.line, _short(problem.detail)] for problem in reading.problems[:MOST_PROBLEMS]
        ],
        "shown": [_measure(measure) for measure in reading.measures[:MOST_MEASURES]],
    }


def _document(document: Document, reading: Reading) -> Told:
    measures = [measure for measure in reading.measures if measure.document == document.key]
    return {
        "number": _short(document.number),
        "title": _short(document.title),
        "issuer": _short(document.issuer),
        "issued": document.issued.isoformat() if document.issued else "",
        "measures": len(measures),
        "deadlines": sum(len(measure.deadlines) for measure in measures),
    }


def _measure(measure: Measure) -> Told:
    return {
        "chapter": _short(measure.chapter),
        "number": _short(measure.number),
        "title": _short(measure.title),
        "line": measure.span.line,
        "deadlines": [[_short(d.surface), d.end.isoformat() if d.end else ""] for d in measure.deadlines[:20]],
        "units": [_short(mention.surface) for mention in measure.mentions[:20]],
    }


def _short(text: str) -> str:
    return text[:LONGEST_SHOWN]


def main() -> None:
    """Reads the files that standard input names."""
    for name in json.load(sys.stdin):
        # Half a surrogate pair is no UTF-8: escaped, any text can be written.
        sys.stdout.write(json.dumps(told(Path(name))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
