-- The sources of which nothing was ever read.
SELECT s.source_id, s.path FROM sources s
WHERE s.state = 'unreadable' AND NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.source_id = s.source_id)
