-- The units with this full name that have not ceased; the one of the place itself first.
SELECT unit_id, name, jurisdiction FROM units WHERE name = $name AND valid_to IS NULL ORDER BY jurisdiction <> $jurisdiction, unit_id
