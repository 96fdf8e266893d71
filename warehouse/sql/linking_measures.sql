-- The measures that stand, in text order, with all that they are compared by: their text, the words of their deadlines
-- (which do not count in a comparison), the last days, and the units they name.
WITH times AS (
    SELECT measure_id, list(DISTINCT surface ORDER BY surface) AS times, list(DISTINCT year(due_on) ORDER BY year(due_on)) FILTER (due_on IS NOT NULL) AS years
    FROM live_deadlines GROUP BY ALL
), named AS (
    SELECT measure_id, list(DISTINCT surface ORDER BY surface) AS names, list(DISTINCT unit_id ORDER BY unit_id) FILTER (unit_id IS NOT NULL) AS units
    FROM mentions GROUP BY ALL
)
SELECT m.measure_id, m.document_id, m.position, coalesce(m.chapter, '') AS chapter, coalesce(m.number, '') AS number,
    coalesce(m.title, '') AS title, coalesce(m.text, '') AS text, m.duty_id,
    coalesce(t.times, []) AS times, coalesce(t.years, []) AS years, coalesce(n.names, []) AS names, coalesce(n.units, []) AS units
FROM live_measures m LEFT JOIN times t USING (measure_id) LEFT JOIN named n USING (measure_id)
ORDER BY m.document_id, m.position, m.measure_id
