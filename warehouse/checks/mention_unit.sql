-- One row a mention: what it was resolved to, and the nearest known names where it could not be.
SELECT x.mention_id AS subject, h.source_id, h.document_id, x.measure_id, NULL::VARCHAR AS deadline_id, m.chapter, m.number, x.line, x.surface,
    x.unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    -- Where nobody knows whose document it is, its own units cannot be known either: document_places tells of it once.
    if(x.resolution = 'undefined' AND h.jurisdiction = '', 'unplaced', x.resolution) AS resolution,
    array_to_string(x.nearest, '、') AS nearest, m.title
FROM mentions x JOIN live_measures m USING (measure_id) JOIN documents h ON h.document_id = x.document_id
