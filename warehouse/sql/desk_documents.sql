-- The documents for the desk's list: what was read of each, what is open about it, and what was decided of it.
WITH measured AS (
    SELECT document_id, count(*) AS measures FROM live_measures GROUP BY ALL
), dated AS (
    SELECT document_id, count(*) AS deadlines FROM live_deadlines GROUP BY ALL
), faulty AS (
    SELECT document_id, count(*) AS findings FROM open_findings WHERE document_id IS NOT NULL GROUP BY ALL
), standing AS (
    SELECT document_id,
        bool_or(kind = 'document_withdraw') AS withdrawn,
        bool_or(kind = 'document_supersede') AS superseded,
        bool_or(kind = 'document_private') AS private
    FROM effective_decisions WHERE starts_with(kind, 'document_') GROUP BY ALL
)
SELECT h.document_id, h.number, h.title, h.issuer, h.issued, h.jurisdiction, h.source_id, h.line, h.end_line, h.programme_end,
    h.addressees, h.issuer_unit, coalesce(j.jurisdiction_name, '') AS jurisdiction_name,
    s.name AS source_name, s.path AS source_path, s.last_read, s.first_seen,
    coalesce(m.measures, 0) AS measures, coalesce(d.deadlines, 0) AS deadlines, coalesce(f.findings, 0) AS findings,
    coalesce(t.withdrawn, false) AS withdrawn, coalesce(t.superseded, false) AS superseded,
    coalesce(t.private, false) AS private,
    EXISTS (FROM occurrences o WHERE o.document_id = h.document_id) AS shown
FROM documents h
LEFT JOIN sources s USING (source_id)
LEFT JOIN jurisdictions j USING (jurisdiction)
LEFT JOIN measured m USING (document_id)
LEFT JOIN dated d USING (document_id)
LEFT JOIN faulty f USING (document_id)
LEFT JOIN standing t USING (document_id)
ORDER BY h.issued DESC NULLS LAST, h.number, h.document_id
