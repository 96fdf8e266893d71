"""Documents and measures made from a seed, as linking reads them: cities' plans, the districts' that act on them, bureaux' ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from warehouse.linking import Facts
from warehouse.linking.relations import Cited, Head
from warehouse.tables import empty

SEED = 20240902
TASKS_IN_A_PLAN = 25
DISTRICTS_OF_A_CITY = 6
# As in real plans a few words are in every task and most in few: the n-th word is drawn with the weight 1/n.
WORDS_KNOWN = 4_000
FIRST_CHARACTER, CHARACTERS = 0x4E00, 2_500


@dataclass(slots=True)
class _Made:
    rng: random.Random
    words: list[str]
    weights: list[float]
    heads: list[Head] = field(default_factory=list)
    citations: list[Cited] = field(default_factory=list)
    measures: list[dict[str, object]] = field(default_factory=list)
    deadlines: list[dict[str, object]] = field(default_factory=list)

    def phrase(self, count: int) -> str:
        return "".join(self.rng.choices(self.words, self.weights, k=count))


def facts_of_seed(size: int) -> Facts:
    """About `size` measures: a quarter of the districts' tasks are their own, the rest act on their city's, edited."""
    rng = random.Random(SEED)  # noqa: S311 - a seed, no secret
    words = ["".join(chr(FIRST_CHARACTER + rng.randrange(CHARACTERS)) for _ in range(2)) for _ in range(WORDS_KNOWN)]
    made = _Made(rng, words, [1 / rank for rank in range(1, WORDS_KNOWN + 1)])
    for city in _cities(size):
        _add_city(made, city)
    return Facts(
        made.heads, pl.DataFrame(made.measures, schema=_MEASURES), pl.DataFrame(made.deadlines), made.citations, [],
        empty("decisions"),
    )  # fmt: skip


_MEASURES = {
    **dict.fromkeys(("measure_id", "document_id"), pl.String),
    "position": pl.Int32,
    **dict.fromkeys(("chapter", "number", "title", "text", "duty_id"), pl.String),
    "times": pl.List(pl.String),
    "years": pl.List(pl.Int64),
    "names": pl.List(pl.String),
    "units": pl.List(pl.String),
}


def _cities(size: int) -> Iterator[int]:
    yield from range(max(1, round(size / (TASKS_IN_A_PLAN * (1 + DISTRICTS_OF_A_CITY)))))


def _add_city(made: _Made, city: int) -> None:
    code = f"{11 + city // 90}{1 + city % 90:02}00"
    tasks = [(made.phrase(4), made.phrase(30)) for _ in range(TASKS_IN_A_PLAN)]
    number = _add_document(made, code, f"示{city}", date(2024, 1, 8), tasks, "")
    for district in range(1, 1 + DISTRICTS_OF_A_CITY):
        own = [
            (made.phrase(4), made.phrase(30)) if made.rng.random() < 0.25 else _edited(made, title, text)
            for title, text in tasks
        ]
        _add_document(made, f"{code[:4]}{district:02}", f"区{city}东{district}", date(2024, 2, 8), own, number)


def _edited(made: _Made, title: str, text: str) -> tuple[str, str]:
    """A task as an implementing plan has it: some words of its own, some left out."""
    pieces = [text[i : i + 2] for i in range(0, len(text), 2)]
    kept = [made.phrase(1) if made.rng.random() < 0.2 else piece for piece in pieces if made.rng.random() > 0.15]
    return (title if made.rng.random() < 0.6 else title[:4] + made.phrase(2)), "".join(kept)


def _add_document(made: _Made, code: str, name: str, issued: date, tasks: list[tuple[str, str]], superior: str) -> str:
    document, number = f"document {name}", f"{name}政发〔2024〕1号"
    title = f"关于印发{made.phrase(6)}实施方案的通知"
    made.heads.append(
        Head(document, number, title, f"{name}人民政府", issued, code, name, f"{code}-renminzhengfu", "government")
    )
    if superior:
        made.citations.append(Cited(document, superior, "", True))
    for position, (task, text) in enumerate(tasks):
        measure, unit = f"{document} {position:04}", f"{code}-{made.rng.randrange(30)}"
        due = issued + timedelta(days=30 * (1 + position % 9))
        made.deadlines.append(
            {
                "deadline_id": f"deadline {measure}",
                "measure_id": measure,
                "surface": f"{due.month}月底前",
                "kind": "by",
                "step": text[:20],
            }
        )
        made.measures.append({
            "measure_id": measure, "document_id": document, "position": position, "chapter": f"第{1 + position // 5}章",
            "number": str(position), "title": task, "text": f"{task}。{due.month}月底前，{text}。", "duty_id": None,
            "times": [f"{due.month}月底前"], "years": [2024], "names": [], "units": [unit],
        })  # fmt: skip
    return number
