"""Time and memory of the main job by stage: `make bench`, or python -m benchmarks.stages SOURCES… --as-of DATE [--units FILE].

The stages are called as functions, without flow runs, on a new warehouse in a temporary folder; imports count as stages of
their own, so that the work is seen by itself. Each repetition is a process of its own, and the table gives the medians.
Memory is the most that the process held during a stage (MB resident), and for the work what it held beyond the imports.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from datetime import date
from pathlib import Path
from typing import Any

IMPORTS = ("import Prefect", "import Great Expectations", "import the rest")
Figures = dict[str, tuple[float, float]]


class Watch:
    """Seconds and peak megabytes of each stage, in the order in which they ran."""

    def __init__(self) -> None:
        self.figures: Figures = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measures the block."""
        forget_peak()
        started = time.perf_counter()
        yield
        self.figures[name] = (time.perf_counter() - started, peak())


def forget_peak() -> None:
    """Let the system count the peak from now on; where it cannot (only Linux can), peaks are those since the start."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak() -> float:
    """The most memory that was resident since the last forget_peak, in MB."""
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform.startswith("linux") else 1 << 20)


def run_once(paths: Sequence[str], as_of: date, units: Path | None) -> Figures:
    """All stages on a new warehouse, in this process; needs nothing of ours to be imported before."""
    watch = Watch()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PREFECT_HOME"] = folder
        os.environ.update(PREFECT_LOGGING_LEVEL="ERROR", GX_ANALYTICS_ENABLED="false")
        import_all(watch)
        work(watch, paths, as_of, units, Path(folder))
        from flows.temporary_server import prefect_api

        os.environ.pop("PREFECT_API_URL", None)
        for name in ("start Prefect's server, making its database", "start Prefect's server again"):
            with watch.stage(name), prefect_api(Path(folder)):
                pass
    return watch.figures


def import_all(watch: Watch) -> None:
    """What a run imports, the two heavy libraries apart."""
    with watch.stage(IMPORTS[0]):
        import prefect.flows  # noqa: F401
    with watch.stage(IMPORTS[1]):
        import great_expectations  # noqa: F401
    with watch.stage(IMPORTS[2]):
        import expectations.validation  # noqa: F401
        import flows.pipeline  # noqa: F401


def work(watch: Watch, paths: Sequence[str], as_of: date, units: Path | None, folder: Path) -> None:
    """The stages of the pipeline, each through the function of its task."""
    from flows import ingest, publish, sources, validate, weekly_summary
    from flows.settings import Settings
    from warehouse.loading import Stamp
    from warehouse.registry import read_local

    settings = Settings(sources=tuple(paths), units=units, out=folder / "out", home=folder)
    warehouse = settings.warehouse
    with watch.stage("read sources"):
        local = read_local(units) if units else ()
        found = sources.find(paths)
        readings = [sources.read(source) for source in found]
    with watch.stage("load"):
        stamp = Stamp(sources.reader_of(local), as_of, "benchmark")
        ingest.load_readings.fn(warehouse, readings, [source.path for source in found], local, stamp)
    with watch.stage("resolve units"):
        ingest.resolve.fn(warehouse, local, as_of)
    with watch.stage("link measures"):
        ingest.link.fn(warehouse, as_of)
    with watch.stage("check"):
        validate.keep_findings.fn(warehouse, validate.run_checks.fn(warehouse, as_of), as_of)
    with watch.stage("publish"):
        feeds, recipients = publish.build.fn(warehouse, as_of)
        pages = publish.draw.fn(warehouse, feeds, recipients, as_of)
        publish.switch_in.fn(feeds, pages, settings.out, as_of)
    with watch.stage("weekly summary"):
        weekly_summary.write.fn(weekly_summary.figures.fn(warehouse, as_of), settings.out, as_of)


def repeat(arguments: Sequence[str], times: int) -> list[Figures]:
    """The figures of `times` processes, one after the other."""
    command = [sys.executable, "-m", "benchmarks.stages", "--once", *arguments]
    runs = [subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout for _ in range(times)]
    return [json.loads(run.splitlines()[-1]) for run in runs]


def show(runs: Sequence[Figures]) -> None:
    """The medians as a table of Markdown."""
    seconds = {name: statistics.median(run[name][0] for run in runs) for name in runs[0]}
    megabytes = {name: statistics.median(run[name][1] for run in runs) for name in runs[0]}
    print("| stage | seconds | MB |\n| --- | ---: | ---: |")
    for name, value in seconds.items():
        print(f"| {name} | {value:.2f} | {megabytes[name]:.0f} |")
    stages = [name for name in seconds if name not in IMPORTS and not name.startswith("start ")]
    beyond = max(megabytes[name] for name in stages) - megabytes[IMPORTS[-1]]
    print(
        f"| **the work: {stages[0]} to {stages[-1]}** | **{sum(seconds[name] for name in stages):.2f}** | **+{beyond:.0f}** |"
    )


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--units", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--once", action="store_true", help="one run in this process; prints its figures as JSON")
    given: Any = parser.parse_args(arguments)
    if given.once:
        with redirect_stderr(sys.stdout):
            figures = run_once(given.sources, given.as_of, given.units)
        print(json.dumps(figures))
    else:
        show(repeat(arguments, given.repeat))


if __name__ == "__main__":
    main(sys.argv[1:])
