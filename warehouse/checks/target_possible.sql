-- One row a figure that cannot be.
SELECT i.measure_id || ':' || i.position AS subject, h.source_id, m.document_id, i.measure_id, NULL::VARCHAR AS deadline_id,
    m.chapter, m.number, l.line, i.surface, NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id,
    NULL::INTEGER AS other_line, 'impossible' AS possibility, i.why, m.title, h.name AS document
FROM impossible_targets i
JOIN checked_measures m USING (measure_id)
JOIN checked_documents h USING (document_id)
JOIN figure_lines l ON l.measure_id = i.measure_id AND l.surface = i.surface
