-- What was decided about a finding, taken back or not, the latest first.
SELECT d.decision_id, d.batch_id, d.kind, d.details, d.reason, d.until, d.decided_by, d.decided_at, d.undoes,
    EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.decision_id) AS undone
FROM decisions d WHERE d.finding_id = $finding_id ORDER BY d.decided_at DESC, d.decision_id DESC
