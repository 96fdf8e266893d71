-- All decisions, the latest first, each with what it is about and whether it was taken back.
SELECT d.decision_id, d.batch_id, d.kind, d.finding_id, d.details, d.reason, d.until, d.decided_by, d.decided_at, d.undoes,
    EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.decision_id) AS undone,
    f.check_id, f.surface, f.message, u.name AS unit_name,
    h.document_id, coalesce(nullif(h.number, ''), nullif(h.title, '')) AS document_name,
    coalesce(h.jurisdiction, d.details ->> '$.jurisdiction', '') AS jurisdiction
FROM decisions d
LEFT JOIN findings f USING (finding_id)
LEFT JOIN measures m ON m.measure_id = d.measure_id
LEFT JOIN units u ON u.unit_id = d.unit_id
LEFT JOIN documents h ON h.document_id = coalesce(d.document_id, f.document_id, m.document_id)
ORDER BY d.decided_at DESC, d.batch_id, d.decision_id
