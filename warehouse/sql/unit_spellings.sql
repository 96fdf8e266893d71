-- How documents write a unit, and how often.
SELECT x.surface, x.resolution, count(*) AS mentions, count(DISTINCT x.document_id) AS documents
FROM mentions x SEMI JOIN live_measures USING (measure_id)
WHERE x.unit_id = $unit_id GROUP BY ALL ORDER BY mentions DESC, x.surface
