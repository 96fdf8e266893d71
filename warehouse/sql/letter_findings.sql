-- The findings about documents that a steward confirmed, as they stand by now: what the issuer is asked to correct, in the
-- order of the text.
SELECT f.finding_id, f.document_id, f.check_id, f.severity, f.message, f.chapter, f.number, f.line, f.surface,
    p.label AS place, m.text AS measure_text,
    oh.title AS other_title, oh.number AS other_number, od.surface AS other_surface
FROM current_findings f
JOIN documents h ON h.document_id = f.document_id
ASOF LEFT JOIN places p ON p.source_id = f.source_id AND p.line <= f.line
LEFT JOIN measures m ON m.measure_id = f.measure_id
LEFT JOIN measures o ON o.measure_id = f.other_measure_id
LEFT JOIN documents oh ON oh.document_id = coalesce(o.document_id, f.other_document_id) AND oh.document_id <> f.document_id
LEFT JOIN (
    SELECT measure_id, line, arg_max(surface, due_on) AS surface FROM live_deadlines GROUP BY ALL
) od ON od.measure_id = f.other_measure_id AND od.line = f.other_line
WHERE f.state = 'confirmed'
ORDER BY f.document_id, f.line, f.check_id, f.finding_id
