-- One row a document: whether it is known whose it is. Where it is not, the units of its own level cannot be looked up; they
-- are counted here, and not told one by one.
SELECT h.document_id AS subject, h.source_id, h.document_id, NULL::VARCHAR AS measure_id, NULL::VARCHAR AS deadline_id,
    NULL::VARCHAR AS chapter, NULL::VARCHAR AS number, coalesce(arg_min(x.line, x.start_char), h.line) AS line,
    coalesce(arg_min(x.surface, x.start_char), h.title) AS surface, NULL::VARCHAR AS unit_id,
    NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    if(h.jurisdiction = '' AND count(x.mention_id) > 0, 'unknown', 'known') AS place, count(x.mention_id) AS undefined
FROM checked_documents h
LEFT JOIN checked_measures m ON m.document_id = h.document_id
LEFT JOIN mentions x ON x.measure_id = m.measure_id AND x.resolution = 'undefined'
GROUP BY h.document_id, h.source_id, h.line, h.title, h.jurisdiction
