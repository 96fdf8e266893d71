-- The decoded texts of the sources that some documents were loaded from, with the line on which each begins there.
SELECT d.document_id, d.line, s.source_id, s.name, s.encoding, t.text, t.furniture
FROM documents d
JOIN sources s USING (source_id)
JOIN texts t USING (source_id)
WHERE list_contains($documents, d.document_id)
ORDER BY s.path, d.line
