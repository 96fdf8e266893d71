-- One row a unit and day on which measures that it leads fall due: how many; a task that stands twice counts once.
WITH led AS (
    SELECT x.unit_id, d.due_on, coalesce(m.duty_id, m.measure_id) || ':' || d.position AS task, h.source_id, h.document_id,
        h.name, m.measure_id, m.chapter, m.number, d.deadline_id, d.line, d.surface, m.position
    FROM checked_deadlines d
    JOIN checked_measures m USING (measure_id)
    JOIN checked_documents h ON h.document_id = d.document_id
    JOIN (SELECT DISTINCT measure_id, unit_id FROM mentions WHERE role = 'lead') x ON x.measure_id = m.measure_id
    JOIN units u ON u.unit_id = x.unit_id AND u.kind NOT IN ('collective', 'open_collective')
    WHERE d.due_on IS NOT NULL
), counted AS (
    SELECT unit_id, due_on, count(DISTINCT task) AS deadlines, count(DISTINCT document_id) AS documents,
        mode(document_id ORDER BY document_id) AS document_id, mode(surface ORDER BY surface) AS surface
    FROM led GROUP BY ALL
)
SELECT c.unit_id || ':' || c.due_on AS subject, min(l.source_id) AS source_id, c.document_id,
    min_by(l.measure_id, l.position) AS measure_id, min_by(l.deadline_id, l.position) AS deadline_id,
    min_by(l.chapter, l.position) AS chapter, min_by(l.number, l.position) AS number, min_by(l.line, l.position) AS line,
    min_by(l.surface, l.position) AS surface, c.unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    c.due_on, c.deadlines, c.documents, min(l.name) AS document, u.name AS unit_name
FROM counted c
JOIN led l ON l.unit_id = c.unit_id AND l.due_on = c.due_on AND l.document_id = c.document_id
JOIN units u ON u.unit_id = c.unit_id
GROUP BY ALL
