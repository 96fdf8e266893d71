-- One row a pair of deadlines of one task that stands twice, in one document or in two of one jurisdiction: the days between
-- them. Yearly plans repeat each other with the days of their own year: that is no conflict.
WITH linked AS (
    SELECT c.deadline_id, c.other_deadline_id, p.superseded_by,
        year(p.issued) <> year(p.other_issued)
            AND year(c.due_on) - year(p.issued) = year(c.other_due_on) - year(p.other_issued) AS yearly
    FROM compared_deadlines c JOIN linked_measures p USING (relation, measure_id, other_measure_id)
    WHERE relation = 'repeats' AND (p.jurisdiction = p.other_jurisdiction OR p.document_id = p.other_document_id)
), known AS (
    SELECT measure_id, other_measure_id FROM linked_measures
    UNION ALL
    SELECT other_measure_id, measure_id FROM linked_measures
), ordered AS (
    SELECT if((m.position, d.position) < (n.position, o.position), [s.other_deadline_id, s.deadline_id],
        [s.deadline_id, s.other_deadline_id]) AS pair, NULL::VARCHAR AS superseded_by, false AS yearly
    FROM repeated_steps s
    JOIN checked_deadlines d ON d.deadline_id = s.deadline_id JOIN checked_measures m ON m.measure_id = d.measure_id
    JOIN checked_deadlines o ON o.deadline_id = s.other_deadline_id JOIN checked_measures n ON n.measure_id = o.measure_id
    ANTI JOIN known k ON k.measure_id = m.measure_id AND k.other_measure_id = n.measure_id
), pairs AS (
    FROM linked
    UNION ALL
    SELECT pair[1] AS deadline_id, pair[2] AS other_deadline_id, superseded_by, yearly FROM ordered
)
SELECT least(p.deadline_id, p.other_deadline_id) || ':' || greatest(p.deadline_id, p.other_deadline_id) AS subject,
    h.source_id, h.document_id, m.measure_id, d.deadline_id, m.chapter, m.number, d.line, d.surface, NULL::VARCHAR AS unit_id,
    o.measure_id AS other_measure_id, o.line AS other_line, p.superseded_by, d.due_on, o.due_on AS other_due_on,
    o.surface AS other_surface, if(p.yearly, 0, abs(datediff('day', o.due_on, d.due_on))) AS days_apart,
    named_in(h.name, m.chapter, m.number) AS place, named_in(e.name, n.chapter, n.number) AS other_place, m.title
FROM pairs p
JOIN checked_deadlines d ON d.deadline_id = p.deadline_id JOIN checked_measures m ON m.measure_id = d.measure_id
JOIN checked_documents h ON h.document_id = d.document_id
JOIN checked_deadlines o ON o.deadline_id = p.other_deadline_id JOIN checked_measures n ON n.measure_id = o.measure_id
JOIN checked_documents e ON e.document_id = o.document_id
