-- The collectives that a unit belongs to.
SELECT u.unit_id, u.name FROM members c JOIN units u ON u.unit_id = c.collective_id WHERE c.unit_id = $unit_id ORDER BY u.name
