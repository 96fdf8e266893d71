-- The decisions that hold, of some kinds, oldest first.
FROM effective_decisions WHERE list_contains($kinds, kind) ORDER BY decided_at, decision_id
