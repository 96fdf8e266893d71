-- What people decided about a document and what was read of it, the latest first, with whether it was taken back and by whom.
SELECT d.decision_id, d.batch_id, d.kind, d.details, d.reason, d.decided_by, d.decided_at,
    u.decided_by AS undone_by, u.decided_at AS undone_at
FROM decisions d LEFT JOIN decisions u ON u.undoes = d.decision_id
WHERE d.document_id = $document_id AND d.undoes IS NULL AND d.kind NOT IN ('confirm', 'waive')
ORDER BY d.decided_at DESC, d.decision_id
