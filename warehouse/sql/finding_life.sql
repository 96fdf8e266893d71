-- When a finding was found, closed and found again, the latest first.
SELECT event, effective_on, recorded_at FROM finding_events WHERE finding_id = $finding_id ORDER BY recorded_at DESC, effective_on DESC
