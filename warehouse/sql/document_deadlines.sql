-- The deadlines of a document's measures as they stand.
SELECT d.deadline_id, d.measure_id, d.surface, d.kind, d.start_on, d.due_on, d.rule, d.step, d.alternative_on, d.line,
    d.start_char, d.end_char
FROM live_deadlines d WHERE d.document_id = $document_id ORDER BY d.position
