-- One row a document that another one says it acts on: whether it is held, by its number or by its title.
-- Asked for are the papers that hand tasks on: one with a number of a body of the province or below, and a plan by its title alone
-- where that says whose it is. Laws and papers of the nation's bodies need not be held.
WITH cited AS (
    SELECT c.document_id, c.number, c.title, min(c.line) AS line,
        regexp_replace(c.number, '[^0-9A-Za-z\x{4e00}-\x{9fff}]', '', 'g') AS number_words,
        regexp_replace(regexp_replace(c.title, '^.*?关于(印发|转发)', ''), '[^0-9A-Za-z\x{4e00}-\x{9fff}]|的?通知$|关于', '', 'g') AS title_words
    FROM citations c WHERE c.implements
    GROUP BY ALL
), held AS (
    SELECT h.document_id, regexp_replace(h.number, '[^0-9A-Za-z\x{4e00}-\x{9fff}]', '', 'g') AS number_words,
        regexp_replace(regexp_replace(h.title, '^.*?关于(印发|转发)', ''), '[^0-9A-Za-z\x{4e00}-\x{9fff}]|的?通知$|关于', '', 'g') AS title_words
    FROM documents h
), asked AS (
    -- A document cited by its title here and with its number there is cited once.
    SELECT c.* REPLACE (coalesce(nullif(c.number_words, ''), max(c.number_words) OVER (PARTITION BY c.document_id, c.title_words)) AS number_words),
        h.source_id, h.jurisdiction,
        CASE
            WHEN c.number <> '' THEN NOT regexp_matches(c.number, '^(国|中|厅字|部|发改|财|建|教|科|工信|民|人社|自然资|环|交|水|农|商|文旅|国卫|卫|应急|审|银|税|市监|体|统)[^〔（(\[]{0,6}(发|办|字|函|规|通|令)?[〔（(\[]')
                OR regexp_matches(c.title, '省|自治区|市|州|盟|县|区|旗') AND NOT regexp_matches(c.title, '^(国务院|中共中央|国家|中央)')
            ELSE regexp_matches(c.title, '^(关于印发|印发)?(中共)?[^关\P{Han}][\x{4e00}-\x{9fff}]{1,7}?(省|自治区|市|州|盟|县|区|旗)')
                AND regexp_matches(c.title, '(方案|计划|意见|通知|规划|行动|要点|分工|清单)(（[^）]*）)?$')
        END AS wanted
    FROM cited c JOIN documents h USING (document_id)
)
SELECT a.document_id || ':' || coalesce(nullif(a.number_words, ''), a.title_words) AS subject, any_value(a.source_id) AS source_id, a.document_id,
    NULL::VARCHAR AS measure_id, NULL::VARCHAR AS deadline_id, NULL::VARCHAR AS chapter, NULL::VARCHAR AS number, min(a.line) AS line,
    coalesce(nullif(max(a.number), ''), any_value(a.title)) AS surface, NULL::VARCHAR AS unit_id,
    NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    CASE
        WHEN NOT bool_or(a.wanted) THEN 'not asked'
        WHEN bool_or(a.number_words <> '' AND a.number_words = o.number_words OR length(a.title_words) >= 6 AND a.title_words = o.title_words) THEN 'held'
        ELSE 'missing'
    END AS state,
    if(any_value(a.title) = '' OR max(a.number) = '', '', '《' || any_value(a.title) || '》') AS title
FROM asked a LEFT JOIN held o ON o.document_id <> a.document_id
GROUP BY a.document_id, coalesce(nullif(a.number_words, ''), a.title_words)
