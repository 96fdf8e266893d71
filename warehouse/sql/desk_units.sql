-- The units of the registry with what stands behind each: how often it is named, in how many documents, what is open.
WITH named AS (
    SELECT x.unit_id, count(*) AS mentions, count(DISTINCT x.document_id) AS documents
    FROM mentions x SEMI JOIN live_measures USING (measure_id) WHERE x.unit_id IS NOT NULL GROUP BY ALL
), faulty AS (
    SELECT unit_id, count(*) AS findings FROM open_findings WHERE unit_id IS NOT NULL GROUP BY ALL
), numbered AS (
    SELECT collective_id AS unit_id, count(*) AS members FROM members GROUP BY ALL
)
SELECT u.unit_id, u.name, u.aliases, u.jurisdiction, coalesce(j.jurisdiction_name, '') AS jurisdiction_name, u.kind, u.standing,
    u.parent_id, p.name AS parent_name, u.valid_from, u.valid_to, u.successor_id, s.name AS successor_name,
    coalesce(n.mentions, 0) AS mentions, coalesce(n.documents, 0) AS documents, coalesce(f.findings, 0) AS findings,
    coalesce(c.members, 0) AS members
FROM units u
LEFT JOIN units p ON p.unit_id = u.parent_id
LEFT JOIN units s ON s.unit_id = u.successor_id
LEFT JOIN jurisdictions j ON j.jurisdiction = u.jurisdiction
LEFT JOIN named n ON n.unit_id = u.unit_id
LEFT JOIN faulty f ON f.unit_id = u.unit_id
LEFT JOIN numbered c ON c.unit_id = u.unit_id
ORDER BY u.jurisdiction, u.kind, u.name, u.unit_id
