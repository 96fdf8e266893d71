-- One row a measure that implements a superior's: whether it lacks a day that the superior's has. A measure without any
-- deadline lacks it, save where it is done again and again or without an end; one with deadlines lacks that of a step which
-- it takes over word by word, but which is aligned with none of its own. What another measure of the same document gives a day
-- does not lack it: a body that sums up its annex. A superior's task that stands twice is lacking once.
WITH told AS (
    SELECT measure_id, count(*) AS deadlines, count(due_on) AS dated FROM checked_deadlines GROUP BY ALL
), elsewhere AS (
    SELECT DISTINCT p.document_id, p.other_measure_id
    FROM linked_measures p JOIN told t USING (measure_id) WHERE p.relation = 'implements'
), aligned AS (
    SELECT measure_id, other_measure_id, other_deadline_id FROM alignments WHERE relation = 'implements'
), superior AS (
    SELECT p.measure_id, p.other_measure_id, d.*,
        (coalesce(t.deadlines, 0) = 0 AND (p.document_id, p.other_measure_id) NOT IN (FROM elsewhere))
            OR (coalesce(t.dated, 0) > 0 AND length(d.step) >= 8 AND contains(p.text, left(d.step, 8))
                AND (p.measure_id, p.other_measure_id) IN (SELECT (measure_id, other_measure_id) FROM aligned)
                AND (p.measure_id, d.deadline_id) NOT IN (SELECT (measure_id, other_deadline_id) FROM aligned)) AS lacking
    FROM linked_measures p
    JOIN checked_deadlines d ON d.measure_id = p.other_measure_id AND d.due_on IS NOT NULL
    LEFT JOIN told t ON t.measure_id = p.measure_id
    WHERE p.relation = 'implements'
), days AS (
    SELECT measure_id, other_measure_id, max(due_on) AS superior_due_on, max_by(line, due_on) AS other_line,
        max_by(surface, due_on) AS superior_surface,
        string_agg(DISTINCT '“' || surface || '”', '、' ORDER BY '“' || surface || '”') AS superior_surfaces
    FROM superior WHERE lacking GROUP BY ALL
)
SELECT p.measure_id || ':' || p.other_measure_id AS subject, p.source_id, p.document_id, p.measure_id,
    NULL::VARCHAR AS deadline_id, p.chapter, p.number, p.line, p.title AS surface, NULL::VARCHAR AS unit_id,
    p.other_measure_id, coalesce(d.other_line, p.other_line) AS other_line, p.superseded_by,
    if(d.measure_id IS NULL, 'given', 'missing') AS own_day, d.superior_due_on, d.superior_surface, d.superior_surfaces,
    p.document, p.other_document AS superior_document, p.title
FROM linked_measures p LEFT JOIN days d USING (measure_id, other_measure_id)
WHERE p.relation = 'implements'
QUALIFY row_number() OVER (PARTITION BY p.measure_id, p.other_duty_id, own_day ORDER BY p.other_position) = 1
