-- Which documents each source shows, by number, or by title where there is none.
SELECT s.path, s.name, list(DISTINCT coalesce(nullif(o.number, ''), o.title)) AS names
FROM occurrences o JOIN sources s USING (source_id) GROUP BY ALL
