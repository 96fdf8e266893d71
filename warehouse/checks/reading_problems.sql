-- One row a thing that the reader noticed and did not mend; kind is the id of the check that shows it. Besides these: words
-- that differ by a character from those of another place, measures with one title, documents cited with two numbers or titles.
WITH placed AS (
    SELECT p.*, (SELECT arg_min(m.measure_id, m.position) FROM live_measures m
        WHERE m.document_id = p.document_id AND p.number <> '' AND m.chapter = p.chapter AND m.number = p.number) AS measure_id
    FROM problems p
    -- A document that two sources hold is shown from the one it was loaded from.
    WHERE p.document_id IS NULL OR EXISTS (
        SELECT 1 FROM documents h WHERE h.document_id = p.document_id AND h.source_id = p.source_id
    )
), printed AS (
    -- What it is known by over runs: its document, the measure it stands in and the words at fault. A number, a line or the
    -- wording of the detail may change, or the document come from another file, and it is the same problem.
    SELECT md5(concat_ws(chr(31), coalesce(document_id, source_id), kind, coalesce(measure_id, ''), surface))
            || '-' || row_number() OVER (
                PARTITION BY coalesce(document_id, source_id), kind, measure_id, surface ORDER BY line, detail
            ) AS subject,
        source_id, document_id, measure_id, chapter, number, line, surface, NULL::VARCHAR AS other_document_id,
        NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line, kind, detail
    FROM placed
), differing AS (
    SELECT v.source_id, v.document_id, v.line, v.start_char, v.surface, v.other_document_id, v.other_line, v.other_start_char,
        '与别处相同的句子差一个字：此处作“' || v.surface || '”，'
            || if(v.other_document_id = v.document_id, '本文件', coalesce(nullif(o.number, ''), o.title))
            || '第' || v.other_line || '行作“' || v.wording || '”，疑有一误。' AS detail
    FROM variants v JOIN documents o ON o.document_id = v.other_document_id
    -- What the reader itself noticed there is shown once.
    WHERE NOT EXISTS (
        SELECT 1 FROM printed p
        WHERE p.document_id = v.document_id AND p.kind = 'text_suspect' AND p.line BETWEEN v.line - 1 AND v.line + 1
            AND (contains(v.surface, p.surface) OR contains(p.surface, v.surface) OR contains(p.detail, v.surface))
    )
    -- Numbers of documents are compared by their titles, below.
    AND NOT EXISTS (SELECT 1 FROM citations c WHERE c.document_id = v.document_id AND contains(c.number, v.surface))
    QUALIFY row_number() OVER (PARTITION BY v.document_id, v.line, v.surface ORDER BY v.start_char) = 1
), cited AS (
    SELECT c.document_id, d.source_id, c.number, c.title, c.line, regexp_extract(c.number, '\d{4}') AS of_year,
        regexp_replace(c.title, '[“”"《》〈〉（）()\s]', '', 'g') AS words,
        count(DISTINCT c.document_id) OVER (PARTITION BY c.number, c.title) AS documents
    FROM citations c JOIN documents d USING (document_id)
    WHERE c.number <> '' AND length(c.title) >= 10
), miscited AS (
    -- One title with two numbers of one year that differ by a character or two (县资规字, 县自资规字): six bytes.
    SELECT a.*, b.document_id AS other_document_id, b.line AS other_line, a.number AS surface,
        '《' || a.title || '》此处文号作“' || a.number || '”，别处作“' || b.number || '”，疑有一误。' AS detail
    FROM cited a JOIN cited b ON b.words = a.words AND b.of_year = a.of_year AND b.number <> a.number
    WHERE levenshtein(a.number, b.number) <= 6 AND (a.documents, length(a.number), a.number) < (b.documents, length(b.number), b.number)
    UNION ALL
    -- One number with two titles that differ by four characters at most, where one is not the other without its issuer.
    SELECT a.*, b.document_id, b.line, a.title,
        a.number || '此处题名作《' || a.title || '》，别处作《' || b.title || '》，疑有一误。'
    FROM cited a JOIN cited b ON b.number = a.number AND b.words <> a.words
    WHERE levenshtein(a.words, b.words) <= 12 AND NOT suffix(a.words, b.words) AND NOT suffix(b.words, a.words)
        AND (a.documents, length(a.words), a.words) < (b.documents, length(b.words), b.words)
), headed AS (
    -- A measure that bears the title of the one before it: printed twice, or with the title of another.
    SELECT m.source_id, m.document_id, m.line, m.start_char, m.title AS surface, m.document_id AS other_document_id,
        m.line_before AS other_line, m.start_before AS other_start_char,
        '第' || m.number || '项与前一项的标题相同，都是“' || m.title || '”，疑重复排印或标题有误。' AS detail
    FROM (
        SELECT l.*, d.source_id, lag(l.title) OVER w AS title_before, lag(l.number) OVER w AS number_before,
            lag(l.line) OVER w AS line_before, lag(l.start_char) OVER w AS start_before
        FROM live_measures l JOIN documents d USING (document_id)
        WINDOW w AS (PARTITION BY l.document_id, l.chapter ORDER BY l.position)
    ) m
    WHERE m.title = m.title_before AND length(m.title) >= 6 AND m.number <> '' AND m.number_before <> ''
        AND m.number <> m.number_before AND m.line <> m.line_before
), compared AS (
    SELECT source_id, document_id, line, start_char, surface, other_document_id, other_line, other_start_char, detail
    FROM differing
    UNION ALL
    SELECT source_id, document_id, line, start_char, surface, other_document_id, other_line, other_start_char, detail
    FROM headed
    UNION ALL
    SELECT source_id, document_id, line, NULL, surface, arg_min(other_document_id, other_line), min(other_line), NULL, min(detail)
    FROM miscited GROUP BY source_id, document_id, line, surface
)
SELECT subject, source_id, document_id, measure_id, NULL::VARCHAR AS deadline_id, chapter, number, line, surface,
    NULL::VARCHAR AS unit_id, other_measure_id, other_line, other_document_id, kind, detail
FROM printed
UNION ALL
SELECT md5(concat_ws(chr(31), 'compared', c.document_id, c.surface, regexp_replace(c.detail, '第[0-9一二三四五六七八九十]+[行项]', '')))
        || '-' || row_number() OVER (PARTITION BY c.document_id, c.surface, regexp_replace(c.detail, '第[0-9一二三四五六七八九十]+[行项]', '') ORDER BY c.line),
    c.source_id, c.document_id, m.measure_id, NULL, m.chapter, m.number, c.line, c.surface,
    NULL, o.measure_id, c.other_line, c.other_document_id, 'text_suspect', c.detail
FROM compared c
LEFT JOIN live_measures m
    ON m.document_id = c.document_id AND c.line BETWEEN m.line AND m.end_line AND c.start_char BETWEEN m.start_char AND m.end_char - 1
LEFT JOIN live_measures o ON o.document_id = c.other_document_id AND c.other_line BETWEEN o.line AND o.end_line
    AND c.other_start_char BETWEEN o.start_char AND o.end_char - 1
