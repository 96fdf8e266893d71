-- The decisions of one batch that still hold.
FROM effective_decisions WHERE batch_id = $batch_id ORDER BY decision_id
