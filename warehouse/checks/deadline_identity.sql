-- One row a deadline: its id must be its own. DuckLake has no unique constraint, so this check holds it.
SELECT d.deadline_id AS subject, h.source_id, h.document_id, d.measure_id, d.deadline_id, m.chapter, m.number, d.line, d.surface,
    NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    count(*) OVER (PARTITION BY d.deadline_id) AS rows_with_id
FROM deadlines d JOIN documents h USING (document_id) JOIN measures m USING (measure_id)
