-- The decoded text of a source.
SELECT text FROM texts WHERE source_id = $source_id
