-- What is open or confirmed about a document, the gravest first.
SELECT finding_id, check_id, severity, state, chapter, number, line, surface, message, superseded_by
FROM open_findings WHERE document_id = $document_id
ORDER BY list_position(['critical', 'warning', 'info'], severity), line, check_id, finding_id
