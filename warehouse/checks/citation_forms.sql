-- One row a document as another one cites it, with a number: how many documents cite it otherwise, by another number under
-- the same title, or by another title under the same number. Of two that differ, the row of the later one counts.
WITH cited AS (
    SELECT c.document_id, c.number, c.title, min(c.line) AS line, h.source_id, coalesce(h.issued, DATE '9999-12-31') AS issued, coalesce(nullif(h.number, ''), h.title) AS named,
        regexp_replace(c.number, '[^0-9A-Za-z\x{4e00}-\x{9fff}]', '', 'g') AS number_words,
        regexp_replace(regexp_replace(c.title, '^.*?关于(印发|转发)', ''), '[^0-9A-Za-z\x{4e00}-\x{9fff}]|的?通知$|关于|的', '', 'g') AS title_words
    FROM citations c JOIN documents h USING (document_id)
    WHERE c.number <> '' AND length(c.title) >= 8
    GROUP BY ALL
), pairs AS (
    SELECT a.*, b.document_id AS other_document_id, b.named AS other_named, b.line AS other_line,
        a.title_words = b.title_words AS same_title, b.number AS other_number, b.title AS other_title,
        row_number() OVER (PARTITION BY a.document_id, a.number, a.title ORDER BY b.issued, b.named) AS nth
    FROM cited a JOIN cited b ON a.document_id <> b.document_id
        AND (a.title_words = b.title_words AND a.number_words <> b.number_words
            OR a.number_words = b.number_words AND a.title_words <> b.title_words)
        AND (a.issued, a.named) > (b.issued, b.named)
)
SELECT c.document_id || ':' || c.number_words || ':' || c.title_words AS subject, c.source_id, c.document_id, NULL::VARCHAR AS measure_id,
    NULL::VARCHAR AS deadline_id, NULL::VARCHAR AS chapter, NULL::VARCHAR AS number, c.line, c.number AS surface, NULL::VARCHAR AS unit_id,
    NULL::VARCHAR AS other_measure_id, p.other_line,
    if(p.document_id IS NULL, 0, 1) AS others, '《' || c.title || '》' AS title,
    p.other_document_id, p.other_named AS other_document,
    CASE WHEN p.same_title THEN '“' || p.other_number || '”' ELSE '《' || p.other_title || '》' END AS other_form
FROM cited c LEFT JOIN pairs p ON p.document_id = c.document_id AND p.number = c.number AND p.title = c.title AND p.nth = 1
