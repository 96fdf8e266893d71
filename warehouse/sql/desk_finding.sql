-- One finding as it is kept, with the name of its unit.
SELECT f.finding_id, f.check_id, f.severity, f.subject, f.source_id, f.document_id, f.measure_id, f.deadline_id, f.chapter, f.number,
    f.line, f.surface, f.unit_id, (SELECT any_value(u.name) FROM units u WHERE u.unit_id = f.unit_id) AS unit_name, f.message,
    f.superseded_by, f.first_seen, f.last_seen, f.closed_on, f.other_measure_id, f.other_document_id, f.other_line
FROM findings f WHERE f.finding_id = $finding_id
