-- The times in a source that were read as no deadline.
SELECT surface, why, line, start_char, end_char FROM dismissed WHERE source_id = $source_id ORDER BY start_char
