-- One row a measure with a dated deadline (a daily duty is not dated): how many units or collectives it names.
-- A unit that only the text says acts, of the measure or of the item whose sentence it is, counts: unit_acts_unlisted shows it.
SELECT m.measure_id AS subject, h.source_id, h.document_id, m.measure_id,
    arg_min(d.deadline_id, d.position) AS deadline_id, m.chapter, m.number, m.line, arg_min(d.surface, d.position) AS surface,
    NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    (SELECT count(*) FROM mentions x WHERE x.measure_id = m.measure_id)
        + (SELECT count(*) FROM problems p
           WHERE p.document_id = m.document_id AND p.kind = 'unit_acts_unlisted'
               AND (p.line BETWEEN m.line AND m.end_line AND contains(m.text, p.surface)
                   OR m.number <> '' AND p.number = m.number AND p.chapter = m.chapter)) AS mentions,
    m.title
FROM live_measures m JOIN falling_due d USING (measure_id) JOIN documents h ON h.document_id = m.document_id
GROUP BY ALL
