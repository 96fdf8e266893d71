"""The copy in memory shows what is committed, and says which tables became others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from warehouse.connection import open_warehouse, query
from warehouse.deciding import decide, undo
from warehouse.decisions import Decision
from warehouse.mirror import Mirror

MONDAY = date(2024, 9, 2)
NOON = datetime(2024, 9, 2, 4, 0, tzinfo=UTC)


def test_commits_are_seen_after_the_next_renewal(tmp_path: Path):
    with open_warehouse(tmp_path, MONDAY) as warehouse:
        warehouse.execute("INSERT INTO findings BY NAME SELECT 'f1' AS finding_id, 'open' AS state")
        mirror = Mirror(tmp_path, MONDAY)
        mirror.renew()
        before = mirror.versions(("findings", "decisions"))
        batch = decide(warehouse, [Decision("waive", "f1", reason="另行安排")], "甲", NOON)
        with mirror.connection(MONDAY) as copy:
            assert query(copy, "FROM decisions").is_empty()
            mirror.renew()
            assert query(copy, "SELECT kind FROM effective_decisions").item() == "waive"
            assert query(copy, "SELECT state FROM current_findings").item() == "waived"
            undo(warehouse, batch, "甲", NOON)
            mirror.renew()
            assert query(copy, "FROM effective_decisions").is_empty()
        after = mirror.versions(("findings", "decisions"))
        assert after[0] == before[0], "nobody touched the findings"
        assert after[1] > before[1]
        mirror.close()


def test_nothing_is_copied_where_nothing_was_committed(tmp_path: Path):
    with open_warehouse(tmp_path, MONDAY):
        mirror = Mirror(tmp_path, MONDAY)
        mirror.renew()
        before = mirror.versions(("runs", "texts"))
        mirror.renew()
        assert mirror.versions(("runs", "texts")) == before
        mirror.close()


def test_long_texts_are_read_where_they_lie(tmp_path: Path):
    with open_warehouse(tmp_path, MONDAY) as warehouse:
        mirror = Mirror(tmp_path, MONDAY)
        mirror.renew()
        warehouse.execute("INSERT INTO texts BY NAME SELECT 's1' AS source_id, '全文' AS text")
        with mirror.connection(MONDAY) as copy:
            assert query(copy, "SELECT text FROM texts").item() == "全文"
        mirror.close()
