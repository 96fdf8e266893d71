"""Heads of official documents: the table of cases, what an issue date is never taken from, and any head that can be composed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from documents.model import Document
from documents.read import read_source

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for table in ("documents", "webpages")
    for case in tomllib.loads((FOLDER / f"{table}.toml").read_text("utf8"))["case"]
]


def facts_of(document: Document) -> dict[str, object]:
    """What a case says of a document, as far as it is compared in every case."""
    return {
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "issued": document.issued,
        "addressees": list(document.addressees),
        "attachments": list(document.attachments),
        "within": document.within,
        "programme_end": document.programme_end,
    }


NONE = {"number": "", "title": "", "issuer": "", "issued": None, "addressees": [], "attachments": [], "within": "",
        "programme_end": None}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_case(case):
    documents = read_source("paper.txt", case["text"].encode()).documents
    told = [{k: v for k, v in d.items() if k not in ("citation", "statement")} for d in case["document"]]
    assert [facts_of(d) for d in documents] == [NONE | d for d in told], case["why"]
    for document, expected in zip(documents, case["document"], strict=True):
        if "citation" in expected:
            cited = [{"title": c.title, "number": c.number, "implements": c.implements} for c in document.citations]
            assert cited == expected["citation"], case["why"]
        if "statement" in expected:
            stated = [(s.kind, s.start, s.end) for s in document.statements]
            assert stated == [(s["kind"], s.get("start"), s.get("end")) for s in expected["statement"]], case["why"]
