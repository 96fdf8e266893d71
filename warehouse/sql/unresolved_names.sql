-- Names that no unit of the registry is known by, or more than one, with how often they stand and the nearest known names.
SELECT x.surface, x.resolution, any_value(x.nearest) AS nearest, count(*) AS mentions,
    count(DISTINCT x.document_id) AS documents, h.jurisdiction, any_value(coalesce(j.jurisdiction_name, '')) AS jurisdiction_name,
    any_value(x.document_id) AS document_id, any_value(x.line) AS line
FROM mentions x SEMI JOIN live_measures USING (measure_id)
JOIN documents h ON h.document_id = x.document_id LEFT JOIN jurisdictions j ON j.jurisdiction = h.jurisdiction
WHERE x.resolution IN ('undefined', 'ambiguous')
GROUP BY x.surface, x.resolution, h.jurisdiction ORDER BY mentions DESC, x.surface
