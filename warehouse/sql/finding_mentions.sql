-- The units that a finding's measure names, with where they stand; the one that the finding is about first, with the names
-- nearest to it where it could not be resolved.
SELECT x.mention_id, x.surface, x.role, x.nearest, x.line, x.start_char, x.end_char, u.name AS unit_name,
    x.mention_id = f.subject OR (x.surface = f.surface AND x.line = f.line) AS meant
FROM findings f JOIN mentions x ON x.measure_id = f.measure_id LEFT JOIN units u ON u.unit_id = x.unit_id
WHERE f.finding_id = $finding_id ORDER BY meant DESC, x.position
