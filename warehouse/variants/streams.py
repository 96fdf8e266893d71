"""The texts of documents as one long row of characters, without what extractors leave between them."""

from __future__ import annotations

import numpy as np
import polars as pl

from documents.text.passage import fold

# What parts two texts: a cell from the next, a document from the next.
APART = 0
NEWLINE, TAB = ord("\n"), ord("\t")
# What is left out: blanks, Markdown's marks, and quotation marks, which authors set and leave out.
LEFT_OUT = np.array([ord(c) for c in " \r\n\v\f\u00a0\u3000\u200b\ufeff*#“”‘’\"'"], dtype=np.uint32)


def characters(texts: pl.DataFrame) -> pl.DataFrame:
    """All documents a character a row, in order: `document` (its row in `texts`), `code`, `line`, `start` (in its source).

    `texts` has the columns of sql/variant_texts.sql. Heads and feet of pages are left out; lines are joined, for they break
    within words, but those with tabs are rows of a table and stay apart, as their cells and the documents do (code 0).
    """
    frames = [_characters(i, row) for i, row in enumerate(texts.iter_rows(named=True))]
    return pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA)


SCHEMA = {"document": pl.Int32, "code": pl.UInt32, "line": pl.Int32, "start": pl.Int32}


def _characters(document: int, row: dict[str, object]) -> pl.DataFrame:
    codes = np.frombuffer(fold(str(row["text"])).encode("utf-32-le"), dtype=np.uint32)
    ends = codes == NEWLINE
    lines = np.cumsum(ends) - ends  # from 0
    begins = np.flatnonzero(np.concatenate(([True], ends[:-1]))) if len(codes) else np.array([], dtype=np.int64)
    furniture = np.isin(begins, np.array(row["furniture"] or [], dtype=np.int64))
    tabbed = np.zeros(len(begins), dtype=bool)
    tabbed[lines[codes == TAB]] = True
    within = (lines >= int(str(row["line"])) - 1) & (lines < int(str(row["end_line"]))) & ~furniture[lines]
    parts = (codes == TAB) | (ends & tabbed[lines])
    kept = np.flatnonzero(within & (parts | ~np.isin(codes, LEFT_OUT)))
    shown = np.where(parts[kept], APART, codes[kept]).astype(np.uint32)
    columns = (np.full(len(kept), document), shown, lines[kept] + 1, kept)
    frame = pl.DataFrame(dict(zip(SCHEMA, columns, strict=True)), schema_overrides=SCHEMA)
    return pl.concat([frame, pl.DataFrame([[document], [APART], [0], [0]], schema=SCHEMA)])
