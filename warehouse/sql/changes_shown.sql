-- What was issued, changed or withdrawn, with the task it concerns.
SELECT c.change_id, c.deadline_id, c.kind, c.field, c.old_value, c.new_value, c.effective_on, c.recorded_on,
    m.title, h.number AS document_number, h.title AS document_title
FROM changes c JOIN measures m USING (measure_id) JOIN documents h ON h.document_id = m.document_id
WHERE c.effective_on <= getvariable('as_of')
ORDER BY c.recorded_on, c.change_id
