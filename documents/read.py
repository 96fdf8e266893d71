"""Bytes of a source → a Reading: the stages in their order, and the table of readers by suffix."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module

from documents.doubts.problems import problems_of
from documents.doubts.unread import passages_of, unread_times
from documents.errors import EmptySource, UnreadableSource
from documents.formats.recognize import reader_for
from documents.model import Document, Measure, Problem, Reading, Span
from documents.outlining import lines_read, outlines_of
from documents.papers.citations import citations_of
from documents.papers.statements import programme_end_of, statements_of
from documents.segments import Outlined, segments_of
from documents.structure.lines import Line
from documents.structure.making import Setting, Taken, basis_of, first_leads
from documents.structure.measures import measures_of
from documents.structure.repairs import repairs_of
from documents.structure.tree import tree_of
from documents.tables.sheets import level_of
from documents.text.characters import unified
from documents.text.decode import Decoded
from documents.text.passage import join
from documents.vocabulary import fingerprint

# A reading that was kept under another version of the code or its tables is read again.
READER_VERSION: str = fingerprint()


# The readers by format (grammar/formats.toml tells which format a file is): module of documents.formats and function, each
# imported when the first such file is read.
READERS: dict[str, tuple[str, str]] = {
    "text": ("plain", "read"), "table": ("plain", "read_values"), "html": ("html", "read"),
    "page_archive": ("html", "read_archive"), "word": ("word", "read"), "workbook": ("workbook", "read"),
    "old_workbook": ("old_workbook", "read"), "pdf": ("pdf", "read"),
}  # fmt: skip


def decoded_of(name: str, content: bytes) -> Decoded:
    """The text of a source, with its pages or sheets; `name` is the file's name, whose suffix helps to tell the format.

    Raises UnreadableSource (documents.errors) with a Chinese sentence where it cannot be read.
    """
    module, function = READERS[reader_for(name, content)]
    reader: Callable[[str, bytes], Decoded] = getattr(import_module(f"documents.formats.{module}"), function)
    decoded = reader(name, content)
    return replace(decoded, text=unified(decoded.text))


def read_source(name: str, content: bytes, issued: date | None = None) -> Reading:
    """Read a source. `name` is the file's name, whose suffix says the format; `issued` dates a text that shows no date.

    Raises UnreadableSource (documents.errors) with a Chinese sentence where the source cannot be read.
    """
    return read_decoded(name, decoded_of(name, content), issued)


def read_decoded(name: str, decoded: Decoded, issued: date | None = None) -> Reading:
    """Read a source that is decoded already, as `read_source` does. Raises EmptySource where it holds nothing."""
    with _uncollected():
        lines = lines_read(decoded.text, decoded.furniture)
        outlined = outlines_of(lines)
        if not outlined:
            raise EmptySource(name)
        return _reading(decoded, lines, outlined, issued)


def reading_or_reason(name: str, content: bytes, issued: date | None = None) -> tuple[Reading | None, str]:
    """The reading of a file's content, or None and the reason in Chinese: whatever one text does to the reader, never an error.

    What it says can be shown before anything is loaded.
    """
    try:
        return read_source(name, content, issued), ""
    except UnreadableSource as error:
        return None, error.reason
    except Exception as error:  # noqa: BLE001 - whatever one text does to the reader, the other sources go out
        return None, f"读取时出错（{type(error).__name__}），这是程序的缺陷，请把这个文件交给运维人员。"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage in cycles, of which reading leaves next to none.

    It would walk through all that has been read again and again, the longer a text the longer for each character.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _reading(decoded: Decoded, lines: Sequence[Line], outlined: Sequence[Outlined], issued: date | None) -> Reading:
    documents: list[Document] = []
    measures: list[Measure] = []
    problems: list[Problem] = []
    dismissed = []
    for one in outlined:
        document, taken, noticed = _document(one, decoded.text, issued)
        documents.append(document)
        measures += taken.measures
        dismissed += taken.dismissed
        problems += noticed
    problems += [Problem("source_incomplete", "", told[:40], told, Span(1, 0, 0)) for told in decoded.notices]
    furniture = [line.number for line in lines if line.kind == "furniture"]
    blocks = [block for one in outlined for block in one.blocks]
    segments = segments_of(decoded.text, lines, outlined, measures)
    dismissed += list(unread_times(passages_of(lines, blocks), segments, measures, dismissed))
    return Reading(
        decoded.encoding, decoded.text, tuple(documents), tuple(measures), tuple(problems),
        tuple(sorted(dismissed, key=lambda time: time.span.start)), segments,
        tuple(repairs_of(decoded.text, blocks, furniture)), decoded.places,
    )  # fmt: skip


def _document(outlined: Outlined, text: str, issued: date | None) -> tuple[Document, Taken, list[Problem]]:
    key, part = outlined.key, outlined.part
    day = part.issued or issued
    root = tree_of(outlined.blocks)
    whole = join(x.passage for x in part.lines if x.kind == "text")
    basis = basis_of(day or part.as_of, part.title, part.number)
    setting = Setting(key, part.title, basis, level_of(part.issuer), first_leads(whole.folded))
    taken = measures_of(root, setting)
    first, last = part.lines[0], part.lines[-1]
    end = last.passage.span().end or last.start
    span = Span(first.number, first.passage.span().start, end)
    passages = (whole, *(x.passage for x in part.lines if x.kind == "row"))
    citations = tuple(dict.fromkeys(c for p in passages for c in citations_of(p, part.number, part.title)))
    statements = statements_of(part.lines, part.heading, basis)
    document = Document(
        key, part.number, part.title, part.issuer, day, part.addressees, citations,
        programme_end_of(statements), span, last.number, text[span.start : end], part.attachments,
        "" if part.within is None else str(part.within), statements,
    )  # fmt: skip
    return document, taken, problems_of(document, part, outlined.blocks, root, taken, basis)
