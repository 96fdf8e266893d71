-- One row a measure with a dated deadline that names anybody: how many of its names say who (units, and collectives whose
-- members are known or can be told: 各村民委员会), against those that leave it open (各有关部门).
SELECT m.measure_id AS subject, h.source_id, h.document_id, m.measure_id,
    arg_min(d.deadline_id, d.position) AS deadline_id, m.chapter, m.number, m.line,
    n.surface, NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    n.definite, arg_min(d.surface, d.position) AS deadline, m.title
FROM live_measures m
JOIN falling_due d USING (measure_id)
JOIN documents h ON h.document_id = m.document_id
JOIN (
    SELECT measure_id, count(*) FILTER (resolution <> 'open' OR NOT regexp_matches(surface, '部门|单位|有关|相关|各级|各方|企业|机构')) AS definite, string_agg(surface, '、' ORDER BY position) AS surface
    FROM mentions GROUP BY ALL
) n ON n.measure_id = m.measure_id
GROUP BY ALL
