-- One row a unit that a document names: whether it is of the document's place, of one above it, of one within it, or of another.
-- A code of GB/T 2260 without its closing pairs of zeros is the beginning of the codes of all places within.
WITH named AS (
    SELECT x.document_id, x.unit_id, x.surface, min(x.line) AS line, arg_min(x.measure_id, (x.line, x.position)) AS measure_id
    FROM mentions x JOIN live_measures USING (measure_id)
    WHERE x.unit_id IS NOT NULL
    GROUP BY ALL
), placed AS (
    SELECT n.*, h.source_id, regexp_replace(h.jurisdiction, '(00)+$', '') AS own, regexp_replace(u.jurisdiction, '(00)+$', '') AS its, u.name
    FROM named n JOIN documents h USING (document_id) JOIN units u USING (unit_id)
    WHERE h.jurisdiction <> '' AND u.jurisdiction <> ''
)
SELECT p.document_id || ':' || p.surface AS subject, p.source_id, p.document_id, p.measure_id, NULL::VARCHAR AS deadline_id,
    m.chapter, m.number, p.line, p.surface, p.unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    if(starts_with(p.own, p.its) OR starts_with(p.its, p.own), 'within', 'outside') AS place, p.name
FROM placed p JOIN measures m USING (measure_id)
