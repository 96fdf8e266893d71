-- What was issued, changed or withdrawn, with the task it concerns; of documents that are not public nothing. A document that
-- people withdrew, or gave back its force, takes its deadlines along.
WITH told AS (
    SELECT change_id, deadline_id, measure_id, kind, field, old_value, new_value, effective_on, recorded_on FROM changes
    UNION ALL
    SELECT d.decision_id || '-' || x.deadline_id, x.deadline_id, x.measure_id, if(d.undoes IS NULL, 'withdrawn', 'returned'), 'due_on',
        if(d.undoes IS NULL, coalesce(x.due_on::VARCHAR, ''), ''), if(d.undoes IS NULL, '', coalesce(x.due_on::VARCHAR, '')),
        (d.decided_at + INTERVAL 8 HOUR)::DATE, (d.decided_at + INTERVAL 8 HOUR)::DATE
    FROM decisions d JOIN deadlines x USING (document_id)
    WHERE d.kind IN ('document_withdraw', 'document_supersede') AND x.withdrawn_on IS NULL
)
SELECT c.change_id, c.deadline_id, c.kind, c.field, c.old_value, c.new_value, c.effective_on, c.recorded_on,
    m.title, h.number AS document_number, h.title AS document_title
FROM told c
JOIN measures m USING (measure_id)
JOIN (FROM documents ANTI JOIN private_documents USING (document_id)) h ON h.document_id = m.document_id
WHERE c.effective_on <= getvariable('as_of')
ORDER BY c.recorded_on, c.change_id
