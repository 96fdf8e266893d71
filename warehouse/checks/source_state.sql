-- One row a source: whether it could be read.
SELECT s.source_id AS subject, s.source_id, NULL::VARCHAR AS document_id, NULL::VARCHAR AS measure_id,
    NULL::VARCHAR AS deadline_id, NULL::VARCHAR AS chapter, NULL::VARCHAR AS number, 1 AS line, s.name AS surface, NULL::VARCHAR AS unit_id,
    NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line, s.state, s.reason
FROM sources s
