-- A source with its decoded text.
SELECT s.source_id, s.name, s.path, s.sha256, t.text FROM sources s LEFT JOIN texts t USING (source_id)
WHERE s.source_id = $source_id
