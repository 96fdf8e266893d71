-- Names of units that a document of a jurisdiction can mean, those of its own place first.
SELECT name FROM units
WHERE valid_to IS NULL AND kind NOT IN ('open_collective') AND (
    jurisdiction = '000000' OR starts_with(jurisdiction, $jurisdiction)
    OR list_contains([$jurisdiction[:2] || '0000', $jurisdiction[:4] || '00', $jurisdiction[:6]], jurisdiction)
)
GROUP BY ALL
ORDER BY max(starts_with(jurisdiction, $jurisdiction)) DESC, max(jurisdiction) DESC, name LIMIT 400
