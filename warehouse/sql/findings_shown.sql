-- All findings with their passages, for a page or a list, the gravest first. `private` ones are for the stewards alone.
FROM shown_findings
ORDER BY list_position(['critical', 'warning', 'info'], severity), check_id, source, line, surface, finding_id
