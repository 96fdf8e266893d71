-- The deadline that a finding is about, with where it stands in the source.
SELECT d.deadline_id, d.surface, d.start_on, d.due_on, d.rule, d.alternative_on, d.start_char, d.end_char
FROM findings f JOIN deadlines d ON d.deadline_id = f.deadline_id WHERE f.finding_id = $finding_id
