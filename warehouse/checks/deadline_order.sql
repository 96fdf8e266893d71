-- One row a measure that implements a superior's: its latest day against the superior's latest day.
-- days_later is null where either side has no dated deadline; own_day says whether this side lacks one that the other has.
WITH latest AS (
    SELECT measure_id, max(due_on) AS due_on, arg_max(deadline_id, due_on) AS deadline_id,
        arg_max(surface, due_on) AS surface, arg_max(line, due_on) AS line
    FROM live_deadlines WHERE due_on IS NOT NULL GROUP BY ALL
)
SELECT l.measure_id || ':' || l.other_measure_id AS subject, h.source_id, h.document_id, m.measure_id,
    own.deadline_id, m.chapter, m.number, coalesce(own.line, m.line) AS line, own.surface, NULL::VARCHAR AS unit_id,
    o.measure_id AS other_measure_id, superior.line AS other_line,
    own.due_on, superior.due_on AS superior_due_on, datediff('day', superior.due_on, own.due_on) AS days_later,
    if(own.due_on IS NULL AND superior.due_on IS NOT NULL, 'missing', 'given') AS own_day,
    superior.surface AS superior_surface, coalesce(nullif(oh.number, ''), oh.title) AS superior_document,
    m.title, o.title AS superior_title
FROM links l
JOIN live_measures m USING (measure_id)
JOIN live_measures o ON o.measure_id = l.other_measure_id
JOIN documents h ON h.document_id = m.document_id
JOIN documents oh ON oh.document_id = o.document_id
LEFT JOIN latest own ON own.measure_id = m.measure_id
LEFT JOIN latest superior ON superior.measure_id = o.measure_id
WHERE l.relation = 'implements'
