-- The number of the last commit. CATALOG of connection.py is its name.
SELECT id FROM shixian.current_snapshot()
