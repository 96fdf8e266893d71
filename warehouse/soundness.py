"""Whether a SQLite file is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

LOCK_PATIENCE_SECONDS = 10


def is_damaged(file: Path) -> bool:
    """Whether SQLite itself says that the file is none of its own, or not whole; False where it is not there or in use."""
    if not file.is_file():
        return False
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=LOCK_PATIENCE_SECONDS)
        ) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.OperationalError:  # locked by another process, or not to be opened: nothing is known
        return False
    except sqlite3.DatabaseError:
        return True
