"""What the reader made of a text, in words a steward reads: the remarks beside its lines, and the page that shows both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.explaining import ExplainedLine, deadlines_of, explained
from documents.vocabulary import table
from summaries.drawing import draw, shorten
from summaries.recurrence import in_words
from summaries.wording import known, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.model import Deadline, Measure, Reading

LONGEST_TITLE = 60
LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark beside a line; `sort` is measure, deadline, mention, dismissed, problem or repair."""

    sort: str
    text: str


def remarks_on(line: ExplainedLine) -> Iterator[Remark]:
    """The remarks beside a line, the measures that begin there first."""
    for measure in line.remarks.measures:
        yield from _measure(measure)
    for problem in line.remarks.problems:
        yield Remark("problem", problem.detail)
    reasons = table("contexts")["why"]
    for time in line.remarks.dismissed:
        yield Remark("dismissed", f"“{shorten(time.surface, 40)}”不作时限：{reasons.get(time.why, time.why)}")
    for repair in line.remarks.repairs:
        yield Remark("repair", f"{repair_name(repair.kind)}：{shorten(repair.read, 40)}")


def _measure(measure: Measure) -> Iterator[Remark]:
    name = " ".join(part for part in (measure.number, shorten(measure.title, LONGEST_TITLE)) if part)
    yield Remark("measure", f"任务：{name}")
    for deadline, own in deadlines_of(measure):
        yield Remark(
            "deadline", f"“{deadline.surface}”{days(deadline)}{'' if own else '（承自标题）'}{_step(deadline)}"
        )
    for role in known("role"):
        if names := [m.surface for m in measure.mentions if m.role == role and not m.group]:
            yield Remark("mention", f"{word('role', role)}：{'、'.join(names)}")
    groups = [m.surface for m in measure.mentions if m.group]
    if groups or measure.open:
        yield Remark("mention", f"统称：{'、'.join(groups)}{'（名单后有“等”）' if measure.open else ''}")


def days(deadline: Deadline) -> str:
    """What a deadline was read as: 2024-06-30 前, 2024-06-01 至 2024-06-10, 定期（…）."""
    if deadline.kind == "by":
        read = f"→ {deadline.end} 前"
    elif deadline.kind == "during":
        read = f"→ {deadline.start} 至 {deadline.end}"
    else:
        read = f"→ {word('deadline_kind', deadline.kind)}" + (f"：{in_words(deadline.rule)}" if deadline.rule else "")
    return f"{read}{f'，也可能是 {deadline.alternative}' if deadline.alternative else ''}"


def _step(deadline: Deadline) -> str:
    return f"：{shorten(deadline.step, LONGEST_TITLE)}" if deadline.step else ""


def segment_name(kind: str) -> str:
    """What an official calls a kind of segment."""
    return str(next((row["name"] for row in table("segments")["segment"] if row["kind"] == kind), kind))


def repair_name(kind: str) -> str:
    """What an official calls a kind of repair."""
    return str(next((row["name"] for row in table("repairs")["repair"] if row["kind"] == kind), kind))


def tally(reading: Reading) -> list[tuple[str, int]]:
    """How much of each thing was read."""
    return [
        ("文件", len(reading.documents)),
        ("任务", len(reading.measures)),
        ("时限", sum(len(m.deadlines) for m in reading.measures)),
        ("责任主体", sum(len(m.mentions) for m in reading.measures)),
        ("不作时限的时间", len(reading.dismissed)),
        ("疑点", len(reading.problems)),
        ("修补", len(reading.repairs)),
    ]


def render_explanation(name: str, reading: Reading) -> str:
    """The text of a source with what was made of each part, as one HTML page that prints; the same reading, the same bytes."""
    return draw(
        "explanation.html",
        name=name,
        reading=reading,
        tally=tally(reading),
        marks=[(mark, word("mark", mark), word("mark_meaning", mark)) for mark in known("mark")],
        repairs=[(repair_name(k), n) for k, n in Counter(r.kind for r in reading.repairs).most_common()],
        lines=[(line, tuple(remarks_on(line))) for line in explained(reading)],
        segment_names={row["kind"]: row["name"] for row in table("segments")["segment"]},
    )
