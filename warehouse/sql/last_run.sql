-- The last run that came to its end: when it began (UTC) and the day for which it was made.
SELECT started_at, finished_at, as_of FROM runs ORDER BY started_at DESC LIMIT 1
