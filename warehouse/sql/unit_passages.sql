-- The mentions of a unit with the measures in which they stand, by document.
SELECT x.surface, x.role, x.resolution, x.line, m.chapter, m.number, m.text, h.document_id, h.number AS document_number,
    h.title AS document_title, h.jurisdiction, h.issued
FROM mentions x JOIN live_measures m USING (measure_id) JOIN documents h ON h.document_id = x.document_id
WHERE x.unit_id = $unit_id ORDER BY h.issued DESC NULLS LAST, h.document_id, x.line, x.position
