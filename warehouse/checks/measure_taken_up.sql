-- One row a measure that a superior's document gives to a bureau whose own plan acts on that document: whether the plan takes it
-- up. A plan that takes up less than a third of what its bureau was given is about something else.
WITH plans AS (
    SELECT h.issuer_unit AS unit_id, a.other_document_id,
        min_by(a.document_id, (h.issued, h.document_id)) AS document_id
    FROM linked_measures a JOIN checked_documents h USING (document_id) JOIN units u ON u.unit_id = h.issuer_unit
    WHERE a.relation = 'implements' AND u.kind <> 'government' AND a.document_id <> a.other_document_id
    GROUP BY ALL
), given AS (
    SELECT DISTINCT p.unit_id, p.document_id AS plan_id, m.measure_id
    FROM plans p
    JOIN checked_measures m ON m.document_id = p.other_document_id
    JOIN mentions x ON x.measure_id = m.measure_id AND x.unit_id = p.unit_id AND x.role IN ('lead', 'responsible')
), taken AS (
    SELECT DISTINCT h.issuer_unit AS unit_id, l.other_measure_id AS measure_id
    FROM linked_measures l JOIN checked_documents h USING (document_id) WHERE l.relation = 'implements'
), judged AS (
    SELECT g.*, t.measure_id IS NOT NULL AS is_taken,
        count(t.measure_id) OVER (PARTITION BY g.unit_id, g.plan_id) * 3 >= count(*) OVER (PARTITION BY g.unit_id, g.plan_id)
            AS is_its_plan
    FROM given g LEFT JOIN taken t ON t.unit_id = g.unit_id AND t.measure_id = g.measure_id
)
SELECT j.unit_id || ':' || j.measure_id AS subject, h.source_id, h.document_id, j.measure_id, NULL::VARCHAR AS deadline_id,
    m.chapter, m.number, m.line, m.title AS surface, j.unit_id, NULL::VARCHAR AS other_measure_id, own.line AS other_line,
    own.document_id AS other_document_id,
    if(j.is_taken OR NOT j.is_its_plan, 'taken', 'lacking') AS taken_up, u.name AS unit_name,
    h.name AS document, own.name AS plan, m.title
FROM judged j
JOIN checked_measures m USING (measure_id)
JOIN checked_documents h ON h.document_id = m.document_id
JOIN checked_documents own ON own.document_id = j.plan_id
JOIN units u ON u.unit_id = j.unit_id
