-- What is open or confirmed about a source, by line.
SELECT finding_id, check_id, severity, line, surface, message, document_id FROM open_findings
WHERE source_id = $source_id AND line IS NOT NULL ORDER BY line, finding_id
