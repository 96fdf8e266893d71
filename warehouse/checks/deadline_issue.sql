-- One row a dated deadline: the days from its document's day of issue to its last day (negative: past at issue).
SELECT d.deadline_id AS subject, h.source_id, h.document_id, d.measure_id, d.deadline_id, m.chapter, m.number, d.line, d.surface,
    NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    h.issued, d.due_on, datediff('day', h.issued, d.due_on) AS days_after_issue
FROM live_deadlines d JOIN documents h USING (document_id) JOIN measures m USING (measure_id)
WHERE d.due_on IS NOT NULL
