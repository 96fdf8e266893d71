-- One side of a finding: its measure, document, source and page, as far as there are such. Each table is asked for one row
-- by its id, which is many times faster than a join that starts from the finding. A document without a source named is
-- shown from the one that it was loaded from.
WITH m AS (SELECT * FROM measures WHERE measure_id = $measure_id),
h AS (SELECT * FROM documents WHERE document_id = coalesce($document_id, (SELECT document_id FROM m))),
s AS (SELECT * FROM sources WHERE source_id = coalesce($source_id, (SELECT source_id FROM h))),
x AS (SELECT arg_max(surface, due_on) AS surface FROM deadlines WHERE measure_id = $measure_id AND line = $line)
SELECT h.document_id, h.number AS document_number, h.title AS document_title, h.issuer, h.issued, h.jurisdiction,
    s.source_id, s.name AS source_name, m.measure_id, m.chapter, m.number, m.title AS measure_title, m.text AS measure_text,
    m.line AS measure_line, coalesce($line, m.line, h.line) AS line, x.surface AS deadline_surface,
    (SELECT arg_max(p.label, p.line) FROM places p WHERE p.source_id = s.source_id AND p.line <= coalesce($line, m.line)) AS place
FROM (SELECT 1) LEFT JOIN m ON true LEFT JOIN h ON true LEFT JOIN s ON true LEFT JOIN x ON true
