-- The documents that stand, with what says which acts on which.
SELECT d.document_id, coalesce(d.number, '') AS number, coalesce(d.title, '') AS title, coalesce(d.issuer, '') AS issuer,
    d.issued, coalesce(d.jurisdiction, '') AS jurisdiction, coalesce(j.jurisdiction_name, '') AS place,
    coalesce(d.issuer_unit, '') AS issuer_unit, coalesce(u.kind, '') AS issuer_kind
FROM documents d
LEFT JOIN (SELECT jurisdiction, any_value(jurisdiction_name) AS jurisdiction_name FROM jurisdictions GROUP BY ALL) j USING (jurisdiction)
LEFT JOIN (SELECT unit_id, any_value(kind) AS kind FROM units GROUP BY ALL) u ON u.unit_id = d.issuer_unit
WHERE EXISTS (SELECT 1 FROM live_measures m WHERE m.document_id = d.document_id)
    OR EXISTS (SELECT 1 FROM citations c WHERE c.document_id = d.document_id)
ORDER BY ALL
