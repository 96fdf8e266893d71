-- How long each finding stayed open, a row a spell: from the run that found it to the one that found it gone. `days` runs up
-- to today's as_of while it is open. What an earlier version of the program kept without events counts from its first day.
WITH told AS (
    FROM finding_events WHERE event <> 'changed'
), turns AS (
    SELECT finding_id, event, effective_on, recorded_at FROM told
    UNION ALL
    SELECT finding_id, 'opened', first_seen, TIMESTAMP '1970-01-01' FROM findings
    WHERE finding_id NOT IN (SELECT finding_id FROM told WHERE event = 'opened')
    UNION ALL
    SELECT finding_id, 'closed', closed_on, closed_on::TIMESTAMP FROM findings
    WHERE state = 'closed' AND finding_id NOT IN (SELECT finding_id FROM told WHERE event = 'closed')
), spells AS (
    SELECT finding_id, event, effective_on AS opened_on, recorded_at AS opened_at,
        lead(effective_on) OVER finding AS closed_on, lead(recorded_at) OVER finding AS closed_at
    FROM turns
    WINDOW finding AS (PARTITION BY finding_id ORDER BY recorded_at, event = 'closed')
)
SELECT s.finding_id, f.check_id, f.severity, f.document_id,
    row_number() OVER (PARTITION BY s.finding_id ORDER BY s.opened_at)::INTEGER AS spell,
    s.opened_on, s.closed_on, s.opened_at, s.closed_at,
    greatest(datediff('day', s.opened_on, coalesce(s.closed_on, getvariable('as_of'))), 0) AS days
FROM spells s JOIN findings f USING (finding_id)
WHERE s.event <> 'closed'
