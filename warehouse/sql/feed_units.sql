-- The units that get a feed: those that a document names, or that a collective it names holds.
SELECT DISTINCT u.unit_id, u.name AS unit_name, u.jurisdiction
FROM units u JOIN recipients USING (unit_id)
ORDER BY u.unit_id
