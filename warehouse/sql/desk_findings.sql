-- Every finding for the desk's list, without the long texts. `state` is what holds at this moment: what was decided since the
-- last run counts at once (a mend as `mended`: the next run will show whether it helped). `unit_id` is the unit that the
-- finding is about; where it is about none, the first that leads the measure or answers for it.
WITH standing AS (
    SELECT finding_id, arg_max(kind, (decided_at, decision_id)) AS kind,
        max(decided_at) AS decided_at, arg_max(decided_by, (decided_at, decision_id)) AS decided_by
    FROM effective_decisions WHERE finding_id IS NOT NULL GROUP BY ALL
), answering AS (
    SELECT measure_id, arg_min(unit_id, (list_position(['lead', 'responsible', 'cooperating', 'other'], role), position)) AS unit_id
    FROM mentions WHERE unit_id IS NOT NULL GROUP BY ALL
), last_run AS (
    SELECT max(started_at) AS started_at FROM runs
)
SELECT f.finding_id, f.check_id, f.severity,
    -- A mend has its effect in the next run; until one has begun since, the finding waits for it.
    if(f.state = 'open' AND d.kind NOT IN ('confirm', 'waive') AND (r.started_at IS NULL OR d.decided_at > r.started_at),
        'mended', f.state) AS state,
    f.document_id, h.number AS document_number, h.title AS document_title, h.jurisdiction, s.name AS source_name,
    f.chapter, f.number, f.line, f.surface, f.measure_id, m.title AS measure_title,
    coalesce(f.unit_id, a.unit_id) AS unit_id, u.name AS unit_name,
    f.other_measure_id IS NOT NULL OR f.other_document_id IS NOT NULL OR f.other_line IS NOT NULL AS has_other,
    f.message, f.first_seen, f.last_seen, f.closed_on, d.kind AS decided, d.decided_by, d.decided_at
FROM current_findings f
CROSS JOIN last_run r
LEFT JOIN standing d USING (finding_id)
LEFT JOIN sources s ON s.source_id = f.source_id
LEFT JOIN documents h ON h.document_id = f.document_id
LEFT JOIN measures m ON m.measure_id = f.measure_id
LEFT JOIN answering a ON a.measure_id = f.measure_id
LEFT JOIN units u ON u.unit_id = coalesce(f.unit_id, a.unit_id)
ORDER BY list_position(['critical', 'warning', 'info'], f.severity), list_position($checks, f.check_id), h.issued DESC,
    f.document_id, f.line, f.surface, f.finding_id
