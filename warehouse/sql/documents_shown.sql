-- The documents that stand and are public, with what was read of each.
SELECT h.document_id, h.number, h.title, h.issuer, h.issued, s.name AS source_name,
    (SELECT count(*) FROM live_measures m WHERE m.document_id = h.document_id) AS measures,
    (SELECT count(*) FROM live_deadlines d WHERE d.document_id = h.document_id) AS deadlines
FROM (FROM documents SEMI JOIN occurrences USING (document_id) ANTI JOIN set_aside USING (document_id)) h JOIN sources s USING (source_id)
ORDER BY h.issued, h.number, h.document_id
