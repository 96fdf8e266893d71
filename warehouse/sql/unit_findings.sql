-- What is open or confirmed about a unit, with the document where it stands.
SELECT f.finding_id, f.check_id, f.severity, f.state, f.message, f.line, f.document_id, h.jurisdiction
FROM open_findings f LEFT JOIN documents h ON h.document_id = f.document_id
WHERE f.unit_id = $unit_id
ORDER BY list_position(['critical', 'warning', 'info'], f.severity), f.check_id, f.finding_id
