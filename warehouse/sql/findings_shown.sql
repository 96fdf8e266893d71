-- Findings with the passages on both sides, for a page or a list. The other side is the measure that a finding names, or,
-- of a document that two sources hold differently, the source that it was loaded from.
WITH other_sides AS (
    SELECT f.finding_id, f.other_line,
        CASE WHEN f.other_measure_id IS NOT NULL THEN o.document_id WHEN f.other_line IS NOT NULL THEN f.document_id END
            AS document_id,
        o.chapter, o.number, o.text
    FROM findings f LEFT JOIN measures o ON o.measure_id = f.other_measure_id
), other_surfaces AS (
    SELECT f.finding_id, arg_max(d.surface, d.due_on) AS surface
    FROM findings f JOIN deadlines d ON d.measure_id = f.other_measure_id AND d.line = f.other_line
    GROUP BY ALL
)
SELECT f.finding_id, f.check_id, f.severity, f.state, s.name AS source_name, s.path AS source,
    h.number AS document_number, h.title AS document_title, f.chapter, f.number, f.line, f.surface,
    f.unit_id, u.name AS unit_name, p.label AS place, m.title AS measure_title, m.text AS measure_text,
    oh.number AS other_document_number, oh.title AS other_document_title, o.chapter AS other_chapter,
    o.number AS other_number, f.other_line, o.text AS other_text, os.name AS other_source_name, os.path AS other_source,
    coalesce(ox.surface, if(f.other_measure_id IS NULL AND os.path IS NOT NULL, f.surface, NULL)) AS other_surface,
    op.label AS other_place, f.message, f.first_seen, f.last_seen, f.closed_on
FROM findings f
LEFT JOIN sources s USING (source_id)
ASOF LEFT JOIN places p ON p.source_id = f.source_id AND p.line <= f.line
LEFT JOIN documents h ON h.document_id = f.document_id
LEFT JOIN measures m ON m.measure_id = f.measure_id
LEFT JOIN units u ON u.unit_id = f.unit_id
LEFT JOIN other_sides o ON o.finding_id = f.finding_id
LEFT JOIN documents oh ON oh.document_id = o.document_id
LEFT JOIN sources os ON os.source_id = oh.source_id
ASOF LEFT JOIN places op ON op.source_id = oh.source_id AND op.line <= o.other_line
LEFT JOIN other_surfaces ox ON ox.finding_id = f.finding_id
ORDER BY list_position(['critical', 'warning', 'info'], f.severity), f.check_id, s.path, f.line, f.surface, f.finding_id
