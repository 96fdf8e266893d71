-- What several check views share, made once for all of them: a table of DuckLake costs more to open than to read. They last as
-- long as the connection; `incoming_…` are frames that the program hands over.

CREATE OR REPLACE TEMP TABLE day_kinds AS FROM incoming_day_kinds;

-- The documents that are checked: not those that a steward withdrew or said to be replaced. What is not public is checked.
CREATE OR REPLACE TEMP TABLE checked_documents AS
SELECT h.*, coalesce(nullif(h.number, ''), '《' || nullif(h.title, '') || '》', '（无标题文件）') AS name
FROM documents h ANTI JOIN withdrawn_documents USING (document_id);
CREATE OR REPLACE TEMP TABLE checked_measures AS FROM live_measures SEMI JOIN checked_documents USING (document_id);
CREATE OR REPLACE TEMP TABLE checked_deadlines AS FROM live_deadlines SEMI JOIN checked_documents USING (document_id);

-- The deadlines with a day, each where it is printed: a time that heads a table is one deadline of each of its rows, but one
-- place in the text, and what is wrong with it is said once.
CREATE OR REPLACE TEMP VIEW printed_deadlines AS
SELECT h.source_id, d.document_id, d.start_char, d.line, d.surface, d.due_on, h.issued, h.programme_end, h.name AS document,
    min_by(d.deadline_id, (m.position, d.position)) AS deadline_id, min_by(m.measure_id, (m.position, d.position)) AS measure_id,
    min_by(m.chapter, (m.position, d.position)) AS chapter, min_by(m.number, (m.position, d.position)) AS number,
    max(d.alternative_on) AS alternative_on, count(DISTINCT m.measure_id) AS measures
FROM checked_deadlines d JOIN checked_measures m USING (measure_id) JOIN checked_documents h ON h.document_id = d.document_id
WHERE d.due_on IS NOT NULL
GROUP BY ALL;

-- Which document overrides which by saying so (以本文件为准): earlier ones of its own jurisdiction, and not a government's where
-- a bureau says it. That both speak of the same subject is for the links between their measures to say.
CREATE OR REPLACE TEMP TABLE overriding AS
WITH ranked AS (
    SELECT document_id, name, jurisdiction, issued,
        if(regexp_matches(issuer, '(?:政府|委员会|[省市县区]委)(?:办公[厅室])?$'), 2, 1) AS issuer_rank,
        document_id IN (SELECT document_id FROM statements WHERE kind = 'force') AS overrides
    FROM checked_documents WHERE jurisdiction <> '' AND issued IS NOT NULL
)
SELECT b.document_id, e.document_id AS earlier_document_id, b.name AS superseded_by
FROM ranked b JOIN ranked e ON e.jurisdiction = b.jurisdiction AND e.issued < b.issued AND e.issuer_rank <= b.issuer_rank
WHERE b.overrides;

-- The measures that implement, or repeat, one another, with the documents of both and the one that overrides the other's.
-- Of two measures that repeat each other the later one stands first, whichever way they were linked.
CREATE OR REPLACE TEMP TABLE linked_measures AS
WITH ordered AS (
    SELECT l.relation,
        if(l.relation = 'repeats' AND (coalesce(h.issued, DATE '1900-01-01'), h.document_id, m.position)
            < (coalesce(o.issued, DATE '1900-01-01'), o.document_id, n.position),
            [l.other_measure_id, l.measure_id], [l.measure_id, l.other_measure_id]) AS pair
    FROM links l
    JOIN checked_measures m ON m.measure_id = l.measure_id JOIN checked_documents h ON h.document_id = m.document_id
    JOIN checked_measures n ON n.measure_id = l.other_measure_id JOIN checked_documents o ON o.document_id = n.document_id
    WHERE l.relation IN ('implements', 'repeats')
), whole AS (SELECT DISTINCT relation, pair[1] AS measure_id, pair[2] AS other_measure_id FROM ordered
), pairs AS (
    -- A chain is compared link by link: a bureau's plan not with its city's where its district's stands between them.
    FROM whole ANTI JOIN (
        SELECT a.relation, a.measure_id, b.other_measure_id FROM whole a
        JOIN whole b ON b.measure_id = a.other_measure_id AND b.relation = a.relation WHERE a.relation = 'implements'
    ) USING (relation, measure_id, other_measure_id)
)
SELECT p.relation, h.source_id, h.document_id, h.name AS document, h.jurisdiction, h.issued, p.measure_id,
    m.chapter, m.number, m.title, m.text, m.line,
    o.document_id AS other_document_id, o.name AS other_document, o.jurisdiction AS other_jurisdiction,
    o.issued AS other_issued, p.other_measure_id, n.title AS other_title, n.line AS other_line, n.position AS other_position,
    coalesce(n.duty_id, n.measure_id) AS other_duty_id,
    coalesce(b.superseded_by, e.superseded_by) AS superseded_by
FROM pairs p
JOIN checked_measures m ON m.measure_id = p.measure_id JOIN checked_documents h ON h.document_id = m.document_id
JOIN checked_measures n ON n.measure_id = p.other_measure_id JOIN checked_documents o ON o.document_id = n.document_id
LEFT JOIN overriding b ON b.document_id = h.document_id AND b.earlier_document_id = o.document_id
LEFT JOIN overriding e ON e.document_id = o.document_id AND e.earlier_document_id = h.document_id;

-- Of linked measures, which dated deadline is to be compared with which: step by step where their steps align, else the latest
-- day of each.
CREATE OR REPLACE TEMP TABLE compared_deadlines AS
WITH dated AS (FROM checked_deadlines WHERE due_on IS NOT NULL),
latest AS (SELECT measure_id, max_by(deadline_id, (due_on, position)) AS deadline_id FROM dated GROUP BY ALL),
directed AS (
    SELECT relation, measure_id, other_measure_id, deadline_id, other_deadline_id FROM alignments
    UNION
    SELECT relation, other_measure_id, measure_id, other_deadline_id, deadline_id FROM alignments WHERE relation = 'repeats'
), aligned AS (
    SELECT d.* FROM directed d SEMI JOIN linked_measures USING (relation, measure_id, other_measure_id)
    SEMI JOIN dated x ON x.deadline_id = d.deadline_id
    SEMI JOIN dated y ON y.deadline_id = d.other_deadline_id
), compared AS (
    FROM aligned
    UNION ALL
    SELECT p.relation, p.measure_id, p.other_measure_id, d.deadline_id, o.deadline_id AS other_deadline_id
    FROM linked_measures p JOIN latest d ON d.measure_id = p.measure_id JOIN latest o ON o.measure_id = p.other_measure_id
    ANTI JOIN aligned a ON a.measure_id = p.measure_id AND a.other_measure_id = p.other_measure_id
)
SELECT c.*, d.surface, d.line, d.due_on, o.surface AS other_surface, o.line AS other_line, o.due_on AS other_due_on
FROM compared c JOIN dated d ON d.deadline_id = c.deadline_id JOIN dated o ON o.deadline_id = c.other_deadline_id;

-- Whether the words of a time name a day (6月5日前, 2024-06-05), and not a month, a festival or a count of days; and whether
-- they name a last day, be it only by its place in the month or year (7月底前, 中旬前, 年底前).
CREATE OR REPLACE TEMP MACRO names_a_day(surface) AS
    regexp_matches(surface, '[0-9０-９〇一二三四五六七八九十]\s*[日号]|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}')
    AND NOT regexp_matches(surface, '之日|[日号]起|日内|工作日|[0-9０-９]\s*个');
CREATE OR REPLACE TEMP MACRO names_an_end(surface) AS
    regexp_matches(surface, '[底末]|旬[之以]?前') AND NOT regexp_matches(surface, '之日|[日号]起|日内|工作日|[0-9０-９]\s*个');

-- A measure as a sentence names it: 示政发〔2024〕3号“二、重点任务”第5项.
CREATE OR REPLACE TEMP MACRO named_in(document, chapter, number) AS
    document || coalesce('“' || nullif(chapter, '') || '”', '') || coalesce('第' || nullif(number, '') || '项', '');
