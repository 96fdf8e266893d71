-- The units of the registry for browsing: with their place, the unit above, how many mentions mean them in how many documents,
-- and, of a collective, how many units it holds.
WITH named AS (
    SELECT unit_id, count(*) AS mentions, count(DISTINCT document_id) AS documents
    FROM mentions SEMI JOIN live_measures USING (measure_id) WHERE unit_id IS NOT NULL GROUP BY ALL
), held AS (
    SELECT collective_id AS unit_id, count(*) AS members FROM members GROUP BY ALL
)
SELECT u.unit_id, u.name, u.aliases, u.jurisdiction, j.jurisdiction_name, u.kind, u.standing, u.parent_id, p.name AS parent_name,
    u.valid_from, u.valid_to, u.successor_id, s.name AS successor_name, coalesce(h.members, 0) AS members,
    coalesce(n.mentions, 0) AS mentions, coalesce(n.documents, 0) AS documents
FROM units u
LEFT JOIN jurisdictions j USING (jurisdiction)
LEFT JOIN units p ON p.unit_id = u.parent_id
LEFT JOIN units s ON s.unit_id = u.successor_id
LEFT JOIN named n ON n.unit_id = u.unit_id
LEFT JOIN held h ON h.unit_id = u.unit_id
ORDER BY mentions DESC, u.unit_id
