-- The members of a collective.
SELECT u.unit_id, u.name FROM members c JOIN units u USING (unit_id) WHERE c.collective_id = $unit_id ORDER BY u.name
