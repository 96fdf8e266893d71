-- The latest decision about each of the findings named, taken back or not.
SELECT finding_id, arg_max(decision_id, (decided_at, decision_id)) AS decision_id,
    arg_max(decided_by, (decided_at, decision_id)) AS decided_by, arg_max(kind, (decided_at, decision_id)) AS kind
FROM decisions WHERE list_contains($findings, finding_id) GROUP BY ALL
