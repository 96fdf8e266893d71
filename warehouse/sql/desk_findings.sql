-- Every finding for the desk's list, without the long texts and without what was decided (sql/desk_states.sql).
-- `unit_id` is the unit that the finding is about; where it is about none, the first that leads the measure or answers for it.
WITH answering AS (
    SELECT measure_id, arg_min(unit_id, (list_position(['lead', 'responsible', 'cooperating', 'other'], role), position)) AS unit_id
    FROM mentions WHERE unit_id IS NOT NULL AND measure_id IN (SELECT measure_id FROM findings) GROUP BY ALL
)
SELECT f.finding_id, f.check_id, f.severity,
    f.document_id, h.number AS document_number, h.title AS document_title, h.jurisdiction, s.name AS source_name,
    f.chapter, f.number, f.line, f.surface, f.measure_id, m.title AS measure_title,
    coalesce(f.unit_id, a.unit_id) AS unit_id, u.name AS unit_name,
    f.other_measure_id IS NOT NULL OR f.other_document_id IS NOT NULL OR f.other_line IS NOT NULL AS has_other,
    f.message, f.first_seen, f.last_seen, f.closed_on
FROM findings f
LEFT JOIN sources s ON s.source_id = f.source_id
LEFT JOIN documents h ON h.document_id = f.document_id
LEFT JOIN measures m ON m.measure_id = f.measure_id
LEFT JOIN answering a ON a.measure_id = f.measure_id
LEFT JOIN units u ON u.unit_id = coalesce(f.unit_id, a.unit_id)
ORDER BY list_position(['critical', 'warning', 'info'], f.severity), list_position($checks, f.check_id), h.issued DESC,
    f.document_id, f.line, f.surface, f.finding_id
