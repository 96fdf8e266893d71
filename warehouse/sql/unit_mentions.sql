-- Where documents name a unit, itself or by a collective that holds it (then `collective` is the collective's name).
SELECT x.mention_id, x.surface, x.role, x.resolution, x.line, m.measure_id, m.chapter, m.number, m.title,
    h.document_id, h.number AS document_number, h.title AS document_title, h.source_id,
    if(x.unit_id = $unit_id, '', c.name) AS collective
FROM mentions x
JOIN live_measures m USING (measure_id)
JOIN documents h ON h.document_id = x.document_id
JOIN units c ON c.unit_id = x.unit_id
WHERE x.unit_id = $unit_id OR x.unit_id IN (SELECT collective_id FROM members WHERE unit_id = $unit_id)
ORDER BY collective, h.issued, h.document_id, m.position, x.position
