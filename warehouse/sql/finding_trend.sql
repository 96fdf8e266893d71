-- What stood open after each run, a row a run, by the day it was made for: by severity what people have not waived, what they
-- have, and what the run itself opened (found anew or again) and closed. `kept_spells` are the rows of
-- finding_durations.sql.
WITH spells AS MATERIALIZED (
    FROM kept_spells
), made AS (
    SELECT run_id, as_of, finished_at AS moment FROM runs WHERE flow = 'pipeline'
    UNION ALL
    SELECT run_id, max(effective_on), max(recorded_at) FROM finding_events
    WHERE run_id NOT IN (SELECT run_id FROM runs WHERE flow = 'pipeline') GROUP BY run_id
), turns AS (
    SELECT severity, opened_at AS moment, 1 AS step FROM spells
    UNION ALL
    SELECT severity, closed_at, -1 FROM spells WHERE closed_at IS NOT NULL
), totals AS (
    SELECT severity, moment, sum(sum(step)) OVER (PARTITION BY severity ORDER BY moment) AS standing FROM turns GROUP BY severity, moment
), failing AS (
    SELECT m.run_id, m.severity, coalesce(t.standing, 0) AS standing
    FROM (FROM made CROSS JOIN (SELECT DISTINCT severity FROM totals)) m
    ASOF LEFT JOIN totals t ON t.severity = m.severity AND t.moment <= m.moment
), judged AS (
    SELECT d.finding_id, d.kind, d.until, d.decided_at,
        least(u.decided_at, lead(d.decided_at) OVER (PARTITION BY d.finding_id ORDER BY d.decided_at)) AS ended_at
    FROM decisions d LEFT JOIN decisions u ON u.undoes = d.decision_id
    WHERE d.kind IN ('confirm', 'waive') AND d.undoes IS NULL
), waived AS (
    SELECT m.run_id, s.severity, count(DISTINCT s.finding_id) AS waived
    FROM judged j
    JOIN spells s ON s.finding_id = j.finding_id
    JOIN made m ON m.moment >= greatest(j.decided_at, s.opened_at) AND (s.closed_at IS NULL OR m.moment < s.closed_at)
        AND (j.ended_at IS NULL OR m.moment < j.ended_at) AND (j.until IS NULL OR m.as_of <= j.until)
    WHERE j.kind = 'waive' AND NOT EXISTS (
        SELECT 1 FROM finding_events c
        WHERE c.event = 'changed' AND c.finding_id = j.finding_id AND c.recorded_at > j.decided_at AND c.recorded_at <= m.moment
    )
    GROUP BY ALL
), steps AS (
    SELECT run_id, count(*) FILTER (event IN ('opened', 'reopened')) AS opened, count(*) FILTER (event = 'closed') AS closed
    FROM finding_events GROUP BY ALL
), counted AS (
    SELECT f.run_id, sum(f.standing - coalesce(w.waived, 0)) FILTER (f.severity = 'critical') AS critical,
        sum(f.standing - coalesce(w.waived, 0)) FILTER (f.severity = 'warning') AS warning,
        sum(f.standing - coalesce(w.waived, 0)) FILTER (f.severity = 'info') AS info, sum(w.waived) AS waived
    FROM failing f LEFT JOIN waived w USING (run_id, severity) GROUP BY ALL
)
SELECT m.run_id, m.as_of, m.moment AS finished_at, coalesce(c.critical, 0)::BIGINT AS critical, coalesce(c.warning, 0)::BIGINT AS warning,
    coalesce(c.info, 0)::BIGINT AS info, coalesce(c.waived, 0)::BIGINT AS waived,
    coalesce(s.opened, 0) AS opened, coalesce(s.closed, 0) AS closed
FROM made m LEFT JOIN counted c USING (run_id) LEFT JOIN steps s USING (run_id)
ORDER BY m.as_of, m.moment, m.run_id
