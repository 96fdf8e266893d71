-- One row a dated deadline as it is printed: its last day against the day of issue and the end of the programme, whether a
-- second reading is possible, and whether the day that the text names is one on which people work.
SELECT d.deadline_id AS subject, d.source_id, d.document_id, d.measure_id, d.deadline_id, d.chapter, d.number, d.line,
    d.surface, NULL::VARCHAR AS unit_id, NULL::VARCHAR AS other_measure_id, NULL::INTEGER AS other_line,
    d.document, d.issued, d.due_on,
    -- A day without a year that lies long before the day of issue may be the next year's.
    if(d.alternative_on > d.issued, format('；没有写明年份，也可能指{}年{}月{}日。', year(d.alternative_on), month(d.alternative_on),
        day(d.alternative_on)), '。') AS ending,
    d.measures, datediff('day', d.issued, d.due_on) AS days_after_issue,
    if(datediff('day', d.issued, d.due_on) BETWEEN 0 AND 7, 'short', 'enough') AS notice,
    d.programme_end,
    -- What lies five years and more behind a programme's end is a prospect, not a task of it (展望2035年).
    if(year(d.due_on) >= year(d.programme_end) + 5, 0, datediff('day', d.programme_end, d.due_on)) AS days_after_programme,
    d.alternative_on, if(d.alternative_on IS NULL OR d.alternative_on = d.due_on, 'one', 'two') AS readings,
    -- A month's end that is a day off is told once a document, where it stands first: 7月底前 may stand there twenty times.
    if(d.names = '' OR k.works OR (d.names = 'end' AND d.nth > 1), 'working', 'off') AS day_kind, k.day_name,
    k.basis || if(d.names = 'end' AND d.ends > 1, '，本文件这一天到期的共' || d.ends || '处', '') AS basis
FROM (
    SELECT *, if(names_a_day(surface), 'day', if(names_an_end(surface), 'end', '')) AS names,
        row_number() OVER (PARTITION BY document_id, due_on, names ORDER BY start_char) AS nth,
        count(*) OVER (PARTITION BY document_id, due_on, names) AS ends
    FROM printed_deadlines
) d LEFT JOIN day_kinds k ON k.day = d.due_on
