-- One row a pair of deadlines of one task that stands twice, in one document or in two of one jurisdiction: the days between
-- them. Yearly plans repeat each other with the days of their own year: that is no conflict.
SELECT least(c.deadline_id, c.other_deadline_id) || ':' || greatest(c.deadline_id, c.other_deadline_id) AS subject,
    p.source_id, p.document_id, p.measure_id, c.deadline_id, p.chapter, p.number, c.line, c.surface, NULL::VARCHAR AS unit_id,
    p.other_measure_id, c.other_line, p.superseded_by, c.due_on, c.other_due_on, c.other_surface,
    if(year(p.issued) <> year(p.other_issued)
            AND year(c.due_on) - year(p.issued) = year(c.other_due_on) - year(p.other_issued),
        0, abs(datediff('day', c.other_due_on, c.due_on))) AS days_apart,
    p.document, p.other_document, p.title
FROM compared_deadlines c JOIN linked_measures p USING (relation, measure_id, other_measure_id)
WHERE relation = 'repeats' AND (p.jurisdiction = p.other_jurisdiction OR p.document_id = p.other_document_id)
