-- One row a source that shows a document: whether its text is the one that was loaded.
SELECT o.source_id || ':' || o.document_id AS subject, o.source_id, o.document_id, NULL::VARCHAR AS measure_id,
    NULL::VARCHAR AS deadline_id, NULL::VARCHAR AS chapter, NULL::VARCHAR AS number, o.line, coalesce(nullif(o.number, ''), o.title) AS surface, NULL::VARCHAR AS unit_id,
    NULL::VARCHAR AS other_measure_id, h.line AS other_line,
    if(o.text_sha256 = h.text_sha256, 'same', 'different') AS text_state, s.name AS source_name, t.name AS other_source_name
FROM occurrences o
JOIN documents h USING (document_id)
JOIN sources s ON s.source_id = o.source_id
JOIN sources t ON t.source_id = h.source_id
