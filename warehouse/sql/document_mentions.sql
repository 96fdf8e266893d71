-- The units that a document's measures name, each with the unit of the registry that is meant.
SELECT x.mention_id, x.measure_id, x.surface, x.role, x.is_group, x.line, x.start_char, x.end_char, x.resolution, x.unit_id,
    u.name AS unit_name
FROM mentions x JOIN live_measures m USING (measure_id) LEFT JOIN units u USING (unit_id)
WHERE x.document_id = $document_id ORDER BY x.position
