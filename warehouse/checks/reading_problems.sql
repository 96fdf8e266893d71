-- One row a thing that the reader noticed and did not mend; kind is the id of the check that shows it.
SELECT md5(concat_ws(chr(31), p.source_id, p.document_id, p.kind, p.chapter, p.number, p.surface, p.detail))
        || '-' || row_number() OVER (
            PARTITION BY p.source_id, p.document_id, p.kind, p.chapter, p.number, p.surface, p.detail ORDER BY p.line
        ) AS subject,
    p.source_id, p.document_id,
    (SELECT arg_min(m.measure_id, m.position) FROM live_measures m
     WHERE m.document_id = p.document_id AND p.number <> '' AND m.chapter = p.chapter AND m.number = p.number) AS measure_id,
    NULL::VARCHAR AS deadline_id, p.chapter, p.number, p.line, p.surface,
    NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    p.kind, p.detail
FROM problems p
-- A document that two sources hold is shown from the one it was loaded from.
WHERE p.document_id IS NULL OR EXISTS (
    SELECT 1 FROM documents h WHERE h.document_id = p.document_id AND h.source_id = p.source_id
)
