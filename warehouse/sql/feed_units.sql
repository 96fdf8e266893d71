-- The units that get a feed: those that a public document names, or that a collective it names holds, and those that had one.
SELECT DISTINCT u.unit_id, u.name AS unit_name, u.jurisdiction
FROM units u JOIN recipients r USING (unit_id)
WHERE u.unit_id IN (SELECT unit_id FROM publications)
    OR r.measure_id NOT IN (SELECT measure_id FROM measures SEMI JOIN private_documents USING (document_id))
ORDER BY u.unit_id
