-- The documents that were loaded from a source, in the order of its text.
SELECT document_id, number, title, line, end_line FROM documents WHERE source_id = $source_id ORDER BY line, document_id
