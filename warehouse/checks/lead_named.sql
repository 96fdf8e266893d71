-- One row a measure with a list of two units or more: whether one of them leads.
-- `usual` is the share of such measures of its document in which one does. Names stand in one list where little parts them.
WITH named AS (
    SELECT x.measure_id, x.document_id, x.role, x.surface, x.line,
        x.start_char - lag(x.end_char) OVER (PARTITION BY x.measure_id ORDER BY x.start_char) AS apart
    FROM mentions x JOIN live_measures USING (measure_id)
    WHERE NOT x.is_group AND x.resolution NOT IN ('open', 'collective')
), lists AS (
    SELECT measure_id, document_id, count(*) AS units, bool_or(role = 'lead') AS led,
        bool_and(role = 'responsible' OR role = 'other') AS plain,
        coalesce(max(apart) <= 4, false) AS one_list,
        min(line) AS line, string_agg(surface, '、' ORDER BY line) AS surface
    FROM named GROUP BY ALL HAVING count(*) >= 2
), usual AS (
    SELECT document_id, count(*) AS lists, avg(led::INTEGER) AS usual FROM lists GROUP BY ALL
)
SELECT l.measure_id AS subject, h.source_id, l.document_id, l.measure_id, NULL::VARCHAR AS deadline_id, m.chapter, m.number, l.line, l.surface,
    NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    CASE
        WHEN l.led THEN 'named'
        WHEN NOT (l.one_list AND l.plain) OR u.lists < 4 OR u.usual < 0.6 THEN 'not asked'
        ELSE 'missing'
    END AS lead,
    l.units, m.title
FROM lists l JOIN usual u USING (document_id) JOIN live_measures m USING (measure_id) JOIN documents h ON h.document_id = l.document_id
