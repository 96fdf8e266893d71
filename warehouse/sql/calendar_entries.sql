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
), compared AS (
    -- The two deadlines that an open conflict of dates is about: of the other measure the one that governs the same step,
    -- else the one on the finding's line, else the last. What is superseded or waived is no conflict.
    SELECT f.finding_id, f.check_id, f.deadline_id,
        arg_max(s.deadline_id, (a.deadline_id IS NOT NULL, coalesce(s.line = f.other_line, false), s.due_on)) AS other_deadline_id
    FROM public_findings f
    JOIN live_deadlines s ON s.measure_id = f.other_measure_id AND s.due_on IS NOT NULL
    LEFT JOIN alignments a ON a.deadline_id = f.deadline_id AND a.other_deadline_id = s.deadline_id
    WHERE f.check_id IN ('deadline_later_than_superior', 'deadline_conflict_same_level')
        AND f.deadline_id IS NOT NULL AND f.superseded_by IS NULL
    GROUP BY ALL
), sides AS (
    SELECT deadline_id, other_deadline_id FROM compared
    UNION
    -- A superior's day stands; of two documents of one level neither goes before the other.
    SELECT other_deadline_id, deadline_id FROM compared WHERE check_id = 'deadline_conflict_same_level'
), conflicts AS (
    SELECT c.deadline_id, min(s.due_on) AS conflict_due_on, arg_min(h.title || h.number, (s.due_on, h.document_id)) AS conflict_document
    FROM sides c
    JOIN live_deadlines d ON d.deadline_id = c.deadline_id
    JOIN live_deadlines s ON s.deadline_id = c.other_deadline_id AND s.due_on <> d.due_on
    JOIN documents h ON h.document_id = s.document_id
    GROUP BY ALL
)
SELECT o.unit_id, coalesce(u.name, coalesce(j.jurisdiction_name, '地区不明') || '（无主事项）') AS unit_name, h.jurisdiction, o.owner,
    d.deadline_id, m.duty_id, m.measure_id, o.role, d.kind, d.start_on, d.due_on, coalesce(d.rule, '') AS rule,
    if(a.hidden, '', d.surface) AS surface, if(a.hidden, '', d.step) AS step, if(a.hidden, '', m.chapter) AS chapter,
    if(a.hidden, '', m.number) AS number, if(a.hidden, '', m.title) AS title, if(a.hidden, '', m.text) AS text,
    h.document_id, if(a.hidden, '', h.number) AS document_number, if(a.hidden, '', h.title) AS document_title, h.issued, h.programme_end,
    if(a.hidden, '', s.name) AS source_name, if(a.hidden, 0, m.line) AS line, if(a.hidden, [], coalesce(n.units, [])) AS units,
    t.state, t.status, if(a.hidden, [], list_concat(coalesce(own.notes, []), coalesce(whole.notes, []))) AS notes,
    c.conflict_due_on, c.conflict_document, y.recorded_on, y.changed_on,
    -- A document that people withdrew, or said to be not public, ends its deadlines on that day.
    coalesce(d.withdrawn_on, a.since) AS cancelled_on, NOT coalesce(a.hidden, false) AS public
FROM owners o
JOIN deadlines d USING (deadline_id)
JOIN measures m USING (measure_id)
JOIN documents h ON h.document_id = d.document_id
JOIN sources s USING (source_id)
JOIN standings t USING (deadline_id)
JOIN histories y USING (deadline_id)
LEFT JOIN (SELECT document_id, since, private AS hidden FROM set_aside) a ON a.document_id = d.document_id
LEFT JOIN units u USING (unit_id)
LEFT JOIN jurisdictions j ON j.jurisdiction = h.jurisdiction
LEFT JOIN named n USING (measure_id)
LEFT JOIN finding_notes own ON own.deadline_id = d.deadline_id
LEFT JOIN finding_notes whole ON whole.measure_id = m.measure_id AND whole.deadline_id IS NULL
LEFT JOIN conflicts c ON c.deadline_id = d.deadline_id
WHERE coalesce(d.withdrawn_on, a.since, getvariable('as_of')) > getvariable('as_of') - 60
    -- What is not public is taken back where it was shown, and stands nowhere else.
    AND (NOT coalesce(a.hidden, false) OR (o.unit_id, d.deadline_id) IN (SELECT (unit_id, deadline_id) FROM publications))
ORDER BY o.unit_id, d.due_on, m.document_id, m.position, d.position, o.role
