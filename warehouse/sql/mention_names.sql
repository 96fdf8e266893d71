-- Every mention, of the documents that a source still shows, with what it was resolved to.
SELECT mention_id, document_id, surface, role, is_group, unit_id, resolution, nearest
FROM mentions SEMI JOIN occurrences USING (document_id) ORDER BY document_id, measure_id, position
