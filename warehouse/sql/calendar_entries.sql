-- One row for each unit and deadline that is to stand in that unit's feed; a dated deadline that nobody gets goes to the
-- coordinator of the issuer's jurisdiction (无主事项).
WITH owners AS (
    SELECT d.deadline_id, coalesce(r.unit_id, coalesce(nullif(h.jurisdiction, ''), 'unknown') || '-unowned') AS unit_id,
        if(r.unit_id IS NULL, 'unowned', 'unit') AS owner, coalesce(r.role, 'other') AS role
    FROM deadlines d JOIN documents h USING (document_id) LEFT JOIN recipients r USING (measure_id)
    WHERE r.unit_id IS NOT NULL OR d.kind <> 'ongoing'
), named AS (
    SELECT measure_id, list({'name': coalesce(u.name, m.surface), 'role': m.role} ORDER BY m.position) AS units
    FROM mentions m LEFT JOIN units u USING (unit_id) GROUP BY ALL
), notes AS (
    SELECT measure_id, deadline_id, list(message ORDER BY message) AS notes
    FROM open_findings WHERE measure_id IS NOT NULL AND severity <> 'info' GROUP BY ALL
), conflicts AS (
    SELECT f.deadline_id, max(s.due_on) AS conflict_due_on, any_value(h.title || h.number) AS conflict_document
    FROM open_findings f
    JOIN measures o ON o.measure_id = f.other_measure_id
    JOIN documents h ON h.document_id = o.document_id
    JOIN live_deadlines s ON s.measure_id = o.measure_id
    WHERE f.check_id = 'deadline_later_than_superior' GROUP BY ALL
)
SELECT o.unit_id, coalesce(u.name, coalesce(j.jurisdiction_name, '地区不明') || '（无主事项）') AS unit_name, h.jurisdiction, o.owner,
    d.deadline_id, m.duty_id, m.measure_id, o.role, d.kind, d.start_on, d.due_on, coalesce(d.rule, '') AS rule,
    d.surface, d.step, m.chapter, m.number, m.title, m.text,
    h.document_id, h.number AS document_number, h.title AS document_title, h.issued, h.programme_end,
    s.name AS source_name, m.line, coalesce(n.units, []) AS units, t.state, t.status,
    list_concat(coalesce(own.notes, []), coalesce(whole.notes, [])) AS notes,
    c.conflict_due_on, c.conflict_document, y.recorded_on, y.changed_on, d.withdrawn_on AS cancelled_on
FROM owners o
JOIN deadlines d USING (deadline_id)
JOIN measures m USING (measure_id)
JOIN documents h ON h.document_id = d.document_id
JOIN sources s USING (source_id)
JOIN standings t USING (deadline_id)
JOIN histories y USING (deadline_id)
LEFT JOIN units u USING (unit_id)
LEFT JOIN jurisdictions j ON j.jurisdiction = h.jurisdiction
LEFT JOIN named n USING (measure_id)
LEFT JOIN notes own ON own.deadline_id = d.deadline_id
LEFT JOIN notes whole ON whole.measure_id = m.measure_id AND whole.deadline_id IS NULL
LEFT JOIN conflicts c ON c.deadline_id = d.deadline_id
WHERE d.withdrawn_on IS NULL OR d.withdrawn_on > getvariable('as_of') - 60
ORDER BY o.unit_id, d.due_on, m.document_id, m.position, d.position, o.role
