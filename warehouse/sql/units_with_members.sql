-- The units of the registry with the name of the unit above each, and of a collective the names of its members.
WITH held AS (
    SELECT c.collective_id, list(u.name ORDER BY u.unit_id) AS members FROM members c JOIN units u USING (unit_id) GROUP BY ALL
)
SELECT u.unit_id, u.name, u.jurisdiction, u.kind, p.name AS parent_name, coalesce(h.members, []) AS members
FROM units u LEFT JOIN units p ON p.unit_id = u.parent_id LEFT JOIN held h ON h.collective_id = u.unit_id
ORDER BY u.unit_id
