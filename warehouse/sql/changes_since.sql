-- What the commits after a snapshot changed: one row a kind of change and table.
WITH changed AS (
    SELECT unnest(map_entries(changes)) AS entry FROM shixian.snapshots() WHERE snapshot_id > $snapshot
), listed AS (
    SELECT entry.key AS change, unnest(entry.value) AS table_id FROM changed
)
SELECT DISTINCT l.change, t.table_name
FROM listed l LEFT JOIN ducklake_table_info('shixian') t ON t.table_id::VARCHAR = l.table_id
