-- Findings with the passages on both sides, for a page or a list.
SELECT f.finding_id, f.check_id, f.severity, f.state, s.name AS source_name, s.path AS source,
    h.number AS document_number, h.title AS document_title, f.chapter, f.number, f.line, f.surface,
    f.unit_id, u.name AS unit_name, p.label AS place, m.title AS measure_title, m.text AS measure_text,
    oh.number AS other_document_number, oh.title AS other_document_title, o.chapter AS other_chapter,
    o.number AS other_number, f.other_line, o.text AS other_text, f.message, f.first_seen, f.last_seen, f.closed_on
FROM findings f
LEFT JOIN sources s USING (source_id)
ASOF LEFT JOIN places p ON p.source_id = f.source_id AND p.line <= f.line
LEFT JOIN documents h ON h.document_id = f.document_id
LEFT JOIN measures m ON m.measure_id = f.measure_id
LEFT JOIN units u ON u.unit_id = f.unit_id
LEFT JOIN measures o ON o.measure_id = f.other_measure_id
LEFT JOIN documents oh ON oh.document_id = o.document_id
ORDER BY list_position(['critical', 'warning', 'info'], f.severity), f.check_id, s.path, f.line, f.surface, f.finding_id
