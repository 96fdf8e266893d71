-- One row a pair of figures of one thing in linked measures that are not alike. Of a task that implements another only a laxer
-- figure, or one that merely differs, is a conflict; of one that stands twice any other figure is.
SELECT f.relation || ':' || f.measure_id || ':' || f.other_measure_id || ':' || f.position AS subject,
    p.source_id, p.document_id, p.measure_id, NULL::VARCHAR AS deadline_id, p.chapter, p.number, a.line, f.surface,
    NULL::VARCHAR AS unit_id, p.other_measure_id, b.line AS other_line, p.superseded_by, f.other_surface, f.noun,
    if(f.relation = 'implements' AND f.verdict = 'stricter', 'met', 'conflict') AS agreement,
    if(f.relation = 'implements', '所落实的', '同一任务在') AS counterpart,
    if(f.relation = 'implements' AND f.verdict = 'laxer', '低于上级要求', '两处不一致') AS verdict,
    named_in(p.document, p.chapter, p.number) AS place,
    named_in(p.other_document, n.chapter, n.number) AS other_place, p.title
FROM figure_pairs f
JOIN linked_measures p USING (relation, measure_id, other_measure_id)
JOIN checked_measures n ON n.measure_id = p.other_measure_id
JOIN figure_lines a ON a.measure_id = f.measure_id AND a.surface = f.surface
JOIN figure_lines b ON b.measure_id = f.other_measure_id AND b.surface = f.other_surface
