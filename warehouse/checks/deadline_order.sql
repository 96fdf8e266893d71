-- One row a deadline that implements a superior's: the days by which it is later (negative: earlier). What a superior states
-- twice with one day, in its body and its annex, is compared once.
SELECT c.deadline_id || ':' || c.other_deadline_id AS subject, p.source_id, p.document_id, p.measure_id, c.deadline_id,
    p.chapter, p.number, c.line, c.surface, NULL::VARCHAR AS unit_id, p.other_measure_id, c.other_line,
    p.superseded_by, c.due_on, c.other_due_on AS superior_due_on,
    datediff('day', c.other_due_on, c.due_on) AS days_later, c.other_surface AS superior_surface,
    p.document, p.other_document AS superior_document, p.title
FROM compared_deadlines c JOIN linked_measures p USING (relation, measure_id, other_measure_id)
WHERE relation = 'implements'
QUALIFY row_number() OVER (PARTITION BY c.deadline_id, p.other_duty_id, c.other_due_on ORDER BY p.other_position, c.other_deadline_id) = 1
