-- One row a deadline that stands and is public, with who is to meet it; of a recurring one a row a day that the view `due_days` names
-- (deadline_id, due_on), each with the light of its own day. Of a duty that several measures state for one day there is one
-- row, with the units of all: the one that somebody has reported on, else the first that was issued.
-- `due_days` is a frame of the program: read whole first, for DuckDB cannot have Arrow filter its kind of strings.
WITH days AS MATERIALIZED (FROM due_days), named AS (
    SELECT measure_id,
        list(DISTINCT coalesce(u.name, m.surface)) FILTER (m.role = 'lead') AS lead,
        list(DISTINCT coalesce(u.name, m.surface)) FILTER (m.role = 'responsible') AS responsible,
        list(DISTINCT coalesce(u.name, m.surface)) FILTER (m.role NOT IN ('lead', 'responsible')) AS others
    FROM mentions m LEFT JOIN units u USING (unit_id) GROUP BY ALL
), gets AS (
    SELECT measure_id, list(unit_id ORDER BY unit_id) AS unit_ids FROM recipients GROUP BY ALL
), stated AS (
    SELECT d.deadline_id, m.duty_id, m.measure_id, h.document_id, h.number AS document_number, h.title AS document_title,
        h.issuer, h.jurisdiction, h.issued, m.chapter, m.number, m.title, m.text, d.surface, d.step,
        d.kind, d.start_on, coalesce(o.due_on, d.due_on) AS due_on, coalesce(d.rule, '') AS rule, s.name AS source_name, m.line,
        list_sort(coalesce(n.lead, [])) AS lead, list_sort(coalesce(n.responsible, [])) AS responsible,
        list_sort(coalesce(n.others, [])) AS others, coalesce(g.unit_ids, []) AS unit_ids, t.state,
        if(o.due_on IS NULL, t.status, light(o.due_on)) AS status,
        list_concat(coalesce(own.notes, []), coalesce(whole.notes, [])) AS notes, y.recorded_on, y.changed_on,
        m.position AS place,
        row_number() OVER (PARTITION BY d.measure_id, coalesce(o.due_on, d.due_on), d.rule ORDER BY d.position) AS nth
    FROM (FROM live_deadlines ANTI JOIN private_documents USING (document_id)) d
    JOIN measures m USING (measure_id)
    JOIN documents h ON h.document_id = d.document_id
    JOIN sources s USING (source_id)
    JOIN standings t USING (deadline_id)
    JOIN histories y USING (deadline_id)
    LEFT JOIN days o USING (deadline_id)
    LEFT JOIN named n USING (measure_id)
    LEFT JOIN gets g USING (measure_id)
    LEFT JOIN finding_notes own ON own.deadline_id = d.deadline_id
    LEFT JOIN finding_notes whole ON whole.measure_id = m.measure_id AND whole.deadline_id IS NULL
)
SELECT * EXCLUDE (lead, responsible, others, unit_ids, notes, recorded_on, changed_on, place, nth),
    min(recorded_on) OVER same AS recorded_on, max(changed_on) OVER same AS changed_on,
    list_sort(list_distinct(flatten(list(lead) OVER same))) AS lead,
    list_sort(list_distinct(flatten(list(responsible) OVER same))) AS responsible,
    list_sort(list_distinct(flatten(list(others) OVER same))) AS others,
    list_sort(list_distinct(flatten(list(unit_ids) OVER same))) AS unit_ids,
    list_sort(list_distinct(flatten(list(notes) OVER same))) AS notes
FROM stated
WINDOW same AS (PARTITION BY coalesce(duty_id, measure_id), due_on, rule, nth)
QUALIFY row_number() OVER (
    same ORDER BY state = '未启动', issued NULLS LAST, document_number = '', document_id, place, deadline_id) = 1
ORDER BY due_on NULLS LAST, document_id, place, nth
