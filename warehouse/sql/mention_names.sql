-- Every mention with what it was resolved to.
SELECT mention_id, document_id, surface, role, is_group, unit_id, resolution, nearest
FROM mentions ORDER BY document_id, measure_id, position
