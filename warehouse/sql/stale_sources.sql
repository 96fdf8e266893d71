-- Of each document that its source shows no more, the first other source that does.
SELECT DISTINCT arg_min(o.source_id, s.path) AS source_id
FROM documents d
JOIN occurrences o ON o.document_id = d.document_id
JOIN sources s ON s.source_id = o.source_id
WHERE NOT EXISTS (SELECT 1 FROM occurrences own WHERE own.document_id = d.document_id AND own.source_id = d.source_id)
GROUP BY d.document_id
