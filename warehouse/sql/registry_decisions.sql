-- What people decided about the registry, the latest first, with whether it was taken back.
SELECT d.decision_id, d.batch_id, d.kind, d.details, d.reason, d.decided_by, d.decided_at, u.decided_by AS undone_by
FROM decisions d LEFT JOIN decisions u ON u.undoes = d.decision_id
WHERE d.undoes IS NULL AND d.kind IN ('unit_entry', 'unit_alias', 'unit_remove')
ORDER BY d.decided_at DESC, d.decision_id LIMIT 100
