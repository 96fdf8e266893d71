-- How every finding stands at this moment: what was decided since the last run counts at once. A mend has its effect in the
-- next run; until one has begun since, the finding is `mended`.
WITH decided AS (
    SELECT finding_id, arg_max(kind, (decided_at, decision_id)) AS kind, max(decided_at) AS decided_at,
        arg_max(decided_by, (decided_at, decision_id)) AS decided_by
    FROM effective_decisions WHERE finding_id IS NOT NULL GROUP BY ALL
), last_run AS (
    SELECT max(started_at) AS started_at FROM runs
)
SELECT f.finding_id,
    if(f.state = 'open' AND d.kind NOT IN ('confirm', 'waive') AND (r.started_at IS NULL OR d.decided_at > r.started_at),
        'mended', f.state) AS state,
    d.decided_by, d.decided_at
FROM current_findings f CROSS JOIN last_run r LEFT JOIN decided d USING (finding_id)
