-- The units with this full name, none that has ceased.
SELECT unit_id, name FROM units WHERE name = $name AND valid_to IS NULL
